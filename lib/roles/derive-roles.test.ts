import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deriveRoles } from '@/lib/roles/derive-roles';
import type { SentRole } from '@/lib/roles/derive-roles';
import type { RoleMapping } from '@/lib/roles/role-mapping';
import { BUILT_IN_ROLES } from '@/lib/roles/role';

const mapping: RoleMapping = {
  source: 'IDP_ATTRIBUTE',
  attribute: 'roles',
  defaultRoleKey: 'member',
  roles: BUILT_IN_ROLES,
};

function sent(...values: string[]): SentRole[] {
  return values.map((value) => ({ value: value.replace('*', ''), primary: value.endsWith('*') }));
}

describe('deriveRoles from the attribute roles', () => {
  it.each<[what: string, roles: SentRole[], keys: string[], warned: boolean]>([
    ['nothing was sent', sent(), ['member'], false],
    ['the primary role', sent('viewer', 'admin*'), ['admin'], false],
    ['the only role', sent('viewer'), ['viewer'], false],
    ['the only role, in another case', sent('ADMIN'), ['admin'], false],
    ['several, none primary', sent('admin', 'owner'), ['member'], true],
    ['several primary', sent('admin*', 'owner*'), ['member'], true],
    ['an unknown role', sent('superuser'), ['member'], true],
    ['an unknown primary role beside a known one', sent('superuser*', 'admin'), ['member'], true],
    ['a name that only resembles a role', sent('admin '), ['member'], true],
    ['a name that objects have', sent('constructor'), ['member'], true],
  ])('when it is %s', (_what, sentRoles, keys, warned) => {
    const { managed, grants, warnings } = deriveRoles(mapping, { sentRoles });
    expect([managed, grants.map(({ roleKey }) => roleKey), warnings.length > 0]).toEqual([
      true,
      keys,
      warned,
    ]);
  });

  it('says why', () => {
    const { grants, reasons } = deriveRoles(mapping, { sentRoles: sent('Admin*') });
    expect(grants).toEqual([{ roleKey: 'admin', reason: 'roles names "Admin"' }]);
    expect(reasons).toEqual(['roles names "Admin".']);
  });

  it('grants nothing where the default is no role', () => {
    const { grants } = deriveRoles({ ...mapping, defaultRoleKey: null }, { sentRoles: sent('superuser') });
    expect(grants).toEqual([]);
  });

  it('grants nothing, with a warning, where the default role is gone', () => {
    const { grants, warnings } = deriveRoles({ ...mapping, defaultRoleKey: 'gone' }, { sentRoles: [] });
    expect([grants, warnings]).toEqual([
      [],
      ['The default role "gone" does not exist, so no role was given'],
    ]);
  });

  it('never grants a role that was not named, but for the default', () => {
    const role = fc.record({
      value: fc.oneof(fc.string(), fc.constantFrom('owner', 'Admin', 'x')),
      primary: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(role), (sentRoles) => {
        const { grants } = deriveRoles(mapping, { sentRoles });
        expect(grants).toHaveLength(1);
        const named = sentRoles.map(({ value }) => value.toLowerCase());
        expect(['member', ...named]).toContain(grants[0]?.roleKey);
      }),
    );
  });
});

describe('deriveRoles with other sources', () => {
  it('leaves roles to the portal, and says what a new member starts with', () => {
    const derived = deriveRoles({ ...mapping, source: 'PORTAL' }, { sentRoles: sent('owner*') });
    expect(derived).toMatchObject({ managed: false, grants: [{ roleKey: 'member' }], warnings: [] });
  });

  it('gives the default to people whom no group rule matches', () => {
    const derived = deriveRoles({ ...mapping, source: 'IDP_GROUPS' }, { sentRoles: sent('owner*') });
    expect(derived).toMatchObject({ managed: true, grants: [{ roleKey: 'member' }] });
  });
});
