import type { MappableRole, RoleMapping, RoleRule } from '@/lib/roles/role-mapping';
import { foldCase } from '@/lib/shared/fold-case';
import { grouped } from '@/lib/shared/grouped';

/** Rules by what they ask for; the lists are in the order of the mapping. */
export interface RuleIndex {
  byGroupId: ReadonlyMap<string, readonly RoleRule[]>;
  /** Rules for groups that have not been pushed, by exact name. */
  byGroupName: ReadonlyMap<string, readonly RoleRule[]>;
  byValue: ReadonlyMap<string, readonly RoleRule[]>;
  byFoldedValue: ReadonlyMap<string, readonly RoleRule[]>;
  /** Where each rule stands in the mapping. */
  place: ReadonlyMap<RoleRule, number>;
  rolesByKey: ReadonlyMap<string, MappableRole>;
}

const indexes = new WeakMap<RoleMapping, RuleIndex>();

/** Made once for each mapping, which may hold thousands of rules and is asked for every person. */
export function ruleIndex(mapping: RoleMapping): RuleIndex {
  const made = indexes.get(mapping);
  if (made) return made;
  const ofGroups = mapping.rules.filter(({ kind }) => kind === 'GROUP');
  const ofValues = mapping.rules.filter(({ kind }) => kind === 'VALUE');
  const index: RuleIndex = {
    byGroupId: grouped(ofGroups, ({ groupId }) => groupId),
    byGroupName: grouped(ofGroups, ({ groupId, name }) => (groupId === null ? name : null)),
    byValue: grouped(ofValues, ({ name }) => name),
    byFoldedValue: grouped(ofValues, ({ name }) => foldCase(name)),
    place: new Map(mapping.rules.map((rule, position) => [rule, position])),
    rolesByKey: new Map(mapping.roles.map((role) => [role.key, role])),
  };
  indexes.set(mapping, index);
  return index;
}
