import Link from 'next/link';
import { Fingerprint, KeyRound, Users, type LucideIcon } from 'lucide-react';

/** The rooms of the settings area. */
export type SettingsArea = 'identity' | 'members' | 'api-keys';

const areas: readonly { area: SettingsArea; label: string; href: string; icon: LucideIcon }[] = [
  { area: 'identity', label: 'Identity', href: '/settings/identity', icon: Fingerprint },
  { area: 'members', label: 'Members', href: '/settings/members', icon: Users },
  { area: 'api-keys', label: 'API keys', href: '/settings/api-keys', icon: KeyRound },
];

const linkStyles =
  'flex h-9 items-center gap-2.5 rounded-control px-2.5 text-sm ' +
  'text-ink-2 no-underline hover:bg-hover hover:text-ink ' +
  'pointer-coarse:h-11 aria-[current]:bg-selected ' +
  'aria-[current]:font-semibold aria-[current]:text-accent-text';

export interface NavListProps {
  current: SettingsArea;
  /** How many things in Identity need a look. */
  attention?: number;
}

/** The links between the rooms, on the rail and in the phone's drawer alike. */
export function NavList({ current, attention = 0 }: NavListProps) {
  return (
    <ul className="flex flex-col gap-0.5">
      {areas.map(({ area, label, href, icon: Icon }) => (
        <li key={area}>
          <Link href={href} aria-current={area === current ? 'true' : undefined} className={linkStyles}>
            <Icon />
            {label}
            {area === 'identity' && attention > 0 ? (
              <span
                className={
                  'ms-auto rounded-badge bg-warn-soft px-1.5 text-xs font-semibold text-warn ' +
                  'tabular-nums'
                }
              >
                {attention}
                <span className="sr-only"> need attention</span>
              </span>
            ) : null}
          </Link>
        </li>
      ))}
    </ul>
  );
}
