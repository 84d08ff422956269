import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import * as callback from '@/app/sso/[tenant]/callback/route';
import * as metadata from '@/app/sso/[tenant]/metadata/route';
import * as signedOut from '@/app/sso/[tenant]/signed-out/route';
import * as start from '@/app/sso/[tenant]/start/route';
import { listEvents } from '@/lib/activity/list-events';
import { db } from '@/lib/db/kysely';
import { seal } from '@/lib/secrets/seal';
import { endSession, startSession } from '@/lib/sign-in/session';
import { ssoAddresses } from '@/lib/sso/addresses';
import { singleLogoutUrl } from '@/lib/sso/single-logout';
import { HttpBrowser } from '@/testing/idp/http-browser';
import { startOidcIdp } from '@/testing/idp/oidc-idp';
import type { OidcIdp } from '@/testing/idp/oidc-idp';
import { newTenant } from '@/testing/new-tenant';
import { setConnection, verifyDomain } from '@/testing/set-connection';
import { newClient } from '@/testing/sign-in';
import { begin, codeOf, comeBack, ticketOf, visit } from '@/testing/sso-visit';

vi.stubEnv('ROLLCALL_OUTBOUND_ALLOW', '127.0.0.1');

const signedIn = vi.hoisted((): { viewer: unknown } => ({ viewer: null }));

vi.mock('@/lib/sign-in/viewer', () => ({ getViewer: () => Promise.resolve(signedIn.viewer) }));

let idp: OidcIdp;

beforeAll(async () => {
  idp = await startOidcIdp();
});

afterAll(() => idp.close());

/** A tenant whose identity provider knows the owner. */
async function connected(fields: Parameters<typeof setConnection>[1] = {}) {
  const tenant = await newTenant();
  const { tenantId, ownerEmail } = tenant;
  const { redirectUri, signOutUrl } = ssoAddresses(tenantId);
  idp.addClient({ clientId: tenantId, clientSecret: 'secret', redirectUris: [redirectUri], signOutUris: [signOutUrl] });
  idp.users.set(tenantId, { sub: tenantId, email: ownerEmail, given_name: 'Olga', family_name: 'Owner' });
  const clientSecret = seal([tenantId, 'sso', 'clientSecret'], 'secret');
  const oidc = { protocol: 'OIDC', issuer: idp.issuer, clientId: tenantId, clientSecret } as const;
  await setConnection(tenantId, { ...oidc, ...fields });
  await verifyDomain(tenantId, `${tenantId}.test`);
  return tenant;
}

/** Signs in at the identity provider; what it answers goes nowhere yet. */
async function answered(tenantId: string, query = '') {
  const { url, cookie } = await begin(tenantId, query);
  const browser = new HttpBrowser(ssoAddresses(tenantId).redirectUri);
  const page = await browser.get(url);
  const back = await browser.submit(page, { login: tenantId, action: 'sign-in' });
  return { cookie, back: back.url };
}

describe('a sign-in by OpenID Connect', () => {
  it('ends in a session of the browser that began, at the page that was wanted', async () => {
    const { tenantId, ownerId: memberId } = await connected();
    const { cookie, back } = await answered(tenantId, '?to=/settings/members?q=ana&hint=olga@acme.test');
    const response = await comeBack(tenantId, back, cookie);
    expect(response.status).toBe(303);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const { ticket, to } = ticketOf(response);
    expect(to).toBe('/settings/members?q=ana');
    const session = await startSession(ticket, { tenantId, memberId }, newClient(), cookie);
    expect(session).toMatchObject({ tenantId, memberId });
    const kept = session && (await endSession(session));
    expect(await singleLogoutUrl(tenantId, kept ?? '')).toContain(`${idp.issuer}/session/end?id_token_hint=`);
    expect(await singleLogoutUrl((await connected()).tenantId, kept ?? '')).toBeNull();
  });

  it('is used up by the first answer, of several at once too', async () => {
    const { tenantId } = await connected();
    const { cookie, back } = await answered(tenantId);
    const codes = await Promise.all([1, 2, 3].map(async () => codeOf(await comeBack(tenantId, back, cookie))));
    expect(codes.sort()).toEqual(['303 /sign-in/finish', 'sso_request_unknown', 'sso_request_unknown']);
  });

  it('is refused to another browser, which learns nothing of it', async () => {
    const { tenantId } = await connected();
    const { back } = await answered(tenantId);
    expect(codeOf(await comeBack(tenantId, back, 'x'.repeat(43)))).toBe('sso_browser_mismatch');
    const { events } = await listEvents(tenantId, { type: ['sso_error'] });
    expect(events).toMatchObject([{ code: 'sso_browser_mismatch' }]);
  });

  it('is refused by another tenant, with the same identity provider too', async () => {
    const [ours, theirs] = [await connected(), await connected()];
    const { cookie, back } = await answered(theirs.tenantId);
    expect(codeOf(await comeBack(ours.tenantId, back, cookie))).toBe('sso_request_unknown');
  });

  it.each([
    ['sso_configuration_changed', { trial: 2 }],
    ['sso_configuration_changed', { protocol: 'SAML' as const }],
    ['sso_disabled', { enabled: false }],
  ])('is refused with %s after a change to %j', async (code, fields) => {
    const { tenantId } = await connected();
    const { cookie, back } = await answered(tenantId);
    await setConnection(tenantId, fields);
    expect(codeOf(await comeBack(tenantId, back, cookie))).toBe(code);
  });

  it('is refused when it takes longer than the request lives', async () => {
    const { tenantId } = await connected();
    const { cookie, back } = await answered(tenantId);
    await db().updateTable('SsoRequest').set({ expiresAt: new Date(0) }).where('tenantId', '=', tenantId).execute();
    expect(codeOf(await comeBack(tenantId, back, cookie))).toBe('sso_request_unknown');
  });

  it('says so when the identity provider cannot be reached', async () => {
    const { tenantId } = await connected({ issuer: 'http://127.0.0.1:9' });
    expect(codeOf(await visit(start.GET, tenantId, 'start'))).toBe('sso_idp_unreachable');
  });

  it('may go on in two tabs of one browser', async () => {
    const { tenantId } = await connected();
    const first = await answered(tenantId);
    expect((await begin(tenantId, '', first.cookie)).cookie).toBe(first.cookie);
    expect(codeOf(await comeBack(tenantId, first.back, first.cookie))).toBe('303 /sign-in/finish');
  });

  it('is remembered by a cookie that scripts cannot read and other sites do not send', async () => {
    const { tenantId } = await connected();
    const begun = await visit(start.GET, tenantId, 'start');
    const terms = /^rollcall-sso=[\w-]{43}; Path=\/; Expires=.*; Max-Age=600; HttpOnly; SameSite=lax$/;
    expect(begun.headers.get('set-cookie')).toMatch(terms);
  });

  it('takes no secret for the browser that it did not make', async () => {
    const { tenantId } = await connected();
    expect((await begin(tenantId, '', 'chosen')).cookie).toMatch(/^[\w-]{43}$/);
  });

  it.each(['https://evil.test/', '//evil.test', '/\\evil.test', '/sso/acme/start', '/sign-in'])(
    'does not lead to %s afterwards',
    async (to) => {
      const { tenantId } = await connected();
      const { cookie, back } = await answered(tenantId, `?to=${encodeURIComponent(to)}`);
      expect(ticketOf(await comeBack(tenantId, back, cookie)).to).toBe('/settings');
    },
  );
});

describe('a test of the connection', () => {
  const ask = (tenantId: string) => visit(start.GET, tenantId, 'start?test=1');

  it('is made while single sign-on is off, by who may manage it, and signs nobody in', async () => {
    const { tenantId, ownerId } = await connected({ enabled: false, testedTrial: null });
    signedIn.viewer = { tenantId, memberId: ownerId, level: 'OWNER' };
    const { cookie, back } = await answered(tenantId, '?test=1');
    expect(codeOf(await comeBack(tenantId, back, cookie))).toMatch(/^303 \/settings\/identity\/sso\/test\/[\w-]+$/);
    const tests = db().selectFrom('SsoTest').select(['memberId', 'passed']).where('tenantId', '=', tenantId);
    expect(await tests.execute()).toEqual([{ memberId: ownerId, passed: true }]);
    const tickets = db().selectFrom('OneTimeLink').select('hash').where('tenantId', '=', tenantId);
    expect(await tickets.execute()).toEqual([]);
  });

  it.each([
    ['nobody', () => null],
    ['a viewer', (tenantId: string, memberId: string) => ({ tenantId, memberId, level: 'VIEWER' })],
    ['an owner of another tenant', (_: string, memberId: string) => ({ tenantId: 'other', memberId, level: 'OWNER' })],
  ])('is not begun by %s', async (_, viewer) => {
    const { tenantId, ownerId } = await connected();
    signedIn.viewer = viewer(tenantId, ownerId);
    expect(codeOf(await ask(tenantId))).toBe('303 /settings/identity/sso');
    expect(await db().selectFrom('SsoRequest').select('id').where('tenantId', '=', tenantId).execute()).toEqual([]);
  });

  it('that fails says so in its report, and not in the log of sign-ins', async () => {
    const { tenantId, ownerId } = await connected({ issuer: 'http://127.0.0.1:9' });
    signedIn.viewer = { tenantId, memberId: ownerId, level: 'OWNER' };
    expect(codeOf(await ask(tenantId))).toMatch(/^303 \/settings\/identity\/sso\/test\//);
    expect((await listEvents(tenantId, { type: ['sso_error'] })).events).toEqual([]);
  });
});

describe('the addresses of a tenant', () => {
  it('say the same of one that does not exist and of one without a connection', async () => {
    const { tenantId } = await newTenant();
    const told = [];
    for (const tenant of [tenantId, 'nobody', 'No Tenant', 'a\0b']) {
      const [begun, back] = [await visit(start.GET, tenant, 'start'), await visit(callback.GET, tenant, 'callback')];
      told.push([codeOf(begun), codeOf(back), (await visit(metadata.GET, tenant, 'metadata')).status]);
    }
    expect(new Set(told.map(String))).toEqual(new Set(['sso_disabled,sso_disabled,404']));
  });

  it('answer those who only look, and use nothing up', async () => {
    const { tenantId } = await connected();
    const { cookie, back } = await answered(tenantId);
    for (const { HEAD } of [start, callback, signedOut]) expect(HEAD().status).toBe(204);
    expect(codeOf(await comeBack(tenantId, back, cookie))).toBe('303 /sign-in/finish');
  });
});
