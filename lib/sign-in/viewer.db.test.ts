import { describe, expect, it, vi } from 'vitest';
import { settleDeferredWrites } from '@/lib/db/deferred-writes';
import { db } from '@/lib/db/kysely';
import { getPool } from '@/lib/db/pool';
import { endSessions } from '@/lib/members/end-sessions';
import { findMember } from '@/lib/members/find-member';
import { accepted } from '@/lib/shared/accepted';
import { listSessions } from '@/lib/sign-in/list-sessions';
import { findViewer } from '@/lib/sign-in/viewer';
import { getIdentitySettings } from '@/lib/tenants/identity-settings';
import { saveIdentitySettings } from '@/lib/tenants/save-identity-settings';
import type { SaveIdentitySettings } from '@/lib/tenants/save-identity-settings';
import { ageSession } from '@/testing/age-session';
import { newTenant } from '@/testing/new-tenant';
import type { TestTenant } from '@/testing/new-tenant';
import { signIn } from '@/testing/sign-in';

async function save({ tenantId, owner }: TestTenant, settings: Omit<SaveIdentitySettings, 'revision'>): Promise<void> {
  const { revision } = await getIdentitySettings(tenantId);
  accepted(await saveIdentitySettings(owner, { ...settings, revision }));
}

describe('the time of a session', () => {
  it('is over when the lifetime of its tenant is, however much it is used', async () => {
    const { tenantId, ownerId } = await newTenant();
    const session = await signIn(tenantId, ownerId);
    await ageSession(session, { begun: 719, seen: 0 });
    expect(await findViewer(session)).not.toBeNull();
    await ageSession(session, { begun: 720, seen: 0 });
    expect(await findViewer(session)).toBeNull();
  });

  it('is over at the next request after the lifetime was shortened', async () => {
    const tenant = await newTenant();
    const [old, young] = [await signIn(tenant.tenantId, tenant.ownerId), await signIn(tenant.tenantId, tenant.ownerId)];
    await ageSession(old, { begun: 60 });
    await ageSession(young, { begun: 59 });
    await save(tenant, { sessionLifetimeMinutes: 60 });
    expect(await findViewer(old)).toBeNull();
    expect(await findViewer(young)).not.toBeNull();
  });

  it('is over after its tenant’s idle time without a request, and never without such a setting', async () => {
    const tenant = await newTenant();
    const session = await signIn(tenant.tenantId, tenant.ownerId);
    await ageSession(session, { begun: 40, seen: 31 });
    expect(await findViewer(session, { isUse: false })).not.toBeNull();
    await save(tenant, { sessionIdleMinutes: 32 });
    expect(await findViewer(session, { isUse: false })).not.toBeNull();
    await save(tenant, { sessionIdleMinutes: 31 });
    expect(await findViewer(session)).toBeNull();
  });

  it('is kept going by requests, but not by what an open page asks by itself', async () => {
    const tenant = await newTenant();
    const { tenantId, ownerId } = tenant;
    const [used, watched] = [await signIn(tenantId, ownerId), await signIn(tenantId, ownerId)];
    await save(tenant, { sessionIdleMinutes: 30 });
    for (const session of [used, watched]) await ageSession(session, { begun: 40, seen: 20 });
    await findViewer(used);
    await findViewer(watched, { isUse: false });
    await settleDeferredWrites();
    const sessions = await listSessions(tenantId, ownerId);
    const seen = new Map(sessions.map(({ id, lastSeenAt }) => [id, lastSeenAt.getTime()]));
    const quiet = Date.now() - 19 * 60_000;
    expect(seen.get(used.sessionId)).toBeGreaterThan(quiet);
    expect(seen.get(watched.sessionId)).toBeLessThan(quiet);
  });

  it('stays over when longer settings come', async () => {
    const tenant = await newTenant();
    const { tenantId, ownerId } = tenant;
    await save(tenant, { sessionLifetimeMinutes: 120, sessionIdleMinutes: 10 });
    const [old, idle, live] = [
      await signIn(tenantId, ownerId),
      await signIn(tenantId, ownerId),
      await signIn(tenantId, ownerId),
    ];
    await ageSession(old, { begun: 121, seen: 1 });
    await ageSession(idle, { begun: 20, seen: 11 });
    await save(tenant, { sessionLifetimeMinutes: 10_000, sessionIdleMinutes: null });
    expect(await findViewer(old)).toBeNull();
    expect(await findViewer(idle)).toBeNull();
    expect(await findViewer(live)).not.toBeNull();
  });

  it('that is over is not counted among those a removal ends, and is ended all the same', async () => {
    const tenant = await newTenant();
    const { tenantId, ownerId } = tenant;
    const [over, live] = [await signIn(tenantId, ownerId), await signIn(tenantId, ownerId)];
    await ageSession(over, { begun: 800 });
    const ended = await db()
      .transaction()
      .execute((trx) => endSessions(trx, tenantId, [ownerId]));
    expect(ended).toBe(1);
    await save(tenant, { sessionLifetimeMinutes: 10_000 });
    for (const session of [over, live]) expect(await findViewer(session)).toBeNull();
  });

  it('concerns the tenant that sets it alone', async () => {
    const [one, two] = [await newTenant(), await newTenant()];
    const session = await signIn(two.tenantId, two.ownerId);
    await ageSession(session, { begun: 100 });
    await save(one, { sessionLifetimeMinutes: 15, sessionIdleMinutes: 5 });
    expect(await findViewer(session)).not.toBeNull();
  });
});

describe('a request', () => {
  it('marks session and member as seen in one statement, at most once a minute, and reads in one query', async () => {
    const { tenantId, ownerId } = await newTenant();
    const session = await signIn(tenantId, ownerId);
    await ageSession(session, { begun: 5 });
    const connect = vi.spyOn(getPool(), 'connect');
    await findViewer(session);
    await settleDeferredWrites();
    expect(connect).toHaveBeenCalledTimes(2);
    await findViewer(session);
    await settleDeferredWrites();
    expect(connect).toHaveBeenCalledTimes(3);
    connect.mockRestore();
    const [seen] = await listSessions(tenantId, ownerId);
    const minuteAgo = Date.now() - 60_000;
    expect(seen?.lastSeenAt.getTime()).toBeGreaterThan(minuteAgo);
    expect((await findMember(tenantId, ownerId))?.lastSeenAt?.getTime()).toBeGreaterThan(minuteAgo);
  });
});
