/** Address of the Members page, filtered by a role. */
export function membersWithRole(key: string): string {
  return `/settings/members?${new URLSearchParams({ role: key })}`;
}
