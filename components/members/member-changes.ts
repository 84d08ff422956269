import type { MemberRoles } from '@/lib/members/find-member-roles';

/** What has happened to a tenant's members since a moment the caller names. */
export interface MemberChanges {
  /** Id of the latest event that changed members; null before the first. */
  latest: string | null;
  /** The identity provider is writing now, or was a few seconds ago. */
  syncing: boolean;
  /** Active members now; null when the list holds as it is, but for roles. */
  people: number | null;
  /** The roles that those of the list have now; empty while nothing has changed. */
  roles: MemberRoles[];
}
