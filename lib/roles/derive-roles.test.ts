import { describe, expect, it } from 'vitest';
import { deriveRoles } from '@/lib/roles/derive-roles';
import type { RoleFacts, RoleMapping } from '@/lib/roles/role-mapping';
import { BUILT_IN_ROLES } from '@/lib/roles/role';

const mapping: RoleMapping = {
  source: 'IDP_ATTRIBUTE',
  attribute: 'roles',
  defaultRoleKey: 'member',
  rules: [],
  roles: BUILT_IN_ROLES,
};

function sent(...values: string[]): RoleFacts {
  return { groups: [], sent: { values, caseExact: false } };
}

describe('deriveRoles from the attribute roles, without rules', () => {
  it.each<[what: string, facts: RoleFacts, keys: string[], warned: boolean]>([
    ['nothing was sent', sent(), ['member'], false],
    ['one role', sent('viewer'), ['viewer'], false],
    ['one role, in another case', sent('ADMIN'), ['admin'], false],
    ['several roles', sent('viewer', 'admin'), ['admin', 'viewer'], false],
    ['an unknown role', sent('superuser'), ['member'], true],
    ['an unknown role beside a known one', sent('superuser', 'admin'), ['admin'], true],
    ['a name that only resembles a role', sent('admin '), ['member'], true],
    ['a name that objects have', sent('constructor'), ['member'], true],
  ])('when it is %s', (_what, facts, keys, warned) => {
    const { managed, grants, warnings } = deriveRoles(mapping, facts);
    expect([managed, grants.map(({ roleKey }) => roleKey), warnings.length > 0]).toEqual([true, keys, warned]);
  });

  it('says why', () => {
    const { grants, reasons } = deriveRoles(mapping, sent('Admin'));
    expect(grants).toEqual([{ roleKey: 'admin', reason: 'roles "Admin"', ruleId: null }]);
    expect(reasons).toEqual(['Roles "Admin" gives admin.']);
  });
});
