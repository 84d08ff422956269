import type { MappingDraft } from '@/lib/mapping/mapping-draft';
import type { ResolvedGroup } from '@/lib/mapping/resolve-groups';
import type { RoleMapping, RoleRule } from '@/lib/roles/role-mapping';

/**
 * The mapping that a draft would be, with the roles that the tenant has.
 * @param groups one for each group rule
 */
export function draftedMapping(
  { source, attribute, defaultRoleKey, groupRules, valueRules }: MappingDraft,
  groups: readonly Pick<ResolvedGroup, 'groupId'>[],
  roles: RoleMapping['roles'],
): RoleMapping {
  const rules: RoleRule[] = [
    ...groupRules.map(({ id, name, roleKey }, at): RoleRule => {
      return { id: id ?? `new group rule ${at}`, kind: 'GROUP', name, groupId: groups[at]?.groupId ?? null, roleKey };
    }),
    ...valueRules.map(({ id, name, roleKey }, at): RoleRule => {
      return { id: id ?? `new value rule ${at}`, kind: 'VALUE', name, groupId: null, roleKey };
    }),
  ];
  return { source, attribute, defaultRoleKey, rules, roles };
}
