import { factsInUse, matchesOf } from '@/lib/roles/role-matches';
import type { RoleMatch } from '@/lib/roles/role-matches';
import type { RoleFacts, RoleMapping } from '@/lib/roles/role-mapping';
import { ruleIndex } from '@/lib/roles/rule-index';
import { listedNames, shownName } from '@/lib/roles/shown-name';

export interface DerivedGrant {
  roleKey: string;
  /** Why, in words that complete "has this role because of". */
  reason: string;
  /** Null when no rule gave it: the default, and a value that is the key of a role. */
  ruleId: string | null;
}

export interface DerivedRoles {
  /** False when the mapping leaves roles to the portal; `grants` is then what a new member starts with. */
  managed: boolean;
  /** One for each role, in the order of their keys. */
  grants: readonly DerivedGrant[];
  /** How the mapping came to its result, a sentence a step. */
  reasons: readonly string[];
  /** What an admin should look at. */
  warnings: readonly string[];
}

/**
 * The roles that a tenant's mapping gives a person: every role of every rule that matches, else the default.
 * Total: whatever was sent, it answers, and never throws. The order of rules and facts does not matter.
 */
export function deriveRoles(mapping: RoleMapping, facts: RoleFacts): DerivedRoles {
  if (mapping.source === 'PORTAL') {
    return { ...defaultRole(mapping, 'Roles are managed in the portal.', []), managed: false };
  }
  const found = factsInUse(mapping, facts).map((fact) => ({ fact, matches: matchesOf(mapping, facts, fact) }));
  const unknown = found.flatMap(({ fact, matches }) =>
    fact.kind === 'value' && matches.length === 0 ? [`"${shownName(fact.value)}"`] : []);
  const { why, warnings } = whyNoneMatched(mapping, facts, listedNames([...new Set(unknown)].sort()));
  return settle(
    mapping,
    found.flatMap(({ matches }) => matches),
    why,
    warnings,
  );
}

/** What to say when no role comes of it, and what to warn of in any case. */
function whyNoneMatched(
  { source, attribute }: RoleMapping,
  { groups, sent }: RoleFacts,
  unknown: string,
): { why: string; warnings: string[] } {
  if (source === 'IDP_GROUPS') {
    const why = groups.length === 0 ? 'The person is in no group.' : 'No rule matches a group of the person.';
    return { why, warnings: [] };
  }
  if (!sent) {
    const warning = `Roles are read from \`${attribute}\`, which is no attribute of a User`;
    return { why: `\`${attribute}\` is no attribute of a User.`, warnings: [warning] };
  }
  if (sent.values.length === 0) return { why: `The identity provider sent no ${attribute}.`, warnings: [] };
  const warnings = unknown === '' ? [] : [`${attribute} ${unknown}: no rule or role knows it`];
  return { why: `No rule or role knows ${attribute} ${unknown}.`, warnings };
}

function settle(mapping: RoleMapping, matches: readonly RoleMatch[], why: string, warnings: string[]): DerivedRoles {
  const { rolesByKey } = ruleIndex(mapping);
  const known = matches.filter(({ roleKey }) => rolesByKey.has(roleKey));
  const lost = new Set(matches.map(({ roleKey }) => roleKey).filter((key) => !rolesByKey.has(key)));
  const told = [...warnings, ...[...lost].sort().map((key) => `A rule gives the role "${key}", which does not exist`)];
  if (known.length === 0) {
    return defaultRole(mapping, lost.size > 0 ? 'The rules that match give no role that exists.' : why, told);
  }
  const first = new Map<string, RoleMatch>();
  for (const match of known.sort(byOrder)) if (!first.has(match.roleKey)) first.set(match.roleKey, match);
  const grants = [...first.values()].map(({ rule, roleKey, reason }) => {
    return { roleKey, reason, ruleId: rule?.id ?? null };
  });
  return {
    managed: true,
    grants: grants.sort((a, b) => (a.roleKey < b.roleKey ? -1 : 1)),
    reasons: grants.map(({ roleKey, reason }) => `${upperFirst(reason)} gives ${roleKey}.`),
    warnings: told,
  };
}

function byOrder({ order: a }: RoleMatch, { order: b }: RoleMatch): number {
  return a[0] - b[0] || a[1] - b[1] || (a[2] < b[2] ? -1 : a[2] > b[2] ? 1 : 0);
}

function defaultRole(mapping: RoleMapping, why: string, warnings: readonly string[]): DerivedRoles {
  const { defaultRoleKey } = mapping;
  if (defaultRoleKey === null) {
    return { managed: true, grants: [], reasons: [why, 'The default is no role.'], warnings };
  }
  if (!ruleIndex(mapping).rolesByKey.has(defaultRoleKey)) {
    const missing = `The default role "${defaultRoleKey}" does not exist, so no role was given`;
    return { managed: true, grants: [], reasons: [why, `${missing}.`], warnings: [...warnings, missing] };
  }
  return {
    managed: true,
    grants: [{ roleKey: defaultRoleKey, reason: 'Default role', ruleId: null }],
    reasons: [why, `The default role is ${defaultRoleKey}.`],
    warnings,
  };
}

function upperFirst(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
