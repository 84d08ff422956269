import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { adapters } from '@/conformance/support/adapters';
import { withToken } from '@/conformance/support/client';
import type { Adapter } from '@/conformance/support/adapters';
import type { ClientResponse, Send } from '@/conformance/support/client';
import { createTestTenant } from '@/conformance/support/test-tenant';
import type { TestTenant } from '@/conformance/support/test-tenant';
import { db } from '@/lib/db/kysely';
import { memberKeys } from '@/lib/members/member-keys';
import { patchOpUrn } from '@/lib/scim/urns';
import { setMapping } from '@/testing/set-mapping';

const lastOwnerDetail = 'The last owner cannot be deprovisioned; transfer ownership first';

/** What SCIM data makes of members, their roles and their sessions. */
describe('access', () => {
  let adapter: Adapter | undefined;
  let tenant: TestTenant;
  let send: Send;
  beforeEach(async () => {
    const [[, open]] = adapters as [(typeof adapters)[number]];
    adapter ??= await open();
    tenant = await createTestTenant();
    send = withToken(adapter.send, tenant.token);
  });
  afterAll(() => adapter?.close());

  async function create(userName: string, attributes: object = {}): Promise<string> {
    const { json } = await send({ method: 'POST', path: '/Users', body: { userName, ...attributes } });
    return String(json?.id);
  }

  function patch(id: string, value: object): Promise<ClientResponse> {
    return send({
      method: 'PATCH',
      path: `/Users/${id}`,
      body: { schemas: [patchOpUrn], Operations: [{ op: 'replace', value }] },
    });
  }

  async function member(email: string) {
    const found = await db()
      .selectFrom('Member')
      .selectAll()
      .where('tenantId', '=', tenant.tenantId)
      .where('email', '=', email)
      .executeTakeFirstOrThrow();
    const grants = await db()
      .selectFrom('MemberRole')
      .select(['roleKey', 'source', 'reason'])
      .where('tenantId', '=', tenant.tenantId)
      .where('memberId', '=', found.id)
      .orderBy('roleKey')
      .execute();
    return { ...found, grants };
  }

  async function addMember(id: string, email: string, roles: string[] = []): Promise<void> {
    const { tenantId } = tenant;
    const names = { displayName: id, email };
    await db()
      .insertInto('Member')
      .values({ tenantId, id, ...names, ...memberKeys(names) })
      .execute();
    const grants = roles.map((roleKey) => ({
      tenantId,
      memberId: id,
      roleKey,
      source: 'PORTAL' as const,
      reason: 'By hand',
    }));
    if (grants.length > 0) await db().insertInto('MemberRole').values(grants).execute();
  }

  async function addSession(memberId: string): Promise<void> {
    const session = {
      tenantId: tenant.tenantId,
      id: `s-${memberId}`,
      memberId,
      expiresAt: new Date(Date.now() + 60_000),
    };
    await db().insertInto('Session').values(session).execute();
  }

  async function newestEvent() {
    return db()
      .selectFrom('IdentityEvent')
      .selectAll()
      .where('tenantId', '=', tenant.tenantId)
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow();
  }

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
    await setMapping(tenant.tenantId, { defaultRoleKey: null });
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
    await setMapping(tenant.tenantId, { source: 'PORTAL' });
    const id = await create('ana@acme.test', { roles: [{ value: 'admin' }] });
    const { id: memberId } = await member('ana@acme.test');
    await db()
      .updateTable('MemberRole')
      .set({ roleKey: 'viewer', source: 'PORTAL' })
      .where('tenantId', '=', tenant.tenantId)
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
      .where('tenantId', '=', tenant.tenantId)
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
      .where('tenantId', '=', tenant.tenantId)
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
      .where('tenantId', '=', tenant.tenantId)
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

  describe('the last active owner', () => {
    const owner = { value: 'owner', primary: true };

    /** Makes a SCIM user the only owner. */
    async function onlyOwner(): Promise<string> {
      const id = await create('boss@acme.test', { roles: [owner] });
      await db()
        .updateTable('Member')
        .set({ status: 'DEPROVISIONED' })
        .where('tenantId', '=', tenant.tenantId)
        .where('id', '=', tenant.ownerId)
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
      await create(tenant.ownerEmail, { displayName: 'Olga Owner' });
      expect(await member(tenant.ownerEmail)).toMatchObject({
        id: tenant.ownerId,
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
      await setMapping(tenant.tenantId, { source: 'PORTAL' });
      const id = await create(tenant.ownerEmail, { displayName: 'Olga Owner', ...stolen });
      expect((await newestEvent()).notes).toMatchObject([
        { kind: 'warning', text: expect.stringContaining(`keeps the address ${tenant.ownerEmail}`) as string },
      ]);
      await patch(id, { active: false, ...stolen });
      await patch(id, { active: true });
      await send({ method: 'DELETE', path: `/Users/${id}` });
      const again = await create(tenant.ownerEmail, stolen);
      expect(await member(tenant.ownerEmail)).toMatchObject({ id: tenant.ownerId, status: 'ACTIVE' });
      await db()
        .deleteFrom('MemberRole')
        .where('tenantId', '=', tenant.tenantId)
        .where('memberId', '=', tenant.ownerId)
        .execute();
      await patch(again, { displayName: 'Olga' });
      expect(await member('eve@evil.test')).toMatchObject({ id: tenant.ownerId });
    });

    it('cannot be adopted into inactivity', async () => {
      const refused = await send({
        method: 'POST',
        path: '/Users',
        body: { userName: tenant.ownerEmail, active: false },
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
        .where('tenantId', '=', tenant.tenantId)
        .where('id', '=', 'gone')
        .execute();
      expect((await patch(id, { active: false })).status).toBe(403);
    });
  });
});
