import type { APIRequestContext } from '@playwright/test';
import { join } from 'node:path';
import type { SsoCode } from '@/lib/activity/sso-codes';
import { db } from '@/lib/db/kysely';
import { seal } from '@/lib/secrets/seal';
import { ssoAddresses } from '@/lib/sso/addresses';
import type { HostileOidcIdp, HostileVariant } from '@/testing/idp/hostile-oidc-idp';
import { newTenant } from '@/testing/new-tenant';
import { readCases } from '@/testing/read-cases';
import { setConnection, verifyDomain } from '@/testing/set-connection';
import { redeemTicket } from './support/redeem-ticket';
import { beginSignIn, comeBack, outcomeOf } from './support/sso-answers';
import type { Outcome } from './support/sso-answers';
import { clientIdOf } from './support/sso-idps';
import { expect, test } from './support/sso-test';

interface Attack {
  variant: HostileVariant;
  code: SsoCode;
}

const attacks = readCases<Attack>(join('lib', 'sso', 'oidc'), 'attacks.json');

/** An organisation whose issuer does what a test wants, and signs everybody in at once. */
async function newVictim({ issuer, clientSecret }: HostileOidcIdp) {
  const tenant = await newTenant();
  const { tenantId } = tenant;
  await setConnection(tenantId, {
    protocol: 'OIDC',
    issuer,
    clientId: clientIdOf(tenantId),
    clientSecret: seal([tenantId, 'sso', 'clientSecret'], clientSecret),
  });
  await verifyDomain(tenantId, `${tenantId}.test`);
  return tenant;
}

async function arrive(request: APIRequestContext, back: URL): Promise<Outcome> {
  return outcomeOf(await request.get(back.href, { maxRedirects: 0 }));
}

/** From the beginning to what comes of it; an issuer may fail before it is gone to. */
async function signIn(request: APIRequestContext, tenantId: string): Promise<Outcome> {
  const { start, redirectUri } = ssoAddresses(tenantId);
  const begun = await request.get(start, { maxRedirects: 0 });
  const away = new URL(begun.headers().location ?? '', redirectUri);
  if (away.searchParams.has('r')) return outcomeOf(begun);
  return arrive(request, await comeBack(request, away));
}

function countMembers(tenantId: string) {
  return db().selectFrom('Member').select('id').where('tenantId', '=', tenantId).execute();
}

test('every hostile answer of an issuer is refused with its code, and nobody comes to be', async ({ hostileIdp, request, server }) => {
  void server;
  for (const { variant, code } of attacks) {
    const { tenantId } = await newVictim(hostileIdp);
    hostileIdp.variant = variant;
    hostileIdp.claims = { sub: 'mallory', ...(!variant.startsWith('userinfo') && { email: `mallory@${tenantId}.test` }) };
    const outcome = await signIn(request, tenantId);
    hostileIdp.variant = null;
    expect.soft(outcome, variant).toMatchObject({ code });
    expect.soft(await countMembers(tenantId), variant).toHaveLength(1);
  }
  const { tenantId } = await newVictim(hostileIdp);
  hostileIdp.claims = { sub: 'ana', email: `ana@${tenantId}.test` };
  expect(await signIn(request, tenantId)).toMatchObject({ ticket: expect.stringMatching(/^[\w-]{43}$/) });
});

test('an answer of one organisation’s issuer is worth nothing at another’s', async ({ hostileIdp, connected, request, oidcIdp }) => {
  const ours = await connected('OIDC');
  const theirs = await newVictim(hostileIdp);
  hostileIdp.claims = { sub: 'mallory', email: ours.ownerEmail, email_verified: true };
  const requests = oidcIdp.requests.length;

  const away = await beginSignIn(request, ours.tenantId);
  const answer = await comeBack(request, await beginSignIn(request, theirs.tenantId));
  const crossed = new URL(ssoAddresses(ours.tenantId).redirectUri);
  crossed.search = answer.search;
  expect(await arrive(request, crossed)).toMatchObject({ code: 'sso_request_unknown' });
  crossed.searchParams.set('state', away.searchParams.get('state') ?? '');
  expect(await arrive(request, crossed)).toMatchObject({ code: 'sso_token_invalid' });
  expect(oidcIdp.requests.slice(requests).filter(({ path }) => path === '/token')).toEqual([]);

  expect(await arrive(request, answer)).toMatchObject({ code: 'sso_email_domain_not_verified' });
  expect(await countMembers(ours.tenantId)).toHaveLength(1);
});

test('an answer in another browser than the one that asked signs nobody in', async ({ hostileIdp, request, playwright, server }) => {
  const { tenantId } = await newVictim(hostileIdp);
  hostileIdp.claims = { sub: 'mallory', email: `mallory@${tenantId}.test` };
  const back = await comeBack(request, await beginSignIn(request, tenantId));
  const victim = await playwright.request.newContext({ baseURL: server.url });
  expect(await arrive(victim, back)).toMatchObject({ code: 'sso_browser_mismatch' });
  expect(await arrive(request, back)).toMatchObject({ code: 'sso_request_unknown' });
  await victim.dispose();
});

test('of an answer that arrives several times at once, one gets a ticket', async ({ hostileIdp, request, server }) => {
  void server;
  const { tenantId } = await newVictim(hostileIdp);
  hostileIdp.claims = { sub: 'ana', email: `ana@${tenantId}.test` };
  const back = await comeBack(request, await beginSignIn(request, tenantId));
  const outcomes = await Promise.all(Array.from({ length: 4 }, () => arrive(request, back)));
  expect(outcomes.filter((outcome) => 'ticket' in outcome)).toHaveLength(1);
  expect(outcomes.filter((outcome) => 'code' in outcome && outcome.code === 'sso_request_unknown')).toHaveLength(3);
});

test('two first sign-ins at the same moment make one member', async ({ hostileIdp, playwright, server }) => {
  const { tenantId } = await newVictim(hostileIdp);
  hostileIdp.claims = { sub: 'ana', email: `ana@${tenantId}.test`, given_name: 'Ana' };
  const browsers = await Promise.all([1, 2, 3].map(() => playwright.request.newContext({ baseURL: server.url })));
  const backs = await Promise.all(browsers.map(async (one) => comeBack(one, await beginSignIn(one, tenantId))));
  const outcomes = await Promise.all(browsers.map((one, index) => arrive(one, backs[index] ?? new URL(server.url))));
  expect(outcomes.filter((outcome) => 'ticket' in outcome)).toHaveLength(3);
  expect(await countMembers(tenantId)).toHaveLength(2);
  await Promise.all(browsers.map((one) => one.dispose()));
});

test('a ticket is redeemed once, and only as the account it was made for', async ({ hostileIdp, request, server }) => {
  void server;
  const { tenantId, ownerId } = await newVictim(hostileIdp);
  hostileIdp.claims = { sub: 'ana', email: `ana@${tenantId}.test` };
  const first = await signIn(request, tenantId);
  expect(await redeemTicket(request, { tenantId, memberId: ownerId }, 'ticket' in first ? first.ticket : '')).toBe(false);
  const second = await signIn(request, tenantId);
  const { memberId } = await db().selectFrom('SsoIdentity').select('memberId').where('tenantId', '=', tenantId).executeTakeFirstOrThrow();
  const ticket = 'ticket' in second ? second.ticket : '';
  expect(await redeemTicket(request, { tenantId, memberId }, ticket)).toBe(true);
  expect(await redeemTicket(request, { tenantId, memberId }, ticket)).toBe(false);
});

for (const to of ['https://evil.test/', '//evil.test/', '/\\evil.test', '/\t/evil.test', 'javascript:alert(1)', '/sign-in/refused']) {
  test(`a sign-in does not lead to ${JSON.stringify(to)}`, async ({ hostileIdp, request, server }) => {
    void server;
    const { tenantId } = await newVictim(hostileIdp);
    hostileIdp.claims = { sub: 'ana', email: `ana@${tenantId}.test` };
    const away = await beginSignIn(request, tenantId, `?to=${encodeURIComponent(to)}`);
    expect(await arrive(request, await comeBack(request, away))).toMatchObject({ to: '/settings' });
  });
}

test('an account with the address of another organisation’s owner is not found', async ({ hostileIdp, tenant, request }) => {
  const attacker = await newVictim(hostileIdp);
  hostileIdp.claims = { sub: 'mallory', email: tenant.ownerEmail, email_verified: true };
  expect(await signIn(request, attacker.tenantId)).toMatchObject({ code: 'sso_email_domain_not_verified' });
  // Were the domain theirs, they would make an account of their own, and ours would stay as it is.
  await verifyDomain(attacker.tenantId, `${tenant.tenantId}.test`);
  expect(await signIn(request, attacker.tenantId)).toMatchObject({ ticket: expect.any(String) });
  expect(await countMembers(attacker.tenantId)).toHaveLength(2);
  const ours = await db().selectFrom('SsoIdentity').select('memberId').where('tenantId', '=', tenant.tenantId).execute();
  expect(ours).toEqual([]);
});
