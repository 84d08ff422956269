import type { MemberRow } from '@/lib/members/member-rows';

/** Why this member cannot be removed here, or null when SCIM does not manage them. */
export function whyNotRemovable({
  displayName,
  scimManaged,
}: Pick<MemberRow, 'displayName' | 'scimManaged'>) {
  if (!scimManaged) return null;
  return `SCIM manages ${displayName}. Unassign them in your identity provider; they leave within seconds.`;
}

/** Why this member's roles cannot be changed here, with where each came from; null when they can. */
export function whyRolesLocked({
  displayName,
  rolesLocked,
  roles,
}: Pick<MemberRow, 'displayName' | 'rolesLocked' | 'roles'>) {
  if (!rolesLocked) return null;
  const origins = roles.map(({ name, reason }) => `${name} (${reason})`).join(', ') || 'no role';
  const remedy = 'Change it in your identity provider or in the role mapping.';
  return `SCIM decides the roles of ${displayName}: ${origins}. ${remedy}`;
}
