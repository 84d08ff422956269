import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCases } from '@/testing/read-cases';
import { groupFact, roleFacts, roleMapping } from '@/testing/role-arbitraries';
import { factsOf, mappingOf } from '@/testing/role-cases';
import type { FactsCase, MappingCase } from '@/testing/role-cases';
import { deriveRoles } from '@/lib/roles/derive-roles';
import type { RoleFacts, RoleMapping } from '@/lib/roles/role-mapping';
import { isStorable } from '@/lib/scim/storable-text';

/** What each role is had because of, by its key; beside that only what is unusual. */
type ExpectedRoles = { managed?: false; warns?: string } & Record<string, string | false | undefined>;

const cases = readCases<[sentence: string, mapping: MappingCase, facts: FactsCase, expected: ExpectedRoles]>(
  import.meta.dirname,
  'derive-roles.json',
);

const keysOf = (mapping: RoleMapping, facts: RoleFacts) =>
  deriveRoles(mapping, facts).grants.map(({ roleKey }) => roleKey);

describe('deriveRoles', () => {
  it.each(cases)('%s', (_, mapping, facts, { managed = true, warns, ...roles }) => {
    const derived = deriveRoles(mappingOf(mapping), factsOf(facts));
    expect(Object.fromEntries(derived.grants.map(({ roleKey, reason }) => [roleKey, reason]))).toEqual(roles);
    expect(derived.warnings).toEqual(warns === undefined ? [] : [warns]);
    expect(derived.managed).toBe(managed);
  });

  it('says why, a sentence a step, and which rule it was', () => {
    const { grants, reasons } = deriveRoles(
      mappingOf({ rules: [['VALUE', 'boss', null, 'owner']] }),
      factsOf({ values: ['Boss', 'Admin'] }),
    );
    expect(grants).toEqual([
      { roleKey: 'admin', reason: 'roles "Admin"', ruleId: null },
      { roleKey: 'owner', reason: 'roles "Boss"', ruleId: '0' },
    ]);
    expect(reasons).toEqual(['Roles "Admin" gives admin.', 'Roles "Boss" gives owner.']);
  });

  it.each<[what: string, mapping: MappingCase, facts: FactsCase, reasons: string[]]>([
    ['no group', { source: 'IDP_GROUPS' }, {}, ['The person is in no group.', 'The default is no role.']],
    ['no rule', { source: 'IDP_GROUPS' }, { groups: [['g', 'Lisbon']] }, ['No rule matches a group of the person.', 'The default is no role.']],
    ['nothing sent', { default: 'viewer' }, {}, ['The identity provider sent no roles.', 'The default role is viewer.']],
    ['unknown values', {}, { values: ['x'] }, ['No rule or role knows roles "x".', 'The default is no role.']],
    ['a role that is gone', { rules: [['VALUE', 'x', null, 'gone']] }, { values: ['x'] }, ['The rules that match give no role that exists.', 'The default is no role.']],
    ['no such path', { attribute: 'squad' }, { values: null }, ['`squad` is no attribute of a User.', 'The default is no role.']],
  ])('says why the default applies: %s', (_what, mapping, facts, reasons) => {
    expect(deriveRoles(mappingOf(mapping), factsOf(facts)).reasons).toEqual(reasons);
  });

  it('keeps the sentences short, whatever was sent', () => {
    const long = '\ud83d\ude00'.repeat(5_000);
    const { grants } = deriveRoles(
      mappingOf({ source: 'IDP_GROUPS', rules: [['GROUP', long, null, 'member']] }),
      factsOf({ groups: [['g', long, ...Array<string>(50).fill(long)]] }),
    );
    expect(grants[0]?.reason.length).toBeLessThan(1_000);
    expect(isStorable(grants[0]?.reason ?? '')).toBe(true);
    expect(deriveRoles(mappingOf({}), factsOf({ values: [long] })).warnings[0]?.length).toBeLessThan(1_000);
  });
});

describe('whatever the mapping and whatever is known of the person', () => {
  it('the order of groups and values does not matter at all', () => {
    fc.assert(fc.property(roleMapping, roleFacts.chain(withShuffled), (mapping, { facts, shuffled }) => {
      expect(deriveRoles(mapping, shuffled)).toEqual(deriveRoles(mapping, facts));
    }));
  });

  it('the order of rules does not matter for the roles', () => {
    const shuffledRules = roleMapping.chain((mapping) =>
      fc.shuffledSubarray([...mapping.rules], { minLength: mapping.rules.length })
        .map((rules) => ({ mapping, shuffled: { ...mapping, rules } })));
    fc.assert(fc.property(shuffledRules, roleFacts, ({ mapping, shuffled }, facts) => {
      expect(keysOf(shuffled, facts)).toEqual(keysOf(mapping, facts));
    }));
  });

  it('more groups or values never take away a role that a rule or a value gave; only the default gives way', () => {
    fc.assert(fc.property(roleMapping, roleFacts, groupFact, fc.string(), (mapping, facts, group, value) => {
      const more: RoleFacts = {
        groups: [...facts.groups, group],
        sent: facts.sent && { ...facts.sent, values: [...facts.sent.values, value] },
      };
      const withoutDefault = { ...mapping, defaultRoleKey: null };
      const matched = keysOf(withoutDefault, facts);
      expect(keysOf(withoutDefault, more)).toEqual(expect.arrayContaining(matched));
      if (matched.length > 0) expect(keysOf(mapping, more)).toEqual(expect.arrayContaining(matched));
    }));
  });

  it('the default is given exactly when nothing else is', () => {
    fc.assert(fc.property(roleMapping, roleFacts, (mapping, facts) => {
      const { defaultRoleKey, roles } = mapping;
      const matched = keysOf({ ...mapping, defaultRoleKey: null }, facts);
      const fallback = roles.filter(({ key }) => key === defaultRoleKey).map(({ key }) => key);
      expect(keysOf(mapping, facts)).toEqual(matched.length > 0 ? matched : fallback);
    }));
  });

  it('no role is given twice, nor one that the tenant does not have, nor one that no rule, value or default names', () => {
    fc.assert(fc.property(roleMapping, roleFacts, (mapping, facts) => {
      const keys = keysOf(mapping, facts);
      const named = [
        ...mapping.rules.map(({ roleKey }) => roleKey),
        ...(facts.sent?.values ?? []).map((value) => value.toLowerCase()),
        mapping.defaultRoleKey,
      ];
      expect(new Set(keys).size).toBe(keys.length);
      for (const key of keys) {
        expect(mapping.roles.map((role) => role.key)).toContain(key);
        expect(named).toContain(key);
      }
    }));
  });

  it('a rule of which roles come is told by its id, and gives that role', () => {
    fc.assert(fc.property(roleMapping, roleFacts, (mapping, facts) => {
      for (const { ruleId, roleKey } of deriveRoles(mapping, facts).grants) {
        if (ruleId !== null) expect(mapping.rules.find(({ id }) => id === ruleId)?.roleKey).toBe(roleKey);
      }
    }));
  });

  it('it answers, also to texts of any kind', () => {
    const text = fc.string({ unit: 'binary', maxLength: 8 });
    const anyFacts = fc.record({
      groups: fc.array(fc.record({ id: text, name: text, through: fc.array(text, { maxLength: 3 }) }), { maxLength: 5 }),
      sent: fc.option(fc.record({ values: fc.array(text, { maxLength: 5 }), caseExact: fc.boolean() })),
    });
    fc.assert(fc.property(roleMapping, anyFacts, (mapping, facts) => {
      expect(() => deriveRoles(mapping, facts)).not.toThrow();
    }));
  });
});

function withShuffled(facts: RoleFacts) {
  const { groups, sent } = facts;
  return fc.record({
    groups: fc.shuffledSubarray([...groups], { minLength: groups.length }),
    values: fc.shuffledSubarray([...(sent?.values ?? [])], { minLength: sent?.values.length ?? 0 }),
  }).map((order) => ({ facts, shuffled: { groups: order.groups, sent: sent && { ...sent, values: order.values } } }));
}
