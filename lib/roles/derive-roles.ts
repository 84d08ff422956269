import type { GroupFact, RoleFacts, RoleMapping, RoleRule, SentValues } from '@/lib/roles/role-mapping';
import { ruleIndex } from '@/lib/roles/rule-index';
import { foldCase } from '@/lib/shared/fold-case';

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

/** A fact that gives a role, by a rule or of itself. */
interface Match {
  rule: RoleRule | null;
  roleKey: string;
  reason: string;
  /** Of several reasons for one role, the first by rule and then by these is told. */
  order: readonly [rule: number, distance: number, text: string];
}

/** As many unknown values are named in a warning. */
const MOST_NAMED = 5;

/**
 * The roles that a tenant's mapping gives a person: every role of every rule that matches, else the default.
 * Total: whatever was sent, it answers, and never throws. The order of rules and facts does not matter.
 */
export function deriveRoles(mapping: RoleMapping, facts: RoleFacts): DerivedRoles {
  switch (mapping.source) {
    case 'PORTAL':
      return { ...defaultRole(mapping, 'Roles are managed in the portal.', []), managed: false };
    case 'IDP_GROUPS':
      return fromGroups(mapping, facts.groups);
    case 'IDP_ATTRIBUTE':
      return fromAttribute(mapping, facts.sent);
  }
}

function fromGroups(mapping: RoleMapping, groups: readonly GroupFact[]): DerivedRoles {
  const { byGroupId, byGroupName, place } = ruleIndex(mapping);
  const matches = groups.flatMap((group) => {
    const rules = [...(byGroupId.get(group.id) ?? []), ...(byGroupName.get(group.name) ?? [])];
    return rules.map((rule): Match => {
      const { roleKey } = rule;
      const reason = groupReason(group);
      return { rule, roleKey, reason, order: [place.get(rule) ?? 0, group.through.length, reason] };
    });
  });
  const why = groups.length === 0 ? 'The person is in no group.' : 'No rule matches a group of the person.';
  return settle(mapping, matches, why, []);
}

/** Such as "group Engineering", and "group Engineering, through Platform" for whoever is in it indirectly. */
export function groupReason({ name, through }: GroupFact): string {
  return through.length === 0 ? `group ${name}` : `group ${name}, through ${through.join(', ')}`;
}

function fromAttribute(mapping: RoleMapping, sent: SentValues | null): DerivedRoles {
  const { attribute } = mapping;
  if (!sent) {
    const warning = `Roles are read from \`${attribute}\`, which is no attribute of a User`;
    return settle(mapping, [], `\`${attribute}\` is no attribute of a User.`, [warning]);
  }
  const found = sent.values.map((value) => ({ value, matches: matchesOf(mapping, sent, value) }));
  const unknown = [...new Set(found.filter(({ matches }) => matches.length === 0).map(({ value }) => value))];
  const why =
    sent.values.length === 0
      ? `The identity provider sent no ${attribute}.`
      : `No rule or role knows ${attribute} ${listed(unknown)}.`;
  const warnings = unknown.length === 0 ? [] : [`${attribute} ${listed(unknown)}: no rule or role knows it`];
  return settle(
    mapping,
    found.flatMap(({ matches }) => matches),
    why,
    warnings,
  );
}

/** The rules for a value; without one, the role whose key it is. */
function matchesOf(mapping: RoleMapping, { caseExact }: SentValues, value: string): Match[] {
  const { byValue, byFoldedValue, place } = ruleIndex(mapping);
  const rules = (caseExact ? byValue.get(value) : byFoldedValue.get(foldCase(value))) ?? [];
  const reason = `${mapping.attribute} "${value}"`;
  if (rules.length > 0) {
    return rules.map((rule) => {
      return { rule, roleKey: rule.roleKey, reason, order: [place.get(rule) ?? 0, 0, reason] };
    });
  }
  const role = mapping.roles.find(({ key }) => key === (caseExact ? value : foldCase(value)));
  return role ? [{ rule: null, roleKey: role.key, reason, order: [mapping.rules.length, 0, reason] }] : [];
}

function settle(mapping: RoleMapping, matches: Match[], why: string, warnings: string[]): DerivedRoles {
  const known = matches.filter(({ roleKey }) => hasRole(mapping, roleKey));
  const lost = [...new Set(matches.filter((match) => !known.includes(match)).map(({ roleKey }) => roleKey))];
  const told = [...warnings, ...lost.map((key) => `A rule gives the role "${key}", which does not exist`)];
  if (known.length === 0) return defaultRole(mapping, why, told);
  const first = new Map<string, Match>();
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

function byOrder({ order: a }: Match, { order: b }: Match): number {
  return a[0] - b[0] || a[1] - b[1] || (a[2] < b[2] ? -1 : 1);
}

function defaultRole(mapping: RoleMapping, why: string, warnings: readonly string[]): DerivedRoles {
  const { defaultRoleKey } = mapping;
  if (defaultRoleKey === null) {
    return { managed: true, grants: [], reasons: [why, 'The default is no role.'], warnings };
  }
  if (!hasRole(mapping, defaultRoleKey)) {
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

function hasRole({ roles }: RoleMapping, roleKey: string): boolean {
  return roles.some(({ key }) => key === roleKey);
}

function listed(values: readonly string[]): string {
  const named = values.slice(0, MOST_NAMED).map((value) => `"${value}"`);
  const more = values.length > named.length ? ` and ${values.length - named.length} more` : '';
  return `${named.join(', ')}${more}`;
}

function upperFirst(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
