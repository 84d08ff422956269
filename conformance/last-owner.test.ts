import { describe, expect, it } from 'vitest';
import { accessOfTenant } from '@/conformance/support/access-of-tenant';
import { db } from '@/lib/db/kysely';
import { setMapping } from '@/testing/set-mapping';

const lastOwnerDetail = 'The last owner cannot be deprovisioned; transfer ownership first';

describe('the last active owner', () => {
  const { tenant, send, create, patch, member, addMember, newestEvent } = accessOfTenant();
  const owner = { value: 'owner', primary: true };

  /** Makes a SCIM user the only owner. */
  async function onlyOwner(): Promise<string> {
    const id = await create('boss@acme.test', { roles: [owner] });
    await db()
      .updateTable('Member')
      .set({ status: 'DEPROVISIONED' })
      .where('tenantId', '=', tenant().tenantId)
      .where('id', '=', tenant().ownerId)
      .execute();
    return id;
  }

  it('cannot be deactivated, demoted, deleted or replaced away, and the log says so', async () => {
    const id = await onlyOwner();
    const attempts = [
      () => patch(id, { active: false }),
      () => patch(id, { roles: [] }),
      () =>
        send({ method: 'PUT', path: `/Users/${id}`, body: { userName: 'boss@acme.test', active: false } }),
      () => send({ method: 'DELETE', path: `/Users/${id}` }),
    ];
    for (const attempt of attempts) {
      const refused = await attempt();
      expect(refused.json).toEqual({
        schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
        status: '403',
        detail: lastOwnerDetail,
      });
      expect(await newestEvent()).toMatchObject({
        type: 'scim_error',
        status: 403,
        detail: lastOwnerDetail,
      });
    }
    expect((await send({ method: 'GET', path: `/Users/${id}` })).json).toMatchObject({
      active: true,
      meta: { version: 'W/"1"' },
    });
    expect(await member('boss@acme.test')).toMatchObject({
      status: 'ACTIVE',
      grants: [{ roleKey: 'owner' }],
    });
  });

  it('may go once there is another', async () => {
    const id = await onlyOwner();
    await addMember('heir', 'heir@acme.test', ['owner']);
    expect((await patch(id, { active: false })).status).toBe(200);
  });

  it('keeps an ownership given by hand when SCIM takes the person over, with a warning', async () => {
    await create(tenant().ownerEmail, { displayName: 'Olga Owner' });
    expect(await member(tenant().ownerEmail)).toMatchObject({
      id: tenant().ownerId,
      grants: [
        { roleKey: 'member', source: 'SCIM' },
        { roleKey: 'owner', source: 'PORTAL' },
      ],
    });
    expect((await newestEvent()).notes).toMatchObject([
      { kind: 'warning', text: expect.stringContaining('last owner') as string },
    ]);
  });

  it('keeps the address that codes are mailed to, whoever holds a credential, until ownership is taken', async () => {
    const stolen = { emails: [{ value: 'eve@evil.test', primary: true }] };
    await addMember('heir', 'heir@acme.test', ['owner']);
    await setMapping(tenant().tenantId, { source: 'PORTAL' });
    const id = await create(tenant().ownerEmail, { displayName: 'Olga Owner', ...stolen });
    expect((await newestEvent()).notes).toMatchObject([
      { kind: 'warning', text: expect.stringContaining(`keeps the address ${tenant().ownerEmail}`) as string },
    ]);
    await patch(id, { active: false, ...stolen });
    await patch(id, { active: true });
    await send({ method: 'DELETE', path: `/Users/${id}` });
    const again = await create(tenant().ownerEmail, stolen);
    expect(await member(tenant().ownerEmail)).toMatchObject({ id: tenant().ownerId, status: 'ACTIVE' });
    await db()
      .deleteFrom('MemberRole')
      .where('tenantId', '=', tenant().tenantId)
      .where('memberId', '=', tenant().ownerId)
      .execute();
    await patch(again, { displayName: 'Olga' });
    expect(await member('eve@evil.test')).toMatchObject({ id: tenant().ownerId });
  });

  it('cannot be adopted into inactivity', async () => {
    const refused = await send({
      method: 'POST',
      path: '/Users',
      body: { userName: tenant().ownerEmail, active: false },
    });
    expect(refused.status).toBe(403);
    expect((await send({ method: 'GET', path: '/Users' })).json).toMatchObject({ totalResults: 0 });
  });

  it('is one who can sign in: an inactive owner does not count', async () => {
    const id = await onlyOwner();
    await addMember('gone', 'gone@acme.test', ['owner']);
    await db()
      .updateTable('Member')
      .set({ status: 'DEPROVISIONED' })
      .where('tenantId', '=', tenant().tenantId)
      .where('id', '=', 'gone')
      .execute();
    expect((await patch(id, { active: false })).status).toBe(403);
  });
});
