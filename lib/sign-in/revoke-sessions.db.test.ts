import { describe, expect, it } from 'vitest';
import { listEvents } from '@/lib/activity/list-events';
import { db } from '@/lib/db/kysely';
import { listSessions } from '@/lib/sign-in/list-sessions';
import { revokeAllSessions, revokeSession } from '@/lib/sign-in/revoke-sessions';
import { findViewer } from '@/lib/sign-in/viewer';
import { ageSession } from '@/testing/age-session';
import { newMember, newTenant } from '@/testing/new-tenant';
import { signIn } from '@/testing/sign-in';

const chrome =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 ' +
  'Safari/537.36';

async function eventsOf(tenantId: string) {
  return (await listEvents(tenantId, { type: ['admin_session_ended'] })).events;
}

describe('listSessions', () => {
  it('gives the live sessions of one member, the one used last first', async () => {
    const { tenantId, ownerId } = await newTenant();
    const memberId = await newMember(tenantId, 'Ana');
    const [first, second, over] = [
      await signIn(tenantId, memberId),
      await signIn(tenantId, memberId),
      await signIn(tenantId, memberId),
    ];
    await signIn(tenantId, ownerId);
    await ageSession(first, { begun: 60, seen: 2 });
    await ageSession(second, { begun: 30, seen: 3 });
    await ageSession(over, { begun: 720 });
    await db()
      .updateTable('Session')
      .set({ userAgent: chrome, clientAddress: '203.0.113.9', method: 'OIDC' })
      .where('tenantId', '=', tenantId)
      .where('id', '=', first.sessionId)
      .execute();
    const sessions = await listSessions(tenantId, memberId);
    expect(sessions.map(({ id }) => id)).toEqual([first.sessionId, second.sessionId]);
    expect(sessions[0]).toMatchObject({ browser: 'Chrome on macOS', clientAddress: '203.0.113.9', method: 'OIDC' });
    const { createdAt, endsAt } = sessions[0] ?? {};
    expect(Number(endsAt) - Number(createdAt)).toBe(720 * 60_000);
  });
});

describe('ending sessions', () => {
  it('ends one, at its next request, and tells who did it to whom', async () => {
    const { tenantId, owner } = await newTenant();
    const memberId = await newMember(tenantId, 'Ana Ruiz');
    const [one, other] = [await signIn(tenantId, memberId), await signIn(tenantId, memberId)];
    const sessions = db().updateTable('Session').set({ logout: 'an ID token, sealed' }).where('tenantId', '=', tenantId);
    await sessions.where('id', '=', one.sessionId).execute();
    expect(await revokeSession(owner, { memberId, sessionId: one.sessionId })).toEqual({ ok: true, ended: 1 });
    const kept = db().selectFrom('Session').select('logout').where('tenantId', '=', tenantId);
    expect(await kept.where('id', '=', one.sessionId).executeTakeFirst()).toEqual({ logout: null });
    expect(await findViewer(one)).toBeNull();
    expect(await findViewer(other)).not.toBeNull();
    expect(await eventsOf(tenantId)).toMatchObject([
      { summary: 'Olga Owner ended a session of Ana Ruiz: An unknown browser', actorName: 'Olga Owner', memberId },
    ]);
  });

  it('ends all, and says how many', async () => {
    const { tenantId, owner, ownerId } = await newTenant();
    const memberId = await newMember(tenantId, 'Ana Ruiz');
    const own = await signIn(tenantId, ownerId);
    const sessions = [await signIn(tenantId, memberId), await signIn(tenantId, memberId)];
    expect(await revokeAllSessions(owner, { memberId })).toEqual({ ok: true, ended: 2 });
    for (const session of sessions) expect(await findViewer(session)).toBeNull();
    expect(await findViewer(own)).not.toBeNull();
    expect(await eventsOf(tenantId)).toMatchObject([{ summary: 'Olga Owner ended 2 sessions of Ana Ruiz' }]);
  });

  it('is done and told once, also when two do it at the same time', async () => {
    const { tenantId, owner } = await newTenant();
    const memberId = await newMember(tenantId, 'Ana');
    const { sessionId } = await signIn(tenantId, memberId);
    const answers = await Promise.all([
      revokeSession(owner, { memberId, sessionId }),
      revokeSession(owner, { memberId, sessionId }),
      revokeAllSessions(owner, { memberId }),
    ]);
    expect(answers.map((answer) => answer.ok && answer.ended).sort()).toEqual([0, 0, 1]);
    expect(await eventsOf(tenantId)).toHaveLength(1);
  });

  it('reaches no other tenant, and nobody but the member named', async () => {
    const [one, two] = [await newTenant(), await newTenant()];
    const memberId = await newMember(one.tenantId, 'Ana');
    const [theirs, ana] = [await signIn(two.tenantId, two.ownerId), await signIn(one.tenantId, memberId)];
    for (const named of [two.ownerId, memberId, one.ownerId]) {
      await revokeSession(one.owner, { memberId: named, sessionId: theirs.sessionId });
    }
    await revokeSession(one.owner, { memberId: one.ownerId, sessionId: ana.sessionId });
    expect(await revokeAllSessions(one.owner, { memberId: two.ownerId })).toMatchObject({ reason: 'not-found' });
    expect(await findViewer(theirs)).not.toBeNull();
    expect(await findViewer(ana)).not.toBeNull();
    expect([...(await eventsOf(one.tenantId)), ...(await eventsOf(two.tenantId))]).toEqual([]);
  });

  it('is for owners and admins, and of an owner’s sessions for owners', async () => {
    const { tenantId, ownerId, owner } = await newTenant();
    const memberId = await newMember(tenantId, 'Ana');
    const [ofOwner, ofMember] = [await signIn(tenantId, ownerId), await signIn(tenantId, memberId)];
    const as = (level: 'ADMIN' | 'MEMBER' | 'VIEWER' | null) => ({ ...owner, memberId: 'somebody', level });
    for (const level of ['MEMBER', 'VIEWER', null] as const) {
      expect(await revokeAllSessions(as(level), { memberId })).toMatchObject({ reason: 'forbidden' });
    }
    expect(await revokeAllSessions(as('ADMIN'), { memberId: ownerId })).toMatchObject({
      reason: 'forbidden',
      message: 'Only owners can end the sessions of an owner. Ask one of them.',
    });
    expect(await findViewer(ofOwner)).not.toBeNull();
    expect(await revokeAllSessions(as('ADMIN'), { memberId })).toMatchObject({ ok: true, ended: 1 });
    expect(await findViewer(ofMember)).toBeNull();
  });

  it('of one’s own is for everybody, and leaves the session that one acts in', async () => {
    const { tenantId, owner } = await newTenant();
    const memberId = await newMember(tenantId, 'Ana', { roleKey: 'viewer' });
    const [here, there] = [await signIn(tenantId, memberId), await signIn(tenantId, memberId)];
    const ana = { ...owner, memberId, name: 'Ana', level: 'VIEWER' as const, sessionId: here.sessionId };
    expect(await revokeAllSessions(ana, { memberId })).toEqual({ ok: true, ended: 1 });
    expect(await findViewer(there)).toBeNull();
    expect(await findViewer(here)).not.toBeNull();
    expect(await eventsOf(tenantId)).toMatchObject([
      { summary: 'Ana ended a session of their own: An unknown browser', actorName: 'Ana' },
    ]);
  });
});
