import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { secretHash } from '@/lib/sign-in/keyed-hash';
import { ssoAddresses } from '@/lib/sso/addresses';
import type { SsoConnection } from '@/lib/sso/connection';
import { authorizationRequest } from '@/lib/sso/oidc/authorization-request';
import { startHostileOidcIdp, type HostileOidcIdp } from '@/testing/idp/hostile-oidc-idp';
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

function connect(fields: Partial<SsoConnection> = {}): SsoConnection {
  return newConnection({ issuer: idp.issuer, clientId: 'rollcall', secret: idp.clientSecret, ...fields });
}

describe('a question', () => {
  it('carries state, nonce, PKCE, the scopes and the hint, and its id is the hash of the state', async () => {
    const connection = connect({ scopes: 'email  groups' });
    const { url, requestId, nonce, codeVerifier } = await authorizationRequest(connection, {
      loginHint: 'ana@acme.test',
    });
    const query = Object.fromEntries(new URL(url).searchParams);
    expect(query).toMatchObject({
      client_id: 'rollcall',
      response_type: 'code',
      redirect_uri: ssoAddresses(connection.tenantId).redirectUri,
      scope: 'openid email groups',
      nonce,
      code_challenge_method: 'S256',
      login_hint: 'ana@acme.test',
    });
    expect(secretHash(query.state ?? '')).toBe(requestId);
    expect(url).not.toContain(codeVerifier);
  });

  it('is never the same twice', async () => {
    const connection = connect();
    const [one, two] = await Promise.all(
      [1, 2].map(() => authorizationRequest(connection, { loginHint: null })),
    );
    expect(
      new Set([one?.requestId, two?.requestId, one?.nonce, two?.nonce, one?.codeVerifier, two?.codeVerifier])
        .size,
    ).toBe(6);
  });

  it('cannot be asked with a client secret that cannot be opened, and says so', async () => {
    const asked = authorizationRequest(connect({ clientSecret: 'sec1.gone.a.b' }), { loginHint: null });
    await expect(asked).rejects.toThrow('enter it again');
  });
});
