import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ssoAddresses } from '@/lib/sso/addresses';
import type { SsoConnection } from '@/lib/sso/connection';
import { authorizationRequest } from '@/lib/sso/oidc/authorization-request';
import { checkIssuer } from '@/lib/sso/oidc/check-issuer';
import { endSessionUrl } from '@/lib/sso/oidc/end-session-url';
import { redeemCode } from '@/lib/sso/oidc/redeem-code';
import { SsoFailure } from '@/lib/sso/sso-failure';
import { HttpBrowser, type Page } from '@/testing/idp/http-browser';
import { startOidcIdp, type OidcClient, type OidcIdp } from '@/testing/idp/oidc-idp';
import { newConnection } from '@/testing/new-connection';

// Keys of RSA take their time to be made.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
vi.stubEnv('ROLLCALL_SECRET', 'a secret for tests that is long enough');
vi.stubEnv('ROLLCALL_URL', 'https://rollcall.test');
vi.stubEnv('ROLLCALL_OUTBOUND_ALLOW', '127.0.0.1');

const HOME = 'https://rollcall.test';

const ANA = {
  sub: 'ana-1',
  email: 'ana@acme.test',
  given_name: 'Ana',
  family_name: 'Ruiz',
  groups: ['Staff', 'Admins'],
};

let idp: OidcIdp;

beforeAll(async () => {
  idp = await startOidcIdp({ users: { ana: ANA } });
});

afterAll(() => idp.close());

/** A tenant whose application the identity provider knows. */
function connect(at: OidcIdp = idp, client: Partial<OidcClient> = {}): SsoConnection {
  const connection = newConnection({
    issuer: at.issuer,
    clientId: crypto.randomUUID(),
    secret: 'a+secret/of:tests~ %',
  });
  const { redirectUri, signOutUrl } = ssoAddresses(connection.tenantId);
  const { clientId } = connection;
  const application = {
    redirectUris: [redirectUri],
    signOutUris: [signOutUrl],
    clientSecret: 'a+secret/of:tests~ %',
  };
  at.addClient({ clientId, ...application, ...client });
  return client.clientSecret === null ? { ...connection, clientSecret: null } : connection;
}

interface Journey {
  browser: HttpBrowser;
  /** The first page that is not a redirect. */
  page: Page;
  question: { nonce: string; codeVerifier: string };
}

async function begin(connection: SsoConnection, browser = new HttpBrowser(HOME)): Promise<Journey> {
  const { url, ...question } = await authorizationRequest(connection, { loginHint: 'ana' });
  return { browser, page: await browser.get(url), question };
}

function redeem(connection: SsoConnection, { question }: Journey, { url }: Page) {
  return redeemCode(connection, {
    callbackUrl: url,
    state: url.searchParams.get('state') ?? '',
    ...question,
  });
}

async function signIn(connection: SsoConnection) {
  const journey = await begin(connection);
  const back = await journey.browser.submit(journey.page, { login: 'ana', action: 'sign-in' });
  return redeem(connection, journey, back);
}

describe('a certified OpenID provider', () => {
  it.each<[string, Partial<OidcClient>]>([
    ['with the secret in the header', {}],
    ['with PKCE alone', { clientSecret: null }],
  ])('signs somebody in %s', async (_, client) => {
    expect(await signIn(connect(idp, client))).toMatchObject({ subject: 'ana-1', claims: ANA });
  });

  it('gets the secret in the body when it takes it nowhere else', async () => {
    const bodyOnly = await startOidcIdp({ users: { ana: ANA }, secretIn: 'body' });
    expect(await signIn(connect(bodyOnly))).toMatchObject({ subject: 'ana-1' });
    await bodyOnly.close();
  });

  it('asks with the login filled in that was typed here', async () => {
    const { page } = await begin(connect());
    expect(page.html).toContain('value="ana"');
    expect(idp.requests.find(({ query }) => query.login_hint === 'ana')?.query.code_challenge_method).toBe(
      'S256',
    );
  });

  it('keeps claims to its userinfo endpoint, where they are found', async () => {
    const strict = await startOidcIdp({ users: { ana: ANA }, claimsIn: 'userinfo' });
    expect(await signIn(connect(strict))).toMatchObject({ subject: 'ana-1', claims: ANA });
    await strict.close();
  });

  it('lets somebody cancel, which is told in its words', async () => {
    const connection = connect();
    const journey = await begin(connection);
    const back = await journey.browser.submit(journey.page, { login: '', action: 'cancel' });
    await expect(redeem(connection, journey, back)).rejects.toMatchObject({
      code: 'sso_idp_refused',
      message: expect.stringContaining('access_denied: The person pressed Cancel.'),
    });
  });

  it('does not take a code with the verifier of another sign-in', async () => {
    const connection = connect();
    const journey = await begin(connection);
    const back = await journey.browser.submit(journey.page, { login: 'ana', action: 'sign-in' });
    const question = { ...journey.question, codeVerifier: (await begin(connection)).question.codeVerifier };
    await expect(redeem(connection, { ...journey, question }, back)).rejects.toMatchObject({
      code: 'sso_idp_refused',
    });
  });

  it('does not take a wrong secret, and the admin is told to check it', async () => {
    const connection = connect(idp, { clientSecret: 'another one' });
    await expect(signIn(connection)).rejects.toMatchObject({
      code: 'sso_idp_refused',
      message: expect.stringContaining('Check the client ID and the client secret'),
    });
  });

  it('remembers who signed in, for the next tenant too, until it is told to forget', async () => {
    const [ours, theirs] = [connect(), connect()];
    const journey = await begin(ours);
    const back = await journey.browser.submit(journey.page, { login: 'ana', action: 'sign-in' });
    const { logout } = await redeem(ours, journey, back);
    const second = await begin(theirs, journey.browser);
    expect(await redeem(theirs, second, second.page)).toMatchObject({ subject: 'ana-1' });

    if (logout?.protocol !== 'OIDC') throw new Error('There is nothing to sign out with.');
    const url = await endSessionUrl(ours, logout.idToken);
    const confirmation = await journey.browser.get(url ?? '');
    const signedOut = await journey.browser.submit(confirmation, {});
    expect(signedOut.url.href).toBe(ssoAddresses(ours.tenantId).signOutUrl);
    expect((await begin(theirs, journey.browser)).page.html).toContain('Login');
  });

  it('changes its keys twice in a row without shutting anybody out', async () => {
    const rotating = await startOidcIdp({ users: { ana: ANA } });
    const connection = connect(rotating);
    await signIn(connection);
    await rotating.rotate();
    expect(await signIn(connection)).toMatchObject({ subject: 'ana-1' });
    await rotating.rotate({ forget: true });
    expect(await signIn(connection)).toMatchObject({ subject: 'ana-1' });
    await rotating.close();
  });

  it('says a person’s new address under the same subject', async () => {
    const moving = await startOidcIdp({ users: { ana: ANA } });
    const connection = connect(moving);
    moving.users.set('ana', { ...ANA, email: 'ana.ruiz@acme.test' });
    expect(await signIn(connection)).toMatchObject({
      subject: 'ana-1',
      claims: { email: 'ana.ruiz@acme.test' },
    });
    await moving.close();
  });
});

describe('the issuer an admin enters', () => {
  it('is described by what it says about itself', async () => {
    expect(await checkIssuer(idp.issuer)).toMatchObject({
      ok: true,
      issuer: idp.issuer,
      tokenEndpoint: `${idp.issuer}/token`,
      jwksUri: `${idp.issuer}/jwks`,
      offersLogout: true,
      scopes: expect.arrayContaining(['openid', 'groups']),
    });
  });

  it.each([
    [() => `${idp.issuer}/`, 'no slash at its end'],
    [() => `${idp.issuer}/.well-known/openid-configuration`, 'without what begins with'],
    [() => `${idp.issuer}/nowhere`, 'HTTP 404'],
    [() => `${idp.issuer}?tenant=acme`, 'without a query'],
    [() => 'acme.okta.com', 'must be an address'],
    [() => 'http://idp.example', 'use https://'],
    [() => 'https://10.0.0.1', 'ROLLCALL_OUTBOUND_ALLOW'],
  ])('is refused in words that say how to mend it (case %#)', async (issuer, words) => {
    expect(await checkIssuer(issuer())).toMatchObject({ ok: false, message: expect.stringContaining(words) });
  });

  it('that is gone does not keep anybody from signing out, nor does a lost client secret', async () => {
    const gone = await startOidcIdp();
    const connection = connect(gone);
    await gone.close();
    expect(await endSessionUrl(connection, 'token')).toBeNull();
    expect(await endSessionUrl({ ...connect(), clientSecret: 'sec1.gone.a.b' }, 'token')).toBeNull();
    await expect(authorizationRequest(connection, { loginHint: null })).rejects.toThrow(SsoFailure);
  });
});
