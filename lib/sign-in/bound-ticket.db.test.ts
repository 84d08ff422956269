import { describe, expect, it } from 'vitest';
import { listEvents } from '@/lib/activity/list-events';
import { db } from '@/lib/db/kysely';
import { secretHash } from '@/lib/sign-in/keyed-hash';
import { endSession, startSession } from '@/lib/sign-in/session';
import { issueTicket, readTicket } from '@/lib/sign-in/ticket';
import { newMember, newTenant } from '@/testing/new-tenant';
import { setConnection } from '@/testing/set-connection';
import { newClient } from '@/testing/sign-in';

const BROWSER = 'the secret in the cookie of one browser';

async function boundTicket() {
  const { tenantId, ownerId: memberId } = await newTenant();
  await setConnection(tenantId, { provider: 'OKTA' });
  const choice = { tenantId, memberId };
  const terms = { minutes: 1, method: 'OIDC', browserHash: secretHash(BROWSER), logout: 'sealed' } as const;
  const { secret } = await issueTicket(db(), choice, terms);
  return { ...choice, choice, secret };
}

describe('a ticket of an identity provider', () => {
  it('starts a session that knows how, from where, and what to say at its end', async () => {
    const { tenantId, secret, choice } = await boundTicket();
    const client = newClient();
    const session = await startSession(secret, choice, client, BROWSER);
    const stored = await db()
      .selectFrom('Session')
      .select(['method', 'clientAddress', 'userAgent', 'logout'])
      .where('tenantId', '=', tenantId)
      .execute();
    expect(stored).toEqual([
      { method: 'OIDC', clientAddress: client.address, userAgent: client.userAgent, logout: 'sealed' },
    ]);
    const { events } = await listEvents(tenantId, { type: ['session_started'] });
    expect(events).toMatchObject([{ summary: 'Olga Owner signed in through Okta', provider: 'OKTA' }]);
    expect(session && (await endSession(session))).toBe('sealed');
    expect(session && (await endSession(session))).toBeNull();
    expect(await db().selectFrom('Session').select('logout').where('tenantId', '=', tenantId).execute()).toEqual([
      { logout: null },
    ]);
  });

  it.each([null, '', 'the secret of another browser', secretHash(BROWSER)])(
    'signs nobody in whose cookie holds %j, is used up by trying, and admins learn of it',
    async (browserSecret) => {
      const { tenantId, memberId, secret, choice } = await boundTicket();
      expect(await readTicket(secret, browserSecret)).toMatchObject({ bound: true, rightBrowser: false });
      expect(await startSession(secret, choice, newClient(), browserSecret)).toBeNull();
      expect(await startSession(secret, choice, newClient(), BROWSER)).toBeNull();
      const { events } = await listEvents(tenantId, { type: ['sso_error'] });
      expect(events).toMatchObject([{ code: 'sso_browser_mismatch', memberId, outcome: 'FAILED' }]);
    },
  );

  it('opens no account of the person in another tenant', async () => {
    const { tenantId, secret } = await boundTicket();
    const other = await newTenant();
    const memberId = await newMember(other.tenantId, 'Olga', { email: `olga@${tenantId}.test` });
    const choice = { tenantId: other.tenantId, memberId };
    expect(await startSession(secret, choice, newClient(), BROWSER)).toBeNull();
  });

  it('is read as one that began elsewhere when it is bound to no browser', async () => {
    const { tenantId, ownerId: memberId } = await newTenant();
    const terms = { minutes: 1, method: 'SAML' } as const;
    const { secret } = await issueTicket(db(), { tenantId, memberId }, terms);
    expect(await readTicket(secret, null)).toMatchObject({ method: 'SAML', bound: false, rightBrowser: true });
  });
});
