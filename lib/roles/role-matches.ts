import type { GroupFact, RoleFacts, RoleMapping, RoleRule } from '@/lib/roles/role-mapping';
import { ruleIndex } from '@/lib/roles/rule-index';
import { listedNames, shownName } from '@/lib/roles/shown-name';
import { foldCase } from '@/lib/shared/fold-case';

/** Something that is known of a person and that a rule can ask for. */
export type RoleFact = { kind: 'group'; group: GroupFact } | { kind: 'value'; value: string };

/** A fact that gives a role, by a rule or of itself. */
export interface RoleMatch {
  fact: RoleFact;
  /** Null for a value that is the key of a role. */
  rule: RoleRule | null;
  roleKey: string;
  /** In words that complete "has this role because of". */
  reason: string;
  /** Of several reasons for one role, the first by rule and then by these is told. */
  order: readonly [rule: number, distance: number, text: string];
}

/** The facts that count under the mapping's source. */
export function factsInUse(mapping: RoleMapping, { groups, sent }: RoleFacts): RoleFact[] {
  switch (mapping.source) {
    case 'PORTAL':
      return [];
    case 'IDP_GROUPS':
      return groups.map((group) => ({ kind: 'group', group }));
    case 'IDP_ATTRIBUTE':
      return (sent?.values ?? []).map((value) => ({ kind: 'value', value }));
  }
}

/**
 * What a fact gives under a mapping. It is the one place that knows which rule a fact matches: a group by its id,
 * or by its exact name as long as the rule has found no group; a value by the rules for it, and without one as the
 * key of a role.
 */
export function matchesOf(mapping: RoleMapping, facts: RoleFacts, fact: RoleFact): RoleMatch[] {
  const { place, rolesByKey } = ruleIndex(mapping);
  const reason = factReason(mapping, fact);
  const distance = fact.kind === 'group' ? fact.group.through.length : 0;
  const rules = rulesFor(mapping, facts, fact);
  const matches = rules.map((rule): RoleMatch => {
    return { fact, rule, roleKey: rule.roleKey, reason, order: [place.get(rule) ?? 0, distance, reason] };
  });
  if (fact.kind === 'group' || matches.length > 0) return matches;
  const role = rolesByKey.get(facts.sent?.caseExact ? fact.value : foldCase(fact.value));
  if (!role) return [];
  return [{ fact, rule: null, roleKey: role.key, reason, order: [mapping.rules.length, 0, reason] }];
}

function rulesFor(mapping: RoleMapping, { sent }: RoleFacts, fact: RoleFact): readonly RoleRule[] {
  const { byGroupId, byGroupName, byValue, byFoldedValue } = ruleIndex(mapping);
  if (fact.kind === 'group') {
    return [...(byGroupId.get(fact.group.id) ?? []), ...(byGroupName.get(fact.group.name) ?? [])];
  }
  return (sent?.caseExact ? byValue.get(fact.value) : byFoldedValue.get(foldCase(fact.value))) ?? [];
}

/** Such as "group Engineering", "group Engineering, through Platform" for whoever is in it indirectly, or `roles "admin"`. */
export function factReason({ attribute }: RoleMapping, fact: RoleFact): string {
  if (fact.kind === 'value') return `${attribute} "${shownName(fact.value)}"`;
  const { name, through } = fact.group;
  const between = through.length === 0 ? '' : `, through ${listedNames(through.map(shownName))}`;
  return `group ${shownName(name)}${between}`;
}
