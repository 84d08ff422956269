import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ssoAddresses } from '@/lib/sso/addresses';
import { authorizationRequest } from '@/lib/sso/oidc/authorization-request';
import { redeemCode } from '@/lib/sso/oidc/redeem-code';
import { SsoFailure } from '@/lib/sso/sso-failure';
import { startHostileOidcIdp, type HostileOidcIdp } from '@/testing/idp/hostile-oidc-idp';
import { HttpBrowser } from '@/testing/idp/http-browser';
import { newConnection } from '@/testing/new-connection';

// Keys of RSA take their time to be made.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
vi.stubEnv('ROLLCALL_SECRET', 'a secret for tests that is long enough');
vi.stubEnv('ROLLCALL_URL', 'https://rollcall.test');
vi.stubEnv('ROLLCALL_OUTBOUND_ALLOW', '127.0.0.1');

let idp: HostileOidcIdp;

beforeAll(async () => {
  idp = await startHostileOidcIdp();
});

afterAll(() => idp.close());

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

const header = fc.record(
  {
    alg: fc.constantFrom('RS256', 'none', 'HS256', 'PS256', ''),
    kid: fc.string(),
    crit: fc.constant(['exp']),
  },
  { requiredKeys: [] },
);

/** Claims that are right or of any type whatever. */
function claims(issuer: string) {
  const now = Math.floor(Date.now() / 1_000);
  const or = (value: unknown) => fc.oneof({ weight: 4, arbitrary: fc.constant(value) }, fc.jsonValue());
  return fc.record(
    {
      iss: or(issuer),
      aud: or('rollcall'),
      sub: or('ana'),
      nonce: or('n'),
      exp: or(now + 300),
      iat: or(now),
    },
    { requiredKeys: ['iss', 'aud', 'sub'] },
  );
}

function tokenBody(issuer: string) {
  const token = fc
    .tuple(fc.oneof(header, fc.jsonValue()), fc.oneof(claims(issuer), fc.jsonValue()), fc.base64String())
    .map(([head, payload, signature]) => [part(head), part(payload), signature].join('.'));
  const body = fc.record(
    {
      access_token: fc.constant('a'),
      token_type: fc.constantFrom('Bearer', 'mac'),
      id_token: fc.oneof(token, fc.jsonValue()),
    },
    { requiredKeys: [] },
  );
  return fc.oneof(
    body.map((value) => JSON.stringify(value)),
    fc.json(),
    fc.string(),
  );
}

describe('whatever a token endpoint answers', () => {
  it('ends in a failure that an admin can read, never in a sign-in and never in a fault of ours', async () => {
    const connection = newConnection({ issuer: idp.issuer, clientId: 'rollcall', secret: idp.clientSecret });
    const callbackUrl = new URL(ssoAddresses(connection.tenantId).redirectUri);
    callbackUrl.search = String(new URLSearchParams({ code: 'c', state: 's', iss: idp.issuer }));
    await fc.assert(
      fc.asyncProperty(
        tokenBody(idp.issuer),
        fc.constantFrom(200, 200, 200, 400, 401, 500),
        async (body, status) => {
          idp.tokenAnswer = { status, body };
          const answer = { callbackUrl, state: 's', nonce: 'n', codeVerifier: 'v'.repeat(43) };
          const failure: unknown = await redeemCode(connection, answer).catch((error: unknown) => error);
          expect(failure).toBeInstanceOf(SsoFailure);
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('whatever a browser brings back', () => {
  const name = fc.constantFrom(
    'code',
    'state',
    'iss',
    'error',
    'error_description',
    'id_token',
    'response',
    'x',
  );
  const value = fc.oneof(fc.constantFrom('s', ''), fc.string());

  it('ends in a failure that an admin can read', async () => {
    const connection = newConnection({ issuer: idp.issuer, clientId: 'rollcall', secret: idp.clientSecret });
    const callbackUrl = new URL(ssoAddresses(connection.tenantId).redirectUri);
    idp.tokenAnswer = { status: 400, body: '{"error":"invalid_grant"}' };
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(name, value)), fc.boolean(), async (pairs, right) => {
        const known = right ? [['state', 's'] as const, ['iss', idp.issuer] as const] : [];
        callbackUrl.search = String(
          new URLSearchParams([...known, ...pairs].map(([key, text]) => [key, text])),
        );
        const answer = { callbackUrl, state: 's', nonce: 'n', codeVerifier: 'v'.repeat(43) };
        const failure: unknown = await redeemCode(connection, answer).catch((error: unknown) => error);
        expect(failure).toBeInstanceOf(SsoFailure);
      }),
      { numRuns: 100 },
    );
  });
});

describe('whatever an issuer publishes besides its key', () => {
  it('does not keep anybody from signing in', async () => {
    idp.tokenAnswer = null;
    const text = fc.option(fc.oneof(fc.constantFrom('RSA', 'RS256', 'sig', 'EC'), fc.jsonValue()));
    const key = fc.record({
      kty: text,
      alg: text,
      use: text,
      crv: text,
      key_ops: text,
      kid: text,
      n: text,
      e: text,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(key, fc.jsonValue())), async (otherKeys) => {
        idp.otherKeys = otherKeys;
        const connection = newConnection({
          issuer: idp.issuer,
          clientId: 'rollcall',
          secret: idp.clientSecret,
        });
        const { url, ...question } = await authorizationRequest(connection, { loginHint: null });
        const { url: callbackUrl } = await new HttpBrowser('https://rollcall.test').get(url);
        const state = callbackUrl.searchParams.get('state') ?? '';
        expect(await redeemCode(connection, { callbackUrl, state, ...question })).toMatchObject({
          subject: 'mallory',
        });
      }),
      { numRuns: 50 },
    );
  });
});
