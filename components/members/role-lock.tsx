import { Lock } from 'lucide-react';
import { TextLink } from '@/components/ui/text-link';
import { providerName } from '@/lib/activity/provider-name';
import type { MemberRow } from '@/lib/members/member-rows';
import type { NamedProvider } from './sole-provider';

export interface RoleLockProps {
  member: Pick<MemberRow, 'id' | 'displayName' | 'roles'>;
  provider: NamedProvider | null;
  /** The page that says more; null for those who may not see it. */
  whyHref: string | null;
}

/**
 * Why nobody here can change a person's roles, behind a lock. A native popover: it needs no script, Esc
 * closes it, and it opens beside its button where the browser can, in the middle of the screen where it
 * cannot.
 */
export function RoleLock({ member, provider, whyHref }: RoleLockProps) {
  const id = `lock-${member.id}`;
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        aria-label={`Why the roles of ${member.displayName} are locked`}
        className={
          'tap-target inline-flex size-6 items-center justify-center rounded-badge text-ink-3 ' +
          'hover:bg-hover hover:text-ink'
        }
      >
        <Lock className="size-3.5!" />
      </button>
      <div
        id={id}
        popover="auto"
        className={
          'overlay m-auto w-80 max-w-[calc(100vw-2rem)] rounded-card border border-line bg-surface p-4 ' +
          'text-sm text-ink-2 shadow-float supports-[position-area:end]:m-1 ' +
          'supports-[position-area:end]:inset-auto [position-area:end_span-end] ' +
          '[position-try-fallbacks:flip-block,flip-inline]'
        }
      >
        <p className="font-semibold text-ink">Set by SCIM</p>
        {member.roles.length > 0 ? (
          <ul className="mt-1.5 flex flex-col gap-1">
            {member.roles.map((role) => (
              <li key={role.key} className="wrap-anywhere">
                {role.reason} → <span className="font-medium text-ink">{role.name}</span>
              </li>
            ))}
          </ul>
        ) : (
          <p className="mt-1.5">No role, so no access.</p>
        )}
        <p className="mt-2">
          Change it in {providerName(provider)} or in{' '}
          <TextLink href="/settings/identity/role-mapping" prefetch={false}>
            Role mapping
          </TextLink>
          .
        </p>
        {whyHref === null ? null : (
          <p className="mt-2">
            <TextLink href={whyHref} prefetch={false} aria-label={`Why ${member.displayName} has these roles`}>
              Why →
            </TextLink>
          </p>
        )}
      </div>
    </>
  );
}
