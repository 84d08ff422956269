import { describe, expect, it, vi } from 'vitest';
import { listEvents } from '@/lib/activity/list-events';
import { settleDeferredWrites } from '@/lib/db/deferred-writes';
import { db } from '@/lib/db/kysely';
import { getPool } from '@/lib/db/pool';
import { changeRoles } from '@/lib/members/change-roles';
import { endSessions } from '@/lib/members/end-sessions';
import { findMember } from '@/lib/members/find-member';
import { removeMember } from '@/lib/members/remove-member';
import { endSession, startSession } from '@/lib/sign-in/session';
import { issueTicket, readTicket } from '@/lib/sign-in/ticket';
import { findViewer } from '@/lib/sign-in/viewer';
import { newMember, newTenant } from '@/testing/new-tenant';
import { newClient, signIn } from '@/testing/sign-in';

describe('a ticket', () => {
  it('starts one session, also when it is redeemed several times at once', async () => {
    const { tenantId, ownerId, ownerEmail } = await newTenant();
    const { secret } = await issueTicket(db(), { emailKey: ownerEmail }, { minutes: 1 });
    expect(await readTicket(secret, null)).toMatchObject({ accounts: [{ tenantId, memberId: ownerId }] });
    const choice = { tenantId, memberId: ownerId };
    const sessions = await Promise.all(
      Array.from({ length: 4 }, () => startSession(secret, choice, newClient())),
    );
    expect(sessions.filter(Boolean)).toHaveLength(1);
    expect(await readTicket(secret, null)).toBeNull();
    expect((await listEvents(tenantId, { type: ['session_started'] })).events).toMatchObject([
      { summary: 'Olga Owner signed in with a link', memberId: ownerId, userAgent: 'Test browser' },
    ]);
  });

  it('opens no account but its own, and is used up by trying', async () => {
    const [one, two] = [await newTenant(), await newTenant()];
    for (const owner of [{ emailKey: one.ownerEmail }, { tenantId: one.tenantId, memberId: one.ownerId }]) {
      for (const choice of [
        { tenantId: two.tenantId, memberId: two.ownerId },
        { tenantId: one.tenantId, memberId: two.ownerId },
        { tenantId: two.tenantId, memberId: one.ownerId },
      ]) {
        const { secret } = await issueTicket(db(), owner, { minutes: 1 });
        expect(await startSession(secret, choice, newClient())).toBeNull();
        expect(await readTicket(secret, null)).toBeNull();
      }
    }
  });

  it('is worth nothing when it is expired, made up, or its member is gone', async () => {
    const { tenantId, owner } = await newTenant();
    const memberId = await newMember(tenantId, 'Ana');
    const choice = { tenantId, memberId };
    const expired = await issueTicket(db(), choice, { minutes: -1 });
    const good = await issueTicket(db(), choice, { minutes: 1 });
    await removeMember(owner, { memberId });
    for (const secret of [expired.secret, good.secret, 'made up']) {
      expect(await readTicket(secret, null)).toBeNull();
      expect(await startSession(secret, choice, newClient())).toBeNull();
    }
  });

  it('of the demonstration may be used again', async () => {
    const { tenantId, ownerId: memberId } = await newTenant();
    const choice = { tenantId, memberId };
    const { secret } = await issueTicket(db(), choice, { minutes: 1, reusable: true });
    expect(await startSession(secret, choice, newClient())).not.toBeNull();
    expect(await startSession(secret, choice, newClient())).not.toBeNull();
  });
});

describe('a viewer', () => {
  it('is read in one query, with tenant, settings, roles and the highest level', async () => {
    const { tenantId, owner } = await newTenant();
    const memberId = await newMember(tenantId, 'Ana Ruiz');
    await changeRoles(owner, { memberId, roleKeys: ['member', 'admin'] });
    const session = await signIn(tenantId, memberId);
    await findViewer(session);
    await settleDeferredWrites();
    const connect = vi.spyOn(getPool(), 'connect');
    const viewer = await findViewer(session);
    expect(connect).toHaveBeenCalledTimes(1);
    connect.mockRestore();
    expect(viewer).toMatchObject({
      tenantId,
      memberId,
      name: 'Ana Ruiz',
      email: `ana.ruiz@${tenantId}.test`,
      tenantName: `Org ${tenantId}`,
      level: 'ADMIN',
      roles: [{ key: 'admin', source: 'PORTAL' }, { key: 'member' }],
      settings: { scimEnabled: false, logSuccessfulReads: false, roleSource: 'IDP_ATTRIBUTE' },
    });
  });

  it('has the level of this moment, and none without a role', async () => {
    const { tenantId, owner } = await newTenant();
    const memberId = await newMember(tenantId, 'Ana', { roleKey: 'admin' });
    const session = await signIn(tenantId, memberId);
    expect(await findViewer(session)).toMatchObject({ level: 'ADMIN' });
    await changeRoles(owner, { memberId, roleKeys: ['viewer'] });
    expect(await findViewer(session)).toMatchObject({ level: 'VIEWER' });
    await db()
      .deleteFrom('MemberRole')
      .where('tenantId', '=', tenantId)
      .where('memberId', '=', memberId)
      .execute();
    expect(await findViewer(session)).toMatchObject({ level: null, roles: [] });
  });

  it('is nobody from the moment the member is removed, and stays so when they come back', async () => {
    const { tenantId, owner } = await newTenant();
    const memberId = await newMember(tenantId, 'Ana');
    const sessions = [await signIn(tenantId, memberId), await signIn(tenantId, memberId)];
    expect(await removeMember(owner, { memberId })).toEqual({ ok: true });
    for (const session of sessions) expect(await findViewer(session)).toBeNull();
    await db().updateTable('Member').set({ status: 'ACTIVE' }).where('tenantId', '=', tenantId).execute();
    for (const session of sessions) expect(await findViewer(session)).toBeNull();
    const { events } = await listEvents(tenantId, { type: ['admin_member_removed'] });
    expect(events[0]?.summary).toBe('Olga Owner removed Ana; 2 sessions ended');
  });

  it('is nobody once the member is not active, even while the session’s row is live', async () => {
    const { tenantId, ownerId } = await newTenant();
    const session = await signIn(tenantId, ownerId);
    await db()
      .updateTable('Member')
      .set({ status: 'DEPROVISIONED' })
      .where('tenantId', '=', tenantId)
      .execute();
    expect(await findViewer(session)).toBeNull();
  });

  it('is nobody after sign-out, expiry, or under ids that do not belong together', async () => {
    const [one, two] = [await newTenant(), await newTenant()];
    const [ended, expired, live] = [
      await signIn(one.tenantId, one.ownerId),
      await signIn(one.tenantId, one.ownerId),
      await signIn(one.tenantId, one.ownerId),
    ];
    await endSession(ended);
    await endSession(ended);
    await db()
      .updateTable('Session')
      .set({ expiresAt: new Date(Date.now() - 1) })
      .where('id', '=', expired.sessionId)
      .where('tenantId', '=', one.tenantId)
      .execute();
    expect(await findViewer(ended)).toBeNull();
    expect(await findViewer(expired)).toBeNull();
    expect(await findViewer({ ...live, tenantId: two.tenantId })).toBeNull();
    expect(await findViewer({ ...live, memberId: two.ownerId })).toBeNull();
    expect(await findViewer(live)).not.toBeNull();
    expect((await listEvents(one.tenantId, { type: ['session_ended'] })).events).toHaveLength(1);
  });

  it('is marked as seen at most once a minute', async () => {
    const { tenantId, ownerId } = await newTenant();
    const session = await signIn(tenantId, ownerId);
    const seen = async () => {
      await findViewer(session);
      await settleDeferredWrites();
      return (await findMember(tenantId, ownerId))?.lastSeenAt;
    };
    const first = await seen();
    expect(first).toBeInstanceOf(Date);
    expect(await seen()).toEqual(first);
    const longAgo = new Date(Date.now() - 61_000);
    await db().updateTable('Member').set({ lastSeenAt: longAgo }).where('tenantId', '=', tenantId).execute();
    expect((await seen())?.getTime()).toBeGreaterThan(longAgo.getTime());
  });
});

it('ending the sessions of members ends theirs alone and counts the live ones', async () => {
  const { tenantId, ownerId } = await newTenant();
  const memberId = await newMember(tenantId, 'Ana');
  const [own, gone] = [await signIn(tenantId, ownerId), await signIn(tenantId, memberId)];
  const end = () =>
    db()
      .transaction()
      .execute((trx) => endSessions(trx, tenantId, [memberId]));
  const sessions = db().updateTable('Session').set({ logout: 'an ID token, sealed' }).where('tenantId', '=', tenantId);
  await sessions.execute();
  expect([await end(), await end()]).toEqual([1, 0]);
  const kept = db().selectFrom('Session').select(['memberId', 'logout']).where('tenantId', '=', tenantId);
  expect(await kept.where('logout', 'is', null).execute()).toEqual([{ memberId, logout: null }]);
  expect(await findViewer(own)).not.toBeNull();
  expect(await findViewer(gone)).toBeNull();
});
