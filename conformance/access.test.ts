import { describe, expect, it } from 'vitest';
import { accessOfTenant } from '@/conformance/support/access-of-tenant';
import { db } from '@/lib/db/kysely';
import { setMapping } from '@/testing/set-mapping';

/** What SCIM data makes of members, their roles and their sessions. */
describe('access', () => {
  const { tenant, send, create, patch, member, addMember, addSession, newestEvent } = accessOfTenant();

  it('a new user is a member with the default role, and the grant says why', async () => {
    await create('ana@acme.test', { displayName: 'Ana Ruiz' });
    expect(await member('ana@acme.test')).toMatchObject({
      displayName: 'Ana Ruiz',
      nameKey: 'ana ruiz',
      status: 'ACTIVE',
      managedBy: 'SCIM',
      grants: [{ roleKey: 'member', source: 'SCIM', reason: 'Default role' }],
    });
  });

  it('a user created inactive is a member without access until it is activated', async () => {
    const id = await create('later@acme.test', { active: false });
    expect(await member('later@acme.test')).toMatchObject({ status: 'DEPROVISIONED' });
    await patch(id, { active: true });
    expect(await member('later@acme.test')).toMatchObject({
      status: 'ACTIVE',
      deprovisionedAt: null,
      grants: [{ roleKey: 'member' }],
    });
  });

  it('the default role may be none', async () => {
    await setMapping(tenant().tenantId, { defaultRoleKey: null });
    await create('ana@acme.test');
    expect(await member('ana@acme.test')).toMatchObject({ status: 'ACTIVE', grants: [] });
  });

  it('an unknown role grants the default alone, is stored as sent, and is flagged', async () => {
    await create('ana@acme.test', { roles: [{ value: 'Galactic Overlord', primary: true }] });
    expect(await member('ana@acme.test')).toMatchObject({ grants: [{ roleKey: 'member' }] });
    expect((await newestEvent()).notes).toEqual([
      { kind: 'warning', text: 'roles "Galactic Overlord": no rule or role knows it' },
    ]);
  });

  it('where the portal manages roles, SCIM gives a new member the default and no more', async () => {
    await setMapping(tenant().tenantId, { source: 'PORTAL' });
    const id = await create('ana@acme.test', { roles: [{ value: 'admin' }] });
    const { id: memberId } = await member('ana@acme.test');
    await db()
      .updateTable('MemberRole')
      .set({ roleKey: 'viewer', source: 'PORTAL' })
      .where('tenantId', '=', tenant().tenantId)
      .where('memberId', '=', memberId)
      .execute();
    await patch(id, { active: false });
    await patch(id, { active: true, roles: [{ value: 'owner' }] });
    expect(await member('ana@acme.test')).toMatchObject({
      status: 'ACTIVE',
      grants: [{ roleKey: 'viewer', source: 'PORTAL' }],
    });
  });

  it('deactivation ends the sessions of that person alone; reactivation revives none', async () => {
    const id = await create('ana@acme.test');
    await create('bob@acme.test');
    const [ana, bob] = [await member('ana@acme.test'), await member('bob@acme.test')];
    await addSession(ana.id);
    await addSession(bob.id);
    await patch(id, { active: false });
    await patch(id, { active: true });
    const sessions = await db()
      .selectFrom('Session')
      .select(['memberId', 'endedAt'])
      .where('tenantId', '=', tenant().tenantId)
      .execute();
    expect(sessions.map(({ memberId, endedAt }) => [memberId, endedAt !== null]).sort()).toEqual(
      [
        [ana.id, true],
        [bob.id, false],
      ].sort(),
    );
  });

  it('deletion deprovisions the member and frees the userName; a new creation brings them back', async () => {
    const id = await create('ana@acme.test');
    const before = await member('ana@acme.test');
    await addSession(before.id);
    expect((await send({ method: 'DELETE', path: `/Users/${id}` })).status).toBe(204);
    expect(await member('ana@acme.test')).toMatchObject({
      id: before.id,
      status: 'DEPROVISIONED',
      scimUserId: null,
    });
    const again = await create('ANA@acme.test');
    expect(again).not.toBe(id);
    expect(await member('ANA@acme.test')).toMatchObject({
      id: before.id,
      status: 'ACTIVE',
      scimUserId: again,
      deprovisionedAt: null,
    });
    const { endedAt } = await db()
      .selectFrom('Session')
      .select('endedAt')
      .where('tenantId', '=', tenant().tenantId)
      .executeTakeFirstOrThrow();
    expect(endedAt).not.toBeNull();
  });

  it('a person invited in the portal is adopted, by email, with the roles of the mapping', async () => {
    await addMember('invited', 'Invited@acme.test', ['admin']);
    await create('ivy', { displayName: 'Ivy', emails: [{ value: 'invited@ACME.test', primary: true }] });
    expect(await member('invited@ACME.test')).toMatchObject({
      id: 'invited',
      displayName: 'Ivy',
      managedBy: 'SCIM',
      grants: [{ roleKey: 'member', source: 'SCIM' }],
    });
  });

  it('a member that another SCIM user manages is not adopted', async () => {
    await create('ana', { emails: [{ value: 'team@acme.test' }] });
    await create('bob', { emails: [{ value: 'team@acme.test' }] });
    const members = await db()
      .selectFrom('Member')
      .select('scimUserId')
      .where('tenantId', '=', tenant().tenantId)
      .where('email', '=', 'team@acme.test')
      .execute();
    expect(new Set(members.map(({ scimUserId }) => scimUserId)).size).toBe(2);
  });

  it('an externalId that names one inactive user restores that user under the new name', async () => {
    const id = await create('old@acme.test', { externalId: 'e-1', active: false });
    expect(await create('new@acme.test', { externalId: 'e-1' })).toBe(id);
    expect((await newestEvent()).type).toBe('scim_provision');
  });

  it('an externalId that is shared by active people is nobody’s name', async () => {
    const first = await create('a@acme.test', { externalId: 'shared' });
    const second = await create('b@acme.test', { externalId: 'shared' });
    expect(second).not.toBe(first);
    const found = await send({ method: 'GET', path: '/Users?filter=externalId%20eq%20%22shared%22' });
    expect(found.json).toMatchObject({ totalResults: 2 });
  });
});
