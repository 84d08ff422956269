import { factsInUse, matchesOf } from '@/lib/roles/role-matches';
import type { RoleFact } from '@/lib/roles/role-matches';
import type { MappableRole, RoleFacts, RoleMapping, RoleRule } from '@/lib/roles/role-mapping';
import { ruleIndex } from '@/lib/roles/rule-index';
import { listedNames, shownName } from '@/lib/roles/shown-name';
import { foldCase } from '@/lib/shared/fold-case';

/** What became of the group that a rule is about. */
export interface RuleGroup {
  /** What it is called now; null when there is no such group. */
  name: string | null;
  /** When the identity provider deleted it. */
  goneAt: Date | null;
}

/** What a rule means for one person. */
export interface RuleVerdict {
  rule: RoleRule;
  /** From 1, among the rules of its kind, in the order of the page. */
  number: number;
  /** Null when the tenant has no role of the rule's key. */
  role: MappableRole | null;
  matched: boolean;
  /** A sentence that says what was missing; null when nothing was. */
  missing: string | null;
}

/** How far a rule is from matching: a name that is spelled otherwise, another group or value, no such group. */
const RANKS = { spelling: 0, other: 1, notPushed: 2, deleted: 3 } as const;

interface Miss {
  rank: number;
  missing: string;
}

/**
 * Every rule of the source in use: those that match a person in the order of the page, then those that do not, the
 * nearest misses first.
 * @param groups by the ids of rules; without an entry, a group is taken to be there when the rule has found it
 */
export function ruleVerdicts(
  mapping: RoleMapping,
  facts: RoleFacts,
  groups: ReadonlyMap<string, RuleGroup> = new Map(),
): RuleVerdict[] {
  const found = factsInUse(mapping, facts);
  const matching = new Set(found.flatMap((fact) => matchesOf(mapping, facts, fact).map(({ rule }) => rule)));
  const { rolesByKey } = ruleIndex(mapping);
  const missOf = mapping.source === 'IDP_GROUPS' ? groupMisses(found, groups) : valueMisses(mapping, facts);
  const verdicts = rulesInUse(mapping).map((rule, index) => {
    const role = rolesByKey.get(rule.roleKey) ?? null;
    const verdict = { rule, number: index + 1, role, matched: matching.has(rule) };
    if (!verdict.matched) return { ...verdict, ...missOf(rule) };
    const missing = role ? null : `The rule matches, but there is no role "${shownName(rule.roleKey)}".`;
    return { ...verdict, rank: -1, missing };
  });
  const sorted = verdicts.sort((a, b) => a.rank - b.rank || a.number - b.number);
  return sorted.map(({ rule, number, role, matched, missing }) => ({ rule, number, role, matched, missing }));
}

function rulesInUse({ source, rules }: RoleMapping): RoleRule[] {
  if (source === 'PORTAL') return [];
  const kind = source === 'IDP_GROUPS' ? 'GROUP' : 'VALUE';
  return rules.filter((rule) => rule.kind === kind);
}

function groupMisses(
  facts: readonly RoleFact[],
  groups: ReadonlyMap<string, RuleGroup>,
): (rule: RoleRule) => Miss {
  const names = facts.flatMap((fact) => (fact.kind === 'group' ? [fact.group.name] : []));
  const similar = byLooseSpelling(names);
  return ({ id, name, groupId }) => {
    const group = groups.get(id);
    const called = shownName(group?.name ?? name);
    if (groupId !== null) return { rank: RANKS.other, missing: `Not in the group ${called}.` };
    const near = similar.get(looseSpelling(name));
    if (near !== undefined) {
      const missing = `In the group "${shownName(near)}"; the rule says "${shownName(name)}", and names match exactly.`;
      return { rank: RANKS.spelling, missing };
    }
    if (group?.goneAt) {
      return { rank: RANKS.deleted, missing: `The group ${called} was deleted by the identity provider.` };
    }
    return { rank: RANKS.notPushed, missing: `The group ${called} has not been pushed by the identity provider.` };
  };
}

function valueMisses({ attribute }: RoleMapping, { sent }: RoleFacts): (rule: RoleRule) => Miss {
  if (!sent) return () => ({ rank: RANKS.other, missing: `\`${attribute}\` is no attribute of a User.` });
  const { values, caseExact } = sent;
  if (values.length === 0) return () => ({ rank: RANKS.other, missing: `Nothing was sent for \`${attribute}\`.` });
  const similar = byLooseSpelling(values);
  const all = quoted(values);
  return ({ name }) => {
    const near = similar.get(looseSpelling(name));
    if (near === undefined) {
      return { rank: RANKS.other, missing: `\`${attribute}\` is ${all}, not "${shownName(name)}".` };
    }
    const exact = caseExact ? `, and \`${attribute}\` tells upper case from lower case` : '';
    const missing = `\`${attribute}\` is "${shownName(near)}", not "${shownName(name)}"${exact}.`;
    return { rank: RANKS.spelling, missing };
  };
}

/** Such as `"a", "b" and 3 more`. */
export function quoted(texts: readonly string[]): string {
  return listedNames(texts.map((text) => `"${shownName(text)}"`));
}

function byLooseSpelling(texts: readonly string[]): ReadonlyMap<string, string> {
  return new Map(texts.map((text) => [looseSpelling(text), text]));
}

/** What is left of a name when case, spaces and punctuation are none of it; of a name of these alone, all of it. */
function looseSpelling(text: string): string {
  return foldCase(text).replace(/[^\p{Letter}\p{Mark}\p{Number}]/gu, '') || text;
}
