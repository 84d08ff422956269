import Link from 'next/link';

const pages = [
  { key: 'mapping', href: '/settings/identity/role-mapping', label: 'Mapping' },
  { key: 'roles', href: '/settings/identity/role-mapping/roles', label: 'Roles' },
  { key: 'try', href: '/settings/identity/role-mapping/try', label: 'Try it' },
] as const;

export interface MappingNavProps {
  current: 'mapping' | 'roles' | 'try';
}

/** The pages of Settings → Identity → Role mapping, one level below the tabs of Identity. */
export function MappingNav({ current }: MappingNavProps) {
  return (
    <nav aria-label="Role mapping">
      <ul className="flex flex-wrap gap-1">
        {pages.map(({ key, href, label }) => (
          <li key={key}>
            <Link
              href={href}
              aria-current={key === current ? 'page' : undefined}
              className={
                'tap-target flex h-7 items-center rounded-control px-2.5 text-sm text-ink-2 no-underline ' +
                'hover:bg-hover hover:text-ink aria-[current=page]:bg-selected ' +
                'aria-[current=page]:font-semibold aria-[current=page]:text-accent-text'
              }
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
