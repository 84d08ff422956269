import { expect, it } from 'vitest';
import type { RoleUsage } from '@/lib/mapping/catalogue/why-role-in-use';
import { whyRoleInUse } from '@/lib/mapping/catalogue/why-role-in-use';

const unused: RoleUsage = {
  rules: [],
  ruleCount: 0,
  isDefault: false,
  members: [],
  memberCount: 0,
  formerCount: 3,
};

const member = (name: string) => ({ id: name, name });

it.each<[what: string, usage: Partial<RoleUsage>, reasons: string[]]>([
  ['nothing but people who left', {}, []],
  ['one person', { members: [member('Ana')], memberCount: 1 }, ['Ana has it.']],
  ['two people', { members: [member('Ana'), member('Bo')], memberCount: 2 }, ['Ana and Bo have it.']],
  [
    'more people than are named',
    { members: ['A', 'B', 'C', 'D', 'E'].map(member), memberCount: 1005 },
    ['A, B, C, D, E and 1,000 more have it.'],
  ],
  [
    'rules of both kinds',
    {
      rules: [
        { kind: 'GROUP', name: 'Engineering' },
        { kind: 'VALUE', name: 'eng' },
      ],
      ruleCount: 2,
    },
    ['Rules give it: group “Engineering” and value “eng”.'],
  ],
  [
    'a rule and the default',
    { rules: [{ kind: 'GROUP', name: 'All' }], ruleCount: 1, isDefault: true },
    ['A rule gives it: group “All”.', 'It is the default for people whom no rule matches.'],
  ],
])('a role used by %s', (_what, usage, reasons) => {
  expect(whyRoleInUse({ ...unused, ...usage })).toEqual(reasons);
});
