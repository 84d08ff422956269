import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ssoAddresses } from '@/lib/sso/addresses';
import type { SsoConnection } from '@/lib/sso/connection';
import { authorizationRequest } from '@/lib/sso/oidc/authorization-request';
import { redeemCode, type AuthorizationAnswer } from '@/lib/sso/oidc/redeem-code';
import { SsoFailure } from '@/lib/sso/sso-failure';
import {
  startHostileOidcIdp,
  type HostileOidcIdp,
  type HostileVariant,
} from '@/testing/idp/hostile-oidc-idp';
import { HttpBrowser } from '@/testing/idp/http-browser';
import { newConnection } from '@/testing/new-connection';
import { readCases } from '@/testing/read-cases';

// Keys of RSA take their time to be made.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
vi.stubEnv('ROLLCALL_SECRET', 'a secret for tests that is long enough');
vi.stubEnv('ROLLCALL_URL', 'https://rollcall.test');
vi.stubEnv('ROLLCALL_OUTBOUND_ALLOW', '127.0.0.1');

interface Attack {
  variant: HostileVariant;
  code: string;
  says: string;
  comparison?: Partial<SsoFailure['comparison']>;
}

let idp: HostileOidcIdp;

beforeAll(async () => {
  idp = await startHostileOidcIdp();
});

beforeEach(() => {
  idp.variant = null;
  idp.claims = { sub: 'mallory', email: 'mallory@acme.test', groups: ['Staff'] };
  idp.userinfo = {};
  idp.requests.length = 0;
});

afterAll(() => idp.close());

function connect(fields: Partial<SsoConnection> = {}): SsoConnection {
  return newConnection({ issuer: idp.issuer, clientId: 'rollcall', secret: idp.clientSecret, ...fields });
}

/** Signs in up to the answer that the browser brings back. */
async function answerFor(connection: SsoConnection): Promise<AuthorizationAnswer> {
  const { url, nonce, codeVerifier } = await authorizationRequest(connection, { loginHint: null });
  const { url: callbackUrl } = await new HttpBrowser('https://rollcall.test').get(url);
  return { callbackUrl, nonce, codeVerifier, state: callbackUrl.searchParams.get('state') ?? '' };
}

async function signIn(connection: SsoConnection) {
  return redeemCode(connection, await answerFor(connection));
}

async function failureOf(result: Promise<unknown>): Promise<SsoFailure> {
  const error = await result.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof SsoFailure)) throw new Error('It was not refused.', { cause: error });
  return error;
}

const countOf = (path: string) => idp.requests.filter((request) => request.path === path).length;

describe('an answer of an issuer', () => {
  it('is accepted when nothing is wrong with it', async () => {
    const identity = await signIn(connect());
    expect(identity).toMatchObject({
      protocol: 'OIDC',
      subject: 'mallory',
      claims: { email: 'mallory@acme.test', groups: ['Staff'] },
      logout: { protocol: 'OIDC', idToken: expect.stringMatching(/^ey/) },
    });
  });

  it.each(readCases<Attack>(import.meta.dirname, 'attacks.json'))('is refused: $variant', async (attack) => {
    if (attack.variant.startsWith('userinfo')) delete idp.claims.email;
    idp.variant = attack.variant;
    const failure = await failureOf(signIn(connect()));
    expect(failure.code).toBe(attack.code);
    expect(failure.message).toContain(attack.says);
    if (attack.comparison) expect(failure.comparison).toMatchObject(attack.comparison);
  });

  it.each(readCases<Attack>(import.meta.dirname, 'attacks.json'))(
    'is refused without a word of what is secret: $variant',
    async ({ variant }) => {
      if (variant.startsWith('userinfo')) delete idp.claims.email;
      idp.variant = variant;
      const failure = await failureOf(signIn(connect()));
      const words = JSON.stringify([failure.message, failure.comparison]);
      expect(words).not.toContain('eyJ');
      expect(words).not.toContain(idp.clientSecret);
      expect(words).not.toContain('an-access-token');
    },
  );

  it('is refused for a state or a nonce of another sign-in', async () => {
    const connection = connect();
    const { nonce } = await answerFor(connection);
    expect(
      await failureOf(redeemCode(connection, { ...(await answerFor(connection)), nonce })),
    ).toMatchObject({
      code: 'sso_token_invalid',
      comparison: { what: 'nonce' },
    });
    expect(
      await failureOf(redeemCode(connection, { ...(await answerFor(connection)), state: 'other' })),
    ).toMatchObject({
      code: 'sso_token_invalid',
      message: expect.stringContaining('state'),
    });
  });

  it.each([
    ['exp', -50, true],
    ['exp', -70, false],
    ['nbf', 50, true],
    ['nbf', 70, false],
    ['iat', 50, true],
    ['iat', 70, false],
  ])('may say a time in %s that is wrong by a minute: %i seconds', async (claim, seconds, accepted) => {
    idp.claims[claim] = Math.floor(Date.now() / 1_000) + seconds;
    const outcome = await signIn(connect()).then(
      () => 'accepted',
      (error: unknown) => (error instanceof SsoFailure ? error.code : error),
    );
    expect(outcome).toBe(accepted ? 'accepted' : 'sso_clock_skew');
  });

  it.each([
    'response=eyJhbGciOiJub25lIn0.e30.',
    'id_token=eyJhbGciOiJub25lIn0.e30.',
    'token=t',
    'code=another',
    'state=another',
    'iss=https%3A%2F%2Fanother-issuer.example',
    'error=access_denied',
  ])('is refused, and the code kept back, when something is slipped into it: %s', async (extra) => {
    const connection = connect();
    const answer = await answerFor(connection);
    const before = countOf('/token');
    answer.callbackUrl.search += `&${extra}`;
    expect((await failureOf(redeemCode(connection, answer))).code).toMatch(/^sso_(?:token_invalid|idp_refused)$/);
    expect(countOf('/token')).toBe(before);
  });

  it('is refused the second time', async () => {
    const connection = connect();
    const answer = await answerFor(connection);
    await redeemCode(connection, answer);
    expect(await failureOf(redeemCode(connection, answer))).toMatchObject({ code: 'sso_idp_refused' });
  });

  it('that is an error is quoted, on one line and not at length', async () => {
    const connection = connect();
    const callbackUrl = new URL(ssoAddresses(connection.tenantId).redirectUri);
    const description = `No\nentry ${'x'.repeat(5_000)}`;
    callbackUrl.search = String(
      new URLSearchParams({
        error: 'access_denied',
        error_description: description,
        state: 's',
        iss: idp.issuer,
      }),
    );
    const failure = await failureOf(
      redeemCode(connection, { callbackUrl, state: 's', nonce: 'n', codeVerifier: 'v' }),
    );
    expect(failure.code).toBe('sso_idp_refused');
    expect(failure.message).toContain('“access_denied: No\uFFFDentry xxx');
    expect(failure.message.length).toBeLessThan(500);
  });
});

describe('two tenants with issuers of their own', () => {
  let other: HostileOidcIdp;

  beforeAll(async () => {
    other = await startHostileOidcIdp();
  });
  afterAll(() => other.close());

  it('cannot be mixed up: an answer of the one is not redeemed at the other', async () => {
    const ours = connect();
    const theirs = newConnection({ issuer: other.issuer, clientId: 'rollcall', secret: other.clientSecret });
    const answer = await answerFor(theirs);
    expect(await failureOf(redeemCode(ours, answer))).toMatchObject({
      code: 'sso_token_invalid',
      comparison: { what: 'iss', expected: `“${idp.issuer}”`, received: `“${other.issuer}”` },
    });
    expect(countOf('/token')).toBe(0);
  });

  it('cannot speak for each other: a token of the one is not one of the other', async () => {
    idp.claims = { ...idp.claims, iss: other.issuer };
    expect(await failureOf(signIn(connect()))).toMatchObject({
      code: 'sso_token_invalid',
      comparison: { what: 'iss', received: `“${other.issuer}”` },
    });
  });
});

describe('the keys of an issuer', () => {
  it('may change twice within a minute, also between the question and the answer', async () => {
    const connection = connect();
    await signIn(connection);
    for (let rotation = 1; rotation <= 2; rotation += 1) {
      const answer = await answerFor(connection);
      await idp.rotate();
      expect(await redeemCode(connection, answer)).toMatchObject({ subject: 'mallory' });
    }
  });

  it('are fetched again without redeeming the code again', async () => {
    const connection = connect();
    await signIn(connection);
    await idp.rotate();
    idp.requests.length = 0;
    await signIn(connection);
    expect([countOf('/token'), countOf('/keys')]).toEqual([1, 1]);
  });

  it('are remembered from one sign-in to the next', async () => {
    const connection = connect();
    await signIn(connection);
    await signIn(connection);
    expect([countOf('/.well-known/openid-configuration'), countOf('/keys'), countOf('/token')]).toEqual([
      1, 1, 2,
    ]);
  });

  it('are asked for once, however many sign-ins begin at once', async () => {
    const connection = connect();
    const before = countOf('/.well-known/openid-configuration');
    await Promise.all(Array.from({ length: 10 }, () => authorizationRequest(connection, { loginHint: null })));
    expect(countOf('/.well-known/openid-configuration')).toBe(before + 1);
  });

  it('are asked for again after five minutes', async () => {
    const connection = connect();
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      await signIn(connection);
      vi.setSystemTime(Date.now() + 301_000);
      await signIn(connection);
    } finally {
      vi.useRealTimers();
    }
    expect([countOf('/.well-known/openid-configuration'), countOf('/keys')]).toEqual([2, 2]);
  });

  it('are asked for once more, and not again, when a signature is wrong', async () => {
    const connection = connect();
    await signIn(connection);
    idp.requests.length = 0;
    idp.variant = 'unknown-key';
    await failureOf(signIn(connection));
    expect(countOf('/keys')).toBe(1);
  });

  it('are those of the connection as it is now', async () => {
    const connection = connect();
    await signIn(connection);
    await signIn({ ...connection, trial: 2 });
    expect(countOf('/.well-known/openid-configuration')).toBe(2);
  });
});

describe('claims', () => {
  it('come from userinfo as well when the ID token lacks what decides; the ID token wins', async () => {
    idp.claims = { sub: 'mallory', given_name: 'From token' };
    idp.userinfo = { email: 'mallory@acme.test', groups: ['Staff'], given_name: 'From userinfo' };
    const { claims } = await signIn(connect());
    expect(claims).toMatchObject({ email: 'mallory@acme.test', groups: ['Staff'], given_name: 'From token' });
  });

  it('are not asked for twice', async () => {
    await signIn(connect());
    expect(countOf('/userinfo')).toBe(0);
  });

  it('are missed by the names that the admin gave them', async () => {
    await signIn(connect({ claimNames: { email: 'upn' } }));
    expect(countOf('/userinfo')).toBe(1);
  });
});
