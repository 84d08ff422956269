import type { MemberRow } from '@/lib/members/member-rows';
import { TextLink } from '../ui/text-link';

export interface MemberNameProps {
  member: Pick<MemberRow, 'displayName' | 'email'>;
  /** The person's page; null for those who may not see it. */
  href: string | null;
}

/** The cell that names a person. The writing direction is the name's own. */
export function MemberName({ member: { displayName, email }, href }: MemberNameProps) {
  const name = <bdi className="font-medium">{displayName}</bdi>;
  return (
    <span className="block">
      <span className="block">
        {href === null ? (
          name
        ) : (
          <TextLink href={href} prefetch={false} className="text-ink! decoration-line-2">
            {name}
          </TextLink>
        )}
      </span>
      <span className="block text-ink-2">{email}</span>
    </span>
  );
}
