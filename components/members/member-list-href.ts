import type { MemberListQuery } from '@/lib/members/member-list-query';

const defaults: Readonly<Record<string, string>> = { sort: 'name', direction: 'asc', status: 'ACTIVE' };

/**
 * What the address says, in the order it says it; what would be so anyway is left out, so equal lists have
 * equal addresses.
 */
export function memberListParameters(query: MemberListQuery): Record<string, string> {
  const { q, role, managedBy, status, sort, direction, after, before } = query;
  const entries = Object.entries({ q, role, managedBy, status, sort, direction, after, before });
  return Object.fromEntries(
    entries.filter(
      (entry): entry is [string, string] => Boolean(entry[1]) && entry[1] !== defaults[entry[0]],
    ),
  );
}

/** Address of the list with something changed. Whatever changes it begins at its first page again. */
export function memberListHref(query: MemberListQuery, change: Partial<MemberListQuery>): string {
  const parameters = new URLSearchParams(
    memberListParameters({ ...query, after: undefined, before: undefined, ...change }),
  );
  return parameters.size > 0 ? `/settings/members?${parameters}` : '/settings/members';
}
