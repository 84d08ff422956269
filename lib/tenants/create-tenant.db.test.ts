import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { listEvents } from '@/lib/activity/list-events';
import { db } from '@/lib/db/kysely';
import { listMembers } from '@/lib/members/list-members';
import { memberListSchema } from '@/lib/members/member-list-query';
import { listRoles } from '@/lib/roles/list-roles';
import { createTenant } from '@/lib/tenants/create-tenant';
import { getIdentitySettings } from '@/lib/tenants/identity-settings';
import { findTenant, listTenants } from '@/lib/tenants/tenants';

const unique = () => randomBytes(6).toString('hex');
const owner = { ownerName: 'Priya N.', ownerEmail: 'Priya@Acme.test' };

describe('createTenant', () => {
  it('makes a tenant with settings, the four roles and an owner, and records it', async () => {
    const name = `Acme ${unique()}`;
    const { tenantId, ownerId } = await createTenant(db(), { name, ...owner });
    expect(await findTenant(tenantId)).toMatchObject({ id: name.toLowerCase().replace(' ', '-'), name });
    expect(await getIdentitySettings(tenantId)).toMatchObject({
      scimEnabled: false,
      revision: 1,
    });
    expect((await listRoles(tenantId)).map(({ key }) => key)).toEqual(['owner', 'admin', 'member', 'viewer']);
    const { members } = await listMembers(tenantId, memberListSchema.parse({}));
    expect(members).toMatchObject([
      {
        id: ownerId,
        displayName: 'Priya N.',
        email: 'Priya@Acme.test',
        roles: [{ key: 'owner', source: 'PORTAL' }],
      },
    ]);
    const { events } = await listEvents(tenantId, {});
    expect(events).toMatchObject([
      { type: 'admin_tenant_created', actorName: 'Priya N.', memberId: ownerId },
    ]);
    expect((await listTenants()).find(({ id }) => id === tenantId)).toMatchObject({ activeMembers: 1 });
  });

  it('numbers tenants of one name, also when they are made at once', async () => {
    const name = `Twin ${unique()}`;
    const made = await Promise.all(Array.from({ length: 4 }, () => createTenant(db(), { name, ...owner })));
    const base = name.toLowerCase().replace(' ', '-');
    expect(made.map(({ tenantId }) => tenantId).sort()).toEqual([
      base,
      `${base}-2`,
      `${base}-3`,
      `${base}-4`,
    ]);
  });

  it('refuses an id that is taken or no id at all, and leaves nothing behind', async () => {
    const id = `taken-${unique()}`;
    await createTenant(db(), { name: 'First', id, ...owner });
    await expect(createTenant(db(), { name: 'Second', id, ...owner })).rejects.toThrow(
      `The id ${id} belongs to another tenant.`,
    );
    await expect(createTenant(db(), { name: 'Third', id: 'Not_An_Id', ...owner })).rejects.toThrow('a–z');
    expect(await findTenant(id)).toMatchObject({ name: 'First' });
  });
});
