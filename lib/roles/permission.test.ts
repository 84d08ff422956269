import { describe, expect, it } from 'vitest';
import { listPermissions, may, refusePermission } from '@/lib/roles/permission';
import { permissionLevels } from '@/lib/roles/role';

describe('permissions by level', () => {
  it.each([
    ['manageOwners', true, false, false, false],
    ['trustIdentityProvider', true, false, false, false],
    ['manageIdentity', true, true, false, false],
    ['manageCredentials', true, true, false, false],
    ['manageMembers', true, true, false, false],
    ['readPayloads', true, true, false, false],
    ['explainRoles', true, true, false, false],
    ['readSettings', true, true, true, true],
  ] as const)('%s: owner %s, admin %s, member %s, viewer %s', (permission, ...allowed) => {
    const levels = ['OWNER', 'ADMIN', 'MEMBER', 'VIEWER'] as const;
    expect(levels.map((level) => may({ level }, permission))).toEqual(allowed);
  });

  it('never lets a lower level do what a higher one may not', () => {
    for (const { permission, levels } of listPermissions()) {
      expect(levels, permission).toEqual(permissionLevels.slice(0, levels.length));
    }
  });

  it('gives no permission to a member without a role', () => {
    expect(may({ level: null }, 'readSettings')).toBe(false);
    expect(refusePermission({ level: null }, 'readSettings')).toMatchObject({
      reason: 'forbidden',
      message: 'You have no role in this organisation, so you cannot see settings. Ask an owner or admin.',
    });
  });

  it('says who may do what was refused', () => {
    expect(refusePermission({ level: 'MEMBER' }, 'manageCredentials')?.message).toBe(
      'Only owners and admins can create or revoke credentials. Ask one of them.',
    );
    expect(refusePermission({ level: 'ADMIN' }, 'manageOwners')?.message).toBe(
      'Only owners can decide who is an owner. Ask one of them.',
    );
    expect(refusePermission({ level: 'OWNER' }, 'manageOwners')).toBeNull();
  });
});
