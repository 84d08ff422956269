import { describe, expect, it } from 'vitest';
import { changedFacts, conflictingFacts, mappingFacts, type MappingValues } from './mapping-facts';

const roles = [
  { key: 'admin', name: 'Admin' },
  { key: 'member', name: 'Member' },
];

const before: MappingValues = {
  source: 'IDP_GROUPS',
  attribute: 'roles',
  defaultRoleKey: 'member',
  groupRules: [
    { name: 'Engineering', roleKey: 'member' },
    { name: 'Engineering', roleKey: 'admin' },
  ],
  valueRules: [],
};

const facts = (changes: Partial<MappingValues>) => mappingFacts({ ...before, ...changes }, roles);

describe('changes of a mapping', () => {
  it('are none for the same rules in another order', () => {
    expect(changedFacts(facts({}), facts({ groupRules: before.groupRules.toReversed() }))).toEqual([]);
  });

  it('name what is different, with all roles of a group as one', () => {
    const after = facts({
      source: 'IDP_ATTRIBUTE',
      defaultRoleKey: null,
      groupRules: [
        { name: 'Engineering', roleKey: 'member' },
        { name: 'Finance', roleKey: 'member' },
      ],
    });
    expect(changedFacts(facts({}), after)).toEqual([
      { label: 'Source', before: 'From IdP groups', after: 'From IdP attribute' },
      { label: 'People no rule matches', before: 'Member', after: 'No role' },
      { label: 'Group Engineering', before: 'Admin, Member', after: 'Member' },
      { label: 'Group Finance', before: null, after: 'Member' },
    ]);
  });

  it('show what either of two admins wants', () => {
    const theirs = facts({ defaultRoleKey: 'admin' });
    const yours = facts({ valueRules: [{ name: 'sales', roleKey: 'gone' }] });
    expect(conflictingFacts(facts({}), theirs, yours)).toEqual([
      { label: 'People no rule matches', before: 'Member', theirs: 'Admin', yours: 'Member' },
      { label: 'Value sales', before: null, theirs: null, yours: 'gone' },
    ]);
  });
});
