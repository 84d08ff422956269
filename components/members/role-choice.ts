import type { RoleView } from '@/lib/roles/list-roles';

/** A role, and whether the viewer may give or take it. */
export interface RoleChoice extends Pick<RoleView, 'key' | 'name' | 'description'> {
  /** Only owners decide who is an owner. */
  forbidden: boolean;
}

export function roleChoices(roles: readonly RoleView[], mayManageOwners: boolean): RoleChoice[] {
  return roles.map(({ key, name, description, level }) => ({
    key,
    name,
    description,
    forbidden: level === 'OWNER' && !mayManageOwners,
  }));
}
