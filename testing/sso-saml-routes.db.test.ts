import { randomInt } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import * as acs from '@/app/sso/[tenant]/acs/route';
import * as metadata from '@/app/sso/[tenant]/metadata/route';
import * as signedOut from '@/app/sso/[tenant]/signed-out/route';
import { listEvents } from '@/lib/activity/list-events';
import { db } from '@/lib/db/kysely';
import { seal } from '@/lib/secrets/seal';
import { startSession } from '@/lib/sign-in/session';
import { readTicket } from '@/lib/sign-in/ticket';
import { ssoAddresses } from '@/lib/sso/addresses';
import { samlResponse, toBase64 } from '@/testing/idp/saml-messages';
import { testKeys } from '@/testing/idp/test-keys';
import { newTenant } from '@/testing/new-tenant';
import { setConnection, verifyDomain } from '@/testing/set-connection';
import { newClient } from '@/testing/sign-in';
import { begin, codeOf, post, ticketOf, visit } from '@/testing/sso-visit';

const signedIn = vi.hoisted((): { viewer: unknown } => ({ viewer: null }));

vi.mock('@/lib/sign-in/viewer', () => ({ getViewer: () => Promise.resolve(signedIn.viewer) }));

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

/** A tenant whose identity provider knows the owner. */
async function connected(fields: Parameters<typeof setConnection>[1] = {}) {
  const tenant = await newTenant();
  const { tenantId } = tenant;
  const [idp, sp] = [await testKeys('idp'), await testKeys('sp')];
  await setConnection(tenantId, {
    protocol: 'SAML',
    idpEntityId: 'urn:idp.test',
    idpSsoUrl: 'https://idp.test/sso',
    idpCertificates: [idp.certificate],
    spPrivateKey: seal([tenantId, 'sso', 'spPrivateKey'], sp.privateKey),
    spCertificate: sp.certificate,
    ...fields,
  });
  await verifyDomain(tenantId, `${tenantId}.test`);
  return tenant;
}

/** What the identity provider answers about the owner, to a request or unasked. */
async function response(
  { tenantId, ownerEmail }: { tenantId: string; ownerEmail: string },
  inResponseTo: string | null,
  at = tenantId,
): Promise<string> {
  const { entityId: spEntityId, acsUrl } = ssoAddresses(at);
  const user = { nameId: ownerEmail, attributes: { email: [ownerEmail] } };
  const terms = { idpEntityId: 'urn:idp.test', keys: await testKeys('idp'), spEntityId, acsUrl, inResponseTo, user };
  return toBase64(await samlResponse({ ...terms, encryptFor: null, signResponse: false }));
}

/** The ID of the request that a browser is sent with. */
function requestIdIn(url: string): string {
  const message = new URL(url).searchParams.get('SAMLRequest') ?? '';
  return / ID="([^"]+)"/.exec(inflateRawSync(Buffer.from(message, 'base64')).toString())?.[1] ?? '';
}

async function answered(tenant: Awaited<ReturnType<typeof connected>>, query = '') {
  const { url, cookie } = await begin(tenant.tenantId, query);
  return { cookie, samlResponse: await response(tenant, requestIdIn(url)) };
}

describe('a sign-in by SAML', () => {
  it('ends in a session of the browser that began, though the post brings no cookie', async () => {
    const tenant = await connected();
    const { tenantId, ownerId: memberId } = tenant;
    const { cookie, samlResponse } = await answered(tenant, '?to=/settings/members');
    const { ticket, to } = ticketOf(await post(tenantId, samlResponse, '/settings/identity'));
    expect(to).toBe('/settings/members');
    const session = await startSession(ticket, { tenantId, memberId }, newClient(), cookie);
    expect(session).toMatchObject({ tenantId, memberId });
  });

  it('signs no other browser in that the response was handed to', async () => {
    const tenant = await connected();
    const { tenantId, ownerId: memberId } = tenant;
    const { samlResponse } = await answered(tenant);
    const { ticket } = ticketOf(await post(tenantId, samlResponse));
    expect(await startSession(ticket, { tenantId, memberId }, newClient(), 'x'.repeat(43))).toBeNull();
  });

  it('is used up by the first post, of several at once too', async () => {
    const tenant = await connected();
    const { samlResponse } = await answered(tenant);
    const posts = await Promise.all([1, 2, 3].map(() => post(tenant.tenantId, samlResponse)));
    const codes = posts.map(codeOf);
    expect(codes.filter((code) => code === '303 /sign-in/finish')).toHaveLength(1);
    const refusals = codes.filter((code) => code !== '303 /sign-in/finish');
    for (const code of refusals) expect(code).toMatch(/^sso_(?:response_replayed|request_unknown)$/);
    expect(codeOf(await post(tenant.tenantId, samlResponse))).toBe('sso_request_unknown');
  });

  it('is refused by another tenant, with the same identity provider too', async () => {
    const [ours, theirs] = [await connected(), await connected()];
    const { url } = await begin(theirs.tenantId);
    const answer = await response(theirs, requestIdIn(url), ours.tenantId);
    expect(codeOf(await post(ours.tenantId, answer))).toBe('sso_request_unknown');
  });

  it.each([
    ['sso_configuration_changed', { trial: 2 }],
    ['sso_disabled', { enabled: false }],
    ['sso_disabled', { protocol: 'OIDC' as const }],
  ])('is refused with %s after a change to %j', async (code, fields) => {
    const tenant = await connected();
    const { samlResponse } = await answered(tenant);
    await setConnection(tenant.tenantId, fields);
    expect(codeOf(await post(tenant.tenantId, samlResponse))).toBe(code);
  });
});

describe('a sign-in that the identity provider begins', () => {
  it('is refused unless it is allowed', async () => {
    const tenant = await connected();
    expect(codeOf(await post(tenant.tenantId, await response(tenant, null)))).toBe('sso_idp_initiated_not_allowed');
  });

  it('gives a ticket that asks first, once, and leads to a page of ours', async () => {
    const tenant = await connected({ allowIdpInitiated: true });
    const answer = await response(tenant, null);
    const { ticket, to } = ticketOf(await post(tenant.tenantId, answer, 'https://evil.test/'));
    expect(to).toBe('/settings');
    expect(await readTicket(ticket, null)).toMatchObject({ method: 'SAML', bound: false });
    expect(codeOf(await post(tenant.tenantId, answer))).toBe('sso_response_replayed');
    const deep = await post(tenant.tenantId, await response(tenant, null), '/settings/members');
    expect(ticketOf(deep).to).toBe('/settings/members');
  });

  it('is refused while single sign-on is off', async () => {
    const tenant = await connected({ allowIdpInitiated: true, enabled: false });
    expect(codeOf(await post(tenant.tenantId, await response(tenant, null)))).toBe('sso_disabled');
  });
});

describe('a test of the connection', () => {
  it('ends in a report for the admin who began it, also when a check failed', async () => {
    const tenant = await connected({ enabled: false });
    const { tenantId, ownerId, ownerEmail } = tenant;
    signedIn.viewer = { tenantId, memberId: ownerId, level: 'OWNER' };
    const good = await answered(tenant, '?test=1');
    const bad = await begin(tenantId, '?test=1');
    const posts = [good.samlResponse, await response({ tenantId, ownerEmail }, requestIdIn(bad.url), 'elsewhere')];
    for (const samlResponse of posts) {
      expect(codeOf(await post(tenantId, samlResponse))).toMatch(/^303 \/settings\/identity\/sso\/test\//);
    }
    const tests = db().selectFrom('SsoTest').select(['memberId', 'passed']).where('tenantId', '=', tenantId);
    expect(await tests.orderBy('passed', 'desc').execute()).toEqual([
      { memberId: ownerId, passed: true },
      { memberId: ownerId, passed: false },
    ]);
    expect((await listEvents(tenantId, { type: ['sso_error', 'session_started'] })).events).toEqual([]);
  });
});

describe('the assertion consumer service', () => {
  const send = (body: string, headers: Record<string, string> = FORM) =>
    visit(acs.POST, 'nobody', 'acs', { headers, body });

  it.each([
    ['another type', 415, '{}', { 'content-type': 'application/json' }],
    ['more than it takes', 413, `SAMLResponse=${'x'.repeat(600_000)}`, FORM],
    ['more than it takes, by its own words', 413, 'SAMLResponse=x', { ...FORM, 'content-length': '600000' }],
    ['no response', 400, 'RelayState=x', FORM],
    ['two responses', 400, 'SAMLResponse=x&SAMLResponse=y', FORM],
  ])('does not read %s', async (_, status, body, headers) => {
    const answer = await send(body, headers);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'text/plain; charset=utf-8']);
    expect(answer.headers.get('content-security-policy')).toContain(`default-src 'none'`);
  });

  it('is limited per client, whatever is sent', async () => {
    const headers = { 'x-forwarded-for': newClient().address };
    const answers = [];
    for (let count = 0; count < 301; count += 1) answers.push(await send('', headers));
    expect(answers.map(({ status }) => status).filter((status) => status === 429)).toHaveLength(1);
    expect(await answers.at(-1)?.text()).toMatch(/^Too many sign-ins came from your network/);
  });

  it('takes the addresses of one IPv6 network for one client', async () => {
    const network = Array.from({ length: 4 }, () => randomInt(0x10000).toString(16)).join(':');
    const statuses = [];
    for (let host = 1; host <= 301; host += 1) {
      const headers = { 'x-forwarded-for': `${network}::${host.toString(16)}` };
      statuses.push((await send('', headers)).status);
    }
    expect(statuses.filter((status) => status === 429)).toHaveLength(1);
  });
});

it('metadata names the addresses of its tenant', async () => {
  const { tenantId } = await connected();
  const answer = await visit(metadata.GET, tenantId, 'metadata');
  expect(answer.headers.get('content-type')).toContain('application/samlmetadata+xml');
  expect(await answer.text()).toContain(`Location="${ssoAddresses(tenantId).acsUrl}"`);
});

describe('signing out', () => {
  it('ends at the sign-in page, and an identity provider’s own request changes nothing', async () => {
    const path = (query: string) => visit(async (request) => signedOut.GET(request), 'acme', `signed-out${query}`);
    expect(codeOf(await path('?state=x'))).toBe('303 /sign-in');
    expect(codeOf(await path('?SAMLResponse=x'))).toBe('303 /sign-in');
    const asked = await path('?SAMLRequest=x&Signature=y');
    expect([asked.status, await asked.text()]).toEqual([400, expect.stringContaining('Nobody was signed out')]);
    const posted = (body: string) => visit(signedOut.POST, 'acme', 'signed-out', { headers: FORM, body });
    expect((await posted('SAMLRequest=x')).status).toBe(400);
    expect(codeOf(await posted('SAMLResponse=x'))).toBe('303 /sign-in');
  });
});
