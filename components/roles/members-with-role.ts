import { memberListHref } from '../members/member-list-href';

/** Address of the Members page, with the active people who have a role. */
export function membersWithRole(role: string): string {
  return memberListHref({ sort: 'name', direction: 'asc', status: 'ACTIVE' }, { role });
}
