import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCases } from '@/testing/read-cases';
import { roleFacts, roleMapping } from '@/testing/role-arbitraries';
import { factsOf, mappingOf } from '@/testing/role-cases';
import type { FactsCase, MappingCase } from '@/testing/role-cases';
import { deriveRoles } from '@/lib/roles/derive-roles';
import { explainRoles } from '@/lib/roles/explain-roles';

interface ExpectedExplanation {
  verdict: string;
  steps: string[];
  /** What was missing of each rule that did not match, the nearest miss first. */
  misses: string[];
}

const cases = readCases<[sentence: string, MappingCase, FactsCase, ExpectedExplanation]>(
  import.meta.dirname,
  'explain-roles.json',
);

describe('explainRoles', () => {
  it.each(cases)('%s', (_, mapping, facts, expected) => {
    const gone = new Map([['deleted', { name: null, goneAt: new Date(0) }]]);
    const base = mappingOf(mapping);
    const rules = base.rules.map((rule) => (rule.name === 'Deleted' ? { ...rule, id: 'deleted' } : rule));
    const { verdict, steps, rules: verdicts } = explainRoles({ ...base, rules }, factsOf(facts), gone);
    const misses = verdicts.flatMap(({ matched, missing }) => (matched ? [] : [missing]));
    expect({ verdict, steps: steps.map(({ sentence }) => sentence), misses }).toEqual(expected);
  });

  it('names what comes nearest to giving each role that is not given', () => {
    const mapping = mappingOf({
      source: 'IDP_GROUPS',
      rules: [['GROUP', 'Leads', 'g-1', 'admin'], ['GROUP', 'lisbon', null, 'admin'], ['GROUP', 'Lisbon', null, 'member']],
    });
    const { others } = explainRoles(mapping, factsOf({ groups: [['g-2', 'Lisbon']] }));
    expect(others.map(({ role, nearest }) => [role.key, nearest?.missing ?? null])).toEqual([
      ['owner', null],
      ['admin', 'In the group "Lisbon"; the rule says "lisbon", and names match exactly.'],
      ['billing', null],
      ['viewer', null],
    ]);
  });

  it('names the value that would give a role by itself', () => {
    const mapping = mappingOf({ source: 'IDP_ATTRIBUTE', attribute: 'roles', rules: [['VALUE', 'Admin', null, 'member']] });
    const { others } = explainRoles(mapping, factsOf({}));
    expect(others.map(({ role, byKey }) => [role.key, byKey])).toEqual([
      ['owner', '`roles` "owner" would give it.'],
      ['admin', null],
      ['billing', '`roles` "billing" would give it.'],
      ['member', '`roles` "member" would give it.'],
      ['viewer', '`roles` "viewer" would give it.'],
    ]);
  });

  it('calls a group as it is called now', () => {
    const mapping = mappingOf({ source: 'IDP_GROUPS', rules: [['GROUP', 'Leads', 'g-1', 'admin']] });
    const renamed = new Map([['0', { name: 'Team leads', goneAt: null }]]);
    expect(explainRoles(mapping, factsOf({}), renamed).rules[0]?.missing).toBe('Not in the group Team leads.');
  });
});

describe('whatever the mapping and whatever is known of the person', () => {
  it('the explanation gives the roles that deriveRoles gives, and each has a step that names it', () => {
    fc.assert(fc.property(roleMapping, roleFacts, (mapping, facts) => {
      const { grants, managed } = deriveRoles(mapping, facts);
      const explained = explainRoles(mapping, facts);
      expect(explained.managed).toBe(managed);
      expect(explained.roles.map(({ key }) => key).sort()).toEqual(grants.map(({ roleKey }) => roleKey));
      for (const { roleKey, ruleId } of grants) {
        expect(explained.steps).toContainEqual(expect.objectContaining({ roleKey, ruleId }));
      }
      expect(explained.steps.at(-1)?.kind).toBe('result');
      expect(explained.verdict.startsWith('No role, so no access')).toBe(managed && grants.length === 0);
    }));
  });

  it('a rule is said to match exactly when it gives its role', () => {
    fc.assert(fc.property(roleMapping, roleFacts, (mapping, facts) => {
      const kind = mapping.source === 'IDP_GROUPS' ? 'GROUP' : 'VALUE';
      const inUse = mapping.source === 'PORTAL' ? [] : mapping.rules.filter((rule) => rule.kind === kind);
      const { rules } = explainRoles(mapping, facts);
      expect(rules.map(({ rule }) => rule.id).sort()).toEqual(inUse.map(({ id }) => id).sort());
      for (const { rule, matched, missing, role } of rules) {
        const alone = deriveRoles({ ...mapping, rules: [rule], defaultRoleKey: null, roles: mapping.roles }, facts);
        expect(alone.grants.some(({ ruleId }) => ruleId === rule.id)).toBe(matched && role !== null);
        expect(missing === null).toBe(matched && role !== null);
      }
    }));
  });

  it('every role is either given or has its nearest miss named, when a rule gives it', () => {
    fc.assert(fc.property(roleMapping, roleFacts, (mapping, facts) => {
      const { roles, others, rules } = explainRoles(mapping, facts);
      expect([...roles, ...others.map(({ role }) => role)].map(({ key }) => key).sort())
        .toEqual(mapping.roles.map(({ key }) => key).sort());
      for (const { role, nearest } of others) {
        expect(nearest === null).toBe(!rules.some(({ rule }) => rule.roleKey === role.key));
      }
    }));
  });
});
