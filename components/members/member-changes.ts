/** What has happened to a tenant's members since a moment the caller names. */
export interface MemberChanges {
  /** Id of the latest event that changed members; null before the first. */
  latest: string | null;
  /** The identity provider is writing now, or was a few seconds ago. */
  syncing: boolean;
  /** Active members now; null when nothing has changed, because then nobody needs to count. */
  people: number | null;
}
