import { encode } from 'next-auth/jwt';
import { afterEach, beforeEach, expect, inject, it } from 'vitest';
import { closePool, openPool } from '@/lib/db/pool';
import { removeMember } from '@/lib/members/remove-member';
import { accepted } from '@/lib/shared/accepted';
import { revokeSession } from '@/lib/sign-in/revoke-sessions';
import type { SessionIdentity } from '@/lib/sign-in/session';
import { saveIdentitySettings } from '@/lib/tenants/save-identity-settings';
import { ageSession } from '@/testing/age-session';
import { createDatabase } from '@/testing/create-database';
import { newMember, newTenant } from '@/testing/new-tenant';
import { startServer } from '@/testing/production-server';
import type { ServerProcess } from '@/testing/production-server';
import { signIn } from '@/testing/sign-in';

const SECRET = 'a secret for tests that is long enough';

let servers: ServerProcess[] = [];

beforeEach(async () => {
  const { url } = inject('database') as { url: string };
  const env = { DATABASE_URL: await createDatabase(url), ROLLCALL_SECRET: SECRET };
  servers = [await startServer({ env }), await startServer({ env })];
  openPool({ url: env.DATABASE_URL, poolSize: 4 });
});

afterEach(async () => {
  for (const server of servers) {
    server.signal('SIGKILL');
    await server.ended;
  }
  await closePool();
});

/** What each server answers to somebody with the cookie of a session. */
async function answersTo({ tenantId, memberId, sessionId }: SessionIdentity): Promise<number[]> {
  const token = await encode({ token: { sub: memberId, tenantId, sessionId }, secret: SECRET });
  const headers = { cookie: `rollcall-session=${token}` };
  return Promise.all(
    servers.map(async ({ url }) => {
      const answer = await fetch(`${url}/api/role-application`, { headers, redirect: 'manual' });
      return answer.status;
    }),
  );
}

it('a session that one process ends is refused by every other at its next request', async () => {
  const tenant = await newTenant();
  const { tenantId, owner } = tenant;
  const memberId = await newMember(tenantId, 'Ana', { roleKey: 'admin' });
  const [revoked, old, removed] = [
    await signIn(tenantId, memberId),
    await signIn(tenantId, memberId),
    await signIn(tenantId, memberId),
  ];
  for (const session of [revoked, old, removed]) expect(await answersTo(session)).toEqual([200, 200]);

  accepted(await revokeSession(owner, { memberId, sessionId: revoked.sessionId }));
  expect(await answersTo(revoked)).toEqual([401, 401]);

  await ageSession(old, { begun: 20 });
  accepted(await saveIdentitySettings(owner, { revision: 1, sessionLifetimeMinutes: 15 }));
  expect(await answersTo(old)).toEqual([401, 401]);

  expect(await answersTo(removed)).toEqual([200, 200]);
  accepted(await removeMember(owner, { memberId }));
  expect(await answersTo(removed)).toEqual([401, 401]);
});
