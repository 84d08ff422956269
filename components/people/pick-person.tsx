import type { ReactNode } from 'react';
import type { MemberRow } from '@/lib/members/member-rows';
import { Card } from '../ui/card';
import { FilterBar } from '../ui/filter-bar';
import { TextLink } from '../ui/text-link';

const tryPath = '/settings/identity/role-mapping/try';

export interface PickPersonProps {
  search: string;
  /** Null when nothing was searched for. */
  found: { people: readonly MemberRow[]; total: number } | null;
  /** What became of the person who was picked. */
  children: ReactNode;
}

function addressOf(memberId: string, search: string): string {
  return `${tryPath}?${new URLSearchParams({ ...(search && { q: search }), person: memberId })}`;
}

/** Finds a person whom SCIM manages, to see what the mapping gives them. */
export function PickPerson({ search, found, children }: PickPersonProps) {
  return (
    <Card
      id="try-person"
      title="Try a person"
      description="What the saved mapping gives somebody whom your identity provider manages."
    >
      <div className="flex flex-col gap-4">
        <FilterBar
          action={tryPath}
          search={{ name: 'q', label: 'Search by name or email', placeholder: 'Name or email', value: search }}
        />
        {found ? <Found found={found} search={search} /> : null}
        {children}
      </div>
    </Card>
  );
}

function Found({ found: { people, total }, search }: { found: NonNullable<PickPersonProps['found']>; search: string }) {
  if (people.length === 0) {
    return <p className="text-sm text-ink-2">Nobody whom SCIM manages has “{search}” in their name or address.</p>;
  }
  const more = total - people.length;
  return (
    <div className="flex flex-col gap-1.5 text-sm">
      <ul aria-label="People found" className="flex flex-col gap-1.5">
        {people.map(({ id, displayName, email }) => (
          <li key={id} className="min-w-0 wrap-anywhere">
            <TextLink href={addressOf(id, search)} scroll={false} prefetch={false}>
              <bdi>{displayName}</bdi>
            </TextLink>{' '}
            <span className="text-ink-2">{email}</span>
          </li>
        ))}
      </ul>
      {more > 0 ? (
        <p className="text-ink-2">And {more.toLocaleString('en')} more. Type more of the name to find them.</p>
      ) : null}
    </div>
  );
}
