import { beforeEach, expect, it, vi } from 'vitest';
import { signOut } from '@/app/sign-out';
import { db } from '@/lib/db/kysely';
import { seal } from '@/lib/secrets/seal';
import { startSession } from '@/lib/sign-in/session';
import type { SessionIdentity } from '@/lib/sign-in/session';
import { sessionCookieName } from '@/lib/sign-in/session-cookie';
import { issueTicket } from '@/lib/sign-in/ticket';
import { sealLogout } from '@/lib/sso/logout-seal';
import { testKeys } from '@/testing/idp/test-keys';
import { newTenant } from '@/testing/new-tenant';
import { setConnection } from '@/testing/set-connection';
import { newClient } from '@/testing/sign-in';

const browser = vi.hoisted(() => ({
  viewer: null as unknown,
  headers: {} as Record<string, string>,
  set: vi.fn(),
  redirect: vi.fn(),
}));

vi.mock('@/lib/sign-in/viewer', () => ({ getViewer: () => Promise.resolve(browser.viewer) }));

vi.mock('next/headers', () => ({
  headers: () => Promise.resolve(new Headers(browser.headers)),
  cookies: () => Promise.resolve({ set: browser.set }),
}));

vi.mock('next/navigation', () => ({ redirect: browser.redirect }));

const ENDED = '/sign-in?ended=yes';

beforeEach(() => {
  browser.headers = { 'next-action': 'a script calls' };
  browser.set.mockClear();
  browser.redirect.mockClear();
});

/** Somebody who is signed in through SAML, with single logout there. */
async function signedInBySaml(idpSloUrl = 'https://idp.test/slo') {
  const { tenantId, ownerId: memberId } = await newTenant();
  const { privateKey, certificate } = await testKeys('sp');
  const spPrivateKey = seal([tenantId, 'sso', 'spPrivateKey'], privateKey);
  await setConnection(tenantId, { protocol: 'SAML', idpSloUrl, spPrivateKey, spCertificate: certificate });
  const nameId = { value: 'olga', format: null };
  const logout = sealLogout(tenantId, { protocol: 'SAML', nameId, sessionIndex: null });
  const { secret } = await issueTicket(db(), { tenantId, memberId }, { minutes: 1, method: 'SAML', logout });
  const session = await startSession(secret, { tenantId, memberId }, newClient());
  browser.viewer = session;
  return session;
}

async function isEnded(session: SessionIdentity | null): Promise<boolean> {
  const { tenantId = '', sessionId = '' } = session ?? {};
  const row = db().selectFrom('Session').select('endedAt').where('tenantId', '=', tenantId).where('id', '=', sessionId);
  return (await row.executeTakeFirstOrThrow()).endedAt !== null;
}

it('signing out ends the session here, and then goes to the identity provider', async () => {
  const session = await signedInBySaml();
  await signOut();
  expect(await isEnded(session)).toBe(true);
  expect(browser.set).toHaveBeenCalledWith(sessionCookieName(), '', expect.objectContaining({ maxAge: 0 }));
  expect(browser.redirect).toHaveBeenCalledExactlyOnceWith(
    expect.stringMatching(/^https:\/\/idp\.test\/slo\?SAMLRequest=.*&Signature=/),
  );
});

it.each([
  ['offers no logout', '', {}],
  ['names what would run here', 'javascript:alert(1)', {}],
  ['cannot be gone to without scripts', 'https://idp.test/slo', { headers: {} }],
])('signing out stays here when the identity provider %s', async (_, idpSloUrl, changes) => {
  const session = await signedInBySaml(idpSloUrl);
  Object.assign(browser, changes);
  await signOut();
  expect(await isEnded(session)).toBe(true);
  expect(browser.redirect).toHaveBeenCalledExactlyOnceWith(ENDED);
});

it('signing out once more does no harm', async () => {
  browser.viewer = null;
  await signOut();
  expect(browser.redirect).toHaveBeenCalledExactlyOnceWith(ENDED);
});
