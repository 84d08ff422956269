import { deriveRoles } from '@/lib/roles/derive-roles';
import { permissionLevels } from '@/lib/roles/role';
import { factReason, factsInUse, matchesOf } from '@/lib/roles/role-matches';
import type { RoleFact, RoleMatch } from '@/lib/roles/role-matches';
import type { MappableRole, RoleFacts, RoleMapping, RoleRule } from '@/lib/roles/role-mapping';
import { ruleIndex } from '@/lib/roles/rule-index';
import { quoted, ruleVerdicts } from '@/lib/roles/rule-verdicts';
import type { RuleGroup, RuleVerdict } from '@/lib/roles/rule-verdicts';
import { listedNames, shownName } from '@/lib/roles/shown-name';

/** One step from what is known of a person to their roles. */
export interface RoleStep {
  /**
   * What was sent; a rule that matches; a value that is the key of a role; what no rule matches; the default; and
   * last the result.
   */
  kind: 'facts' | 'rule' | 'key' | 'unmatched' | 'default' | 'result';
  sentence: string;
  /** Of a rule: which it is. */
  ruleId: string | null;
  /** Of a rule, a key and the default: the role it gives. */
  roleKey: string | null;
}

/** How a mapping comes to the roles of a person, and why not to others. */
export interface RoleExplanation {
  /** False when the mapping leaves roles to the portal: the roles are then those that a newcomer starts with. */
  managed: boolean;
  /** The first thing to say: access or none, and why none. */
  verdict: string;
  /** The most powerful first. */
  roles: readonly MappableRole[];
  steps: readonly RoleStep[];
  /** Every rule of the source in use: those that match first, then the nearest misses. */
  rules: readonly RuleVerdict[];
  /** For each role that the mapping does not give: what comes nearest to giving it. */
  others: readonly OtherRole[];
}

/** A role that the mapping does not give a person. */
export interface OtherRole {
  role: MappableRole;
  nearest: RuleVerdict | null;
  /** Without a rule: what would give the role all the same. */
  byKey: string | null;
}

/**
 * Explains what deriveRoles gives, from the same matches.
 * @param groups what became of the groups that rules are about, by the ids of rules
 */
export function explainRoles(
  mapping: RoleMapping,
  facts: RoleFacts,
  groups?: ReadonlyMap<string, RuleGroup>,
): RoleExplanation {
  const { managed, grants } = deriveRoles(mapping, facts);
  const { rolesByKey } = ruleIndex(mapping);
  const roles = byPower(grants.flatMap(({ roleKey }) => rolesByKey.get(roleKey) ?? []));
  const rules = ruleVerdicts(mapping, facts, groups);
  const nearest = new Map<string, RuleVerdict>();
  for (const verdict of rules) {
    if (!verdict.matched && !nearest.has(verdict.rule.roleKey)) nearest.set(verdict.rule.roleKey, verdict);
  }
  const others = byPower(mapping.roles.filter((role) => !roles.includes(role)));
  return {
    managed,
    verdict: verdictOf(mapping, facts, roles),
    roles,
    steps: stepsOf(mapping, facts, { rules, roles }),
    rules,
    others: others.map((role) => ({ role, nearest: nearest.get(role.key) ?? null, byKey: byKey(mapping, role) })),
  };
}

/** A value that no rule knows gives the role whose key it is. */
function byKey(mapping: RoleMapping, { key }: MappableRole): string | null {
  const hasRule = ruleIndex(mapping).byFoldedValue.has(key);
  return mapping.source === 'IDP_ATTRIBUTE' && !hasRule ? `\`${mapping.attribute}\` "${key}" would give it.` : null;
}

function byPower(roles: readonly MappableRole[]): MappableRole[] {
  const powerOf = ({ level }: MappableRole) => permissionLevels.indexOf(level);
  return [...roles].sort((a, b) => powerOf(a) - powerOf(b) || (a.name < b.name ? -1 : 1));
}

function verdictOf(mapping: RoleMapping, facts: RoleFacts, roles: readonly MappableRole[]): string {
  const names = listedNames(roles.map(({ name }) => name));
  if (mapping.source === 'PORTAL') {
    return `Roles are managed in the portal; a newcomer starts ${names === '' ? 'without a role' : `as ${names}`}.`;
  }
  if (names !== '') return `Has access as ${names}.`;
  return `No role, so no access: ${whyNothing(mapping, facts)}`;
}

function whyNothing({ source, attribute }: RoleMapping, { groups, sent }: RoleFacts): string {
  const noDefault = 'and there is no default role.';
  if (source === 'IDP_GROUPS') {
    if (groups.length === 0) return `no group arrived, ${noDefault}`;
    const arrived = groups.length === 1 ? '1 group arrived' : `${groups.length} groups arrived`;
    return `${arrived}, no rule gives a role for ${groups.length === 1 ? 'it' : 'them'}, ${noDefault}`;
  }
  if (!sent) return `\`${attribute}\` is no attribute of a User, ${noDefault}`;
  if (sent.values.length === 0) return `nothing was sent for \`${attribute}\`, ${noDefault}`;
  return `no rule or role knows \`${attribute}\` ${quoted(sent.values)}, ${noDefault}`;
}

function stepsOf(
  mapping: RoleMapping,
  facts: RoleFacts,
  { rules, roles }: Pick<RoleExplanation, 'rules' | 'roles'>,
): RoleStep[] {
  if (mapping.source === 'PORTAL') {
    const sentence = 'Roles are managed in the portal: nothing that the identity provider sends gives one.';
    return [step('facts', sentence), ...defaultSteps(mapping, roles), resultStep(roles)];
  }
  const found = factsInUse(mapping, facts).map((fact) => ({ fact, matches: matchesOf(mapping, facts, fact) }));
  const matches = found.flatMap((one) => one.matches).sort(byDistance);
  const nearest = new Map<RoleRule | null, RoleMatch>();
  for (const match of matches) if (!nearest.has(match.rule)) nearest.set(match.rule, match);
  const between = new Set(matches.flatMap(({ fact }) => (fact.kind === 'group' ? fact.group.through : [])));
  const unmatched = found
    .filter((one) => one.matches.length === 0)
    .map(({ fact }) => fact)
    .filter((fact) => fact.kind === 'value' || !between.has(fact.group.name));
  const given = matches.some(({ roleKey }) => ruleIndex(mapping).rolesByKey.has(roleKey));
  return [
    step('facts', factsSentence(mapping, facts)),
    ...rules.filter(({ matched }) => matched).map((verdict) => ruleStep(verdict, nearest.get(verdict.rule))),
    ...keySteps(mapping, matches),
    ...(unmatched.length > 0 ? [step('unmatched', unmatchedSentence(unmatched))] : []),
    ...(given ? [] : defaultSteps(mapping, roles)),
    resultStep(roles),
  ];
}

function step(kind: RoleStep['kind'], sentence: string, of: Partial<RoleStep> = {}): RoleStep {
  return { kind, sentence, ruleId: null, roleKey: null, ...of };
}

function factsSentence(mapping: RoleMapping, { groups, sent }: RoleFacts): string {
  const { source, attribute } = mapping;
  if (source === 'IDP_GROUPS') {
    if (groups.length === 0) return 'In no group that the identity provider has pushed.';
    const names = groups.map((group) => factReason(mapping, { kind: 'group', group }).replace(/^group /, ''));
    return `In the ${groups.length === 1 ? 'group' : 'groups'} ${names.slice(0, 5).join('; ')}${
      names.length > 5 ? ` and ${names.length - 5} more` : ''}.`;
  }
  if (!sent) return `\`${attribute}\`, from which roles are read, is no attribute of a User.`;
  if (sent.values.length === 0) return `Nothing was sent for \`${attribute}\`.`;
  return `\`${attribute}\` is ${quoted(sent.values)}.`;
}

function byDistance({ order: a }: RoleMatch, { order: b }: RoleMatch): number {
  return a[1] - b[1] || (a[2] < b[2] ? -1 : 1);
}

function ruleStep({ rule, number, role }: RuleVerdict, match: RoleMatch | undefined): RoleStep {
  const gives = role ? role.name : `"${shownName(rule.roleKey)}", a role that does not exist`;
  const sentence = `Rule ${number}: ${match?.reason ?? shownName(rule.name)} → ${gives}.`;
  return step('rule', sentence, { ruleId: rule.id, roleKey: rule.roleKey });
}

function keySteps({ roles }: RoleMapping, matches: readonly RoleMatch[]): RoleStep[] {
  return matches
    .filter(({ rule }) => rule === null)
    .map(({ reason, roleKey }) => {
      const name = roles.find(({ key }) => key === roleKey)?.name ?? roleKey;
      return step('key', `${reason} is the key of the role ${name}.`, { roleKey });
    });
}

function unmatchedSentence(facts: readonly RoleFact[]): string {
  const values = facts.flatMap((fact) => (fact.kind === 'value' ? [fact.value] : []));
  if (values.length > 0) return `No rule or role knows ${quoted(values)}.`;
  const names = facts.flatMap((fact) => (fact.kind === 'group' ? [shownName(fact.group.name)] : []));
  return `No rule matches ${listedNames(names)}.`;
}

function defaultSteps({ source, defaultRoleKey }: RoleMapping, roles: readonly MappableRole[]): RoleStep[] {
  const why = source === 'PORTAL' ? 'For a newcomer' : 'No rule gave a role, so';
  if (defaultRoleKey === null) return [step('default', `${why} the default applies: no role.`)];
  const role = roles.find(({ key }) => key === defaultRoleKey);
  const sentence = role
    ? `${why} the default applies: ${role.name}.`
    : `${why} the default applies, but there is no role "${shownName(defaultRoleKey)}".`;
  return [step('default', sentence, { roleKey: defaultRoleKey })];
}

function resultStep(roles: readonly MappableRole[]): RoleStep {
  const [highest, ...others] = roles;
  if (!highest) return step('result', 'No role, so no access.');
  if (others.length === 0) return step('result', `${highest.name}.`);
  return step('result', `${highest.name}, the highest of ${listedNames(roles.map(({ name }) => name))}.`);
}
