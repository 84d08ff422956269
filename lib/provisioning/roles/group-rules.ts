import type { RoleMapping, RoleRule } from '@/lib/roles/role-mapping';
import { ruleIndex } from '@/lib/roles/rule-index';

/** A group as rules know it. */
export interface NamedGroup {
  id: string;
  name: string;
}

/** Whether roles come from groups and any rule names one; if not, no change of a group concerns anybody's roles. */
export function rolesComeFromGroups(mapping: RoleMapping): boolean {
  return mapping.source === 'IDP_GROUPS' && hasGroupRules(mapping);
}

/** Whether a change of groups may have to find or lose a group for a rule, be it in use or kept for another day. */
export function hasGroupRules({ rules }: RoleMapping): boolean {
  return rules.some(({ kind }) => kind === 'GROUP');
}

/** Whether a rule matches any of the groups. */
export function anyHasRule(mapping: RoleMapping, groups: readonly NamedGroup[]): boolean {
  const { byGroupId, byGroupName } = ruleIndex(mapping);
  return groups.some(({ id, name }) => byGroupId.has(id) || byGroupName.has(name));
}

/** The rules that wait for a group of one of these names. */
export function rulesWaitingFor(mapping: RoleMapping, names: readonly string[]): RoleRule[] {
  const { byGroupName } = ruleIndex(mapping);
  return [...new Set(names)].flatMap((name) => byGroupName.get(name) ?? []);
}

/** The rules that lose their group when it is deleted. */
export function rulesOf(mapping: RoleMapping, { id, name }: NamedGroup): RoleRule[] {
  return [...(ruleIndex(mapping).byGroupId.get(id) ?? []), ...rulesWaitingFor(mapping, [name])];
}
