import { deflateRawSync } from 'node:zlib';
import { listEvents } from '@/lib/activity/list-events';
import { db } from '@/lib/db/kysely';
import { ssoAddresses } from '@/lib/sso/addresses';
import { findConnection } from '@/lib/sso/connection';
import { hostileResponses } from '@/testing/idp/hostile-responses';
import { samlResponse, toBase64 } from '@/testing/idp/saml-messages';
import type { ResponseTerms } from '@/testing/idp/saml-messages';
import type { SamlIdp } from '@/testing/idp/saml-idp';
import { unsignedLogoutRequest } from '@/testing/idp/unsigned-logout-request';
import { newMember, newTenant } from '@/testing/new-tenant';
import { setConnection, verifyDomain } from '@/testing/set-connection';
import { redeemTicket } from './support/redeem-ticket';
import { beginSignIn, outcomeOf, postResponse, requestIdIn } from './support/sso-answers';
import { samlUser } from './support/sso-idps';
import type { ConnectedTenant } from './support/sso-test';
import { expect, test } from './support/sso-test';

/** What the identity provider would say of Ana in answer to a request. */
async function termsFor(idp: SamlIdp, { tenantId, know }: ConnectedTenant, inResponseTo: string): Promise<ResponseTerms> {
  const connection = await findConnection(tenantId);
  const { entityId: spEntityId, acsUrl } = ssoAddresses(tenantId);
  return {
    idpEntityId: idp.entityId,
    keys: idp.keys(),
    spEntityId,
    acsUrl,
    inResponseTo,
    user: samlUser(know('ana')),
    encryptFor: connection?.spCertificate ?? null,
    signResponse: false,
  };
}

/** Everything that a sign-in could have changed. */
async function stateOf(tenantId: string): Promise<unknown> {
  const where = (table: 'Member' | 'Session' | 'SsoIdentity') =>
    db().selectFrom(table).select(({ fn }) => fn.countAll().as('rows')).where('tenantId', '=', tenantId).executeTakeFirst();
  return Promise.all([where('Member'), where('Session'), where('SsoIdentity')]);
}

test('every hostile response is refused for what is wrong with it, and the server goes on serving', async ({ connected, request, samlIdp }) => {
  const tenant = await connected('SAML');
  const before = await stateOf(tenant.tenantId);
  for (const [name, { code, make }] of Object.entries(hostileResponses)) {
    const requestId = requestIdIn(await beginSignIn(request, tenant.tenantId));
    const xml = await make(await termsFor(samlIdp, tenant, requestId));
    const [answer, alive] = await Promise.all([postResponse(request, tenant.tenantId, xml), request.get('/healthz')]);
    expect(alive.status(), name).toBe(200);
    expect.soft(answer.status() === 303 ? outcomeOf(answer) : answer.status(), name).toMatchObject({ code });
  }
  expect(await stateOf(tenant.tenantId)).toEqual(before);
});

test('a response signs in once, however many browsers post it at the same moment', async ({ connected, request, samlIdp, playwright, baseURL }) => {
  const tenant = await connected('SAML');
  const terms = await termsFor(samlIdp, tenant, requestIdIn(await beginSignIn(request, tenant.tenantId)));
  const xml = await samlResponse(terms);
  const browsers = await Promise.all(Array.from({ length: 4 }, () => playwright.request.newContext({ baseURL })));
  const answers = await Promise.all(browsers.map((browser) => postResponse(browser, tenant.tenantId, xml)));
  const outcomes = answers.map(outcomeOf);
  expect(outcomes.filter((outcome) => 'ticket' in outcome)).toHaveLength(1);
  const again = outcomeOf(await postResponse(request, tenant.tenantId, xml));
  const refused = [...outcomes, again].flatMap((outcome) => ('code' in outcome ? [outcome.code] : []));
  for (const code of refused) expect(['sso_response_replayed', 'sso_request_unknown']).toContain(code);
  await Promise.all(browsers.map((browser) => browser.dispose()));
});

test('a response that somebody else obtained signs nobody in but them', async ({ connected, request, samlIdp, playwright, baseURL }) => {
  const tenant = await connected('SAML');
  const terms = await termsFor(samlIdp, tenant, requestIdIn(await beginSignIn(request, tenant.tenantId)));
  const outcome = outcomeOf(await postResponse(request, tenant.tenantId, await samlResponse(terms)));
  const ticket = 'ticket' in outcome ? outcome.ticket : '';
  const { memberId } = await db().selectFrom('SsoIdentity').select('memberId').where('tenantId', '=', tenant.tenantId).executeTakeFirstOrThrow();
  const account = { tenantId: tenant.tenantId, memberId };
  const victim = await playwright.request.newContext({ baseURL });
  expect(await redeemTicket(victim, account, ticket)).toBe(false);
  expect((await victim.get('/api/identity-events')).status()).toBe(401);
  // Trying it used it up, so that it is worth nothing to whoever finds it later.
  expect(await redeemTicket(request, account, ticket)).toBe(false);
  await victim.dispose();
});

test('what an organisation’s identity provider says counts nowhere else', async ({ connected, request, samlIdp, idps }) => {
  const ours = await connected('SAML');
  const theirs = await newTenant();
  await setConnection(theirs.tenantId, await idps.SAML.connect(theirs.tenantId));
  await verifyDomain(theirs.tenantId, `${theirs.tenantId}.test`);
  const before = await stateOf(ours.tenantId);

  const forThem = await termsFor(samlIdp, ours, requestIdIn(await beginSignIn(request, theirs.tenantId)));
  const crossed = outcomeOf(await postResponse(request, ours.tenantId, await samlResponse(forThem)));
  expect(crossed).toMatchObject({ code: 'sso_request_unknown' });

  const { entityId: spEntityId, acsUrl } = ssoAddresses(theirs.tenantId);
  const address = { spEntityId, acsUrl, encryptFor: null };
  const claimed = outcomeOf(await postResponse(request, theirs.tenantId, await samlResponse({ ...forThem, ...address })));
  expect(claimed).toMatchObject({ code: 'sso_email_domain_not_verified' });
  expect(await stateOf(ours.tenantId)).toEqual(before);
});

test('messages of the identity provider to sign somebody out change nothing', async ({ connected, request, samlIdp, signedIn }) => {
  const tenant = await connected('SAML');
  const memberId = await newMember(tenant.tenantId, 'Ana Ruiz');
  const ana = await signedIn({ tenantId: tenant.tenantId, memberId });
  const xml = unsignedLogoutRequest(samlIdp.entityId, `ana@${tenant.domain}`);
  const { signOutUrl } = ssoAddresses(tenant.tenantId);
  const deflated = encodeURIComponent(deflateRawSync(xml).toString('base64'));
  const bomb = encodeURIComponent(deflateRawSync(Buffer.alloc(10_000_000, ' ')).toString('base64'));
  for (const query of [deflated, bomb]) {
    const answer = await ana.context().request.get(`${signOutUrl}?SAMLRequest=${query}`, { maxRedirects: 0 });
    expect(answer.status()).toBe(400);
  }
  const posted = await request.post(signOutUrl, { form: { SAMLRequest: toBase64(xml) }, maxRedirects: 0 });
  expect(posted.status()).toBe(400);
  expect((await ana.context().request.get('/api/identity-events')).status()).toBe(200);
});

test('what is too large or no form is not read', async ({ connected, request }) => {
  const { tenantId } = await connected('SAML');
  const { acsUrl } = ssoAddresses(tenantId);
  const large = await postResponse(request, tenantId, 'x'.repeat(600_000));
  const json = await request.post(acsUrl, { data: { SAMLResponse: 'x' }, maxRedirects: 0 });
  const twice = await request.post(acsUrl, {
    data: 'SAMLResponse=a&SAMLResponse=b',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    maxRedirects: 0,
  });
  expect([large, json, twice].map((answer) => answer.status())).toEqual([413, 415, 400]);
});

test('a flood of made-up responses is refused, and does not fill the log', async ({ connected, request }) => {
  const { tenantId } = await connected('SAML');
  for (let sent = 0; sent < 30; sent += 1) {
    const answer = await postResponse(request, tenantId, '<samlp:Response/>');
    expect(outcomeOf(answer)).toMatchObject({ code: expect.stringMatching(/^sso_/) });
  }
  const { events } = await listEvents(tenantId, { type: ['sso_error'] });
  expect(events.length).toBeGreaterThan(0);
  expect(events.length).toBeLessThan(30);
});

test('an organisation that does not exist and one without a connection are told apart by nothing', async ({ tenant, request }) => {
  const answers = await Promise.all(
    [tenant.tenantId, 'no-such-organisation'].map((tenantId) => postResponse(request, tenantId, '<x/>')),
  );
  expect(answers.map(outcomeOf)).toEqual([
    { code: 'sso_disabled', eventId: null },
    { code: 'sso_disabled', eventId: null },
  ]);
});
