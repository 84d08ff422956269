import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { seal } from '@/lib/secrets/seal';
import { ssoAddresses } from '@/lib/sso/addresses';
import type { SsoConnection } from '@/lib/sso/connection';
import { acceptResponse } from '@/lib/sso/saml/accept-response';
import { authnRequest } from '@/lib/sso/saml/authn-request';
import { fetchIdpMetadata } from '@/lib/sso/saml/fetch-idp-metadata';
import { readIdpMetadata } from '@/lib/sso/saml/idp-metadata';
import { logoutRequestUrl } from '@/lib/sso/saml/logout-request';
import { spMetadata } from '@/lib/sso/saml/sp-metadata';
import { hiddenField, HttpBrowser } from '@/testing/idp/http-browser';
import { importedConnection } from '@/testing/idp/imported-connection';
import { startSamlIdp } from '@/testing/idp/saml-idp';
import type { SamlIdp } from '@/testing/idp/saml-idp';
import { startSamlifyIdp } from '@/testing/idp/samlify-idp';
import { testKeys } from '@/testing/idp/test-keys';

const TENANT = 'acme';
const users = {
  ana: { nameId: 'ana@acme.test', attributes: { email: ['ana@acme.test'], groups: ['A & B', 'C'] } },
};

const closings: (() => Promise<void>)[] = [];

const KEYS_MS = 60_000;

beforeAll(async () => {
  await Promise.all(['sp', 'idp', 'idp 1', 'idp 2', 'samlify', 'stranger'].map(testKeys));
  vi.stubEnv('ROLLCALL_SECRET', 'a secret for tests that is long enough');
  vi.stubEnv('ROLLCALL_OUTBOUND_ALLOW', '127.0.0.1');
}, KEYS_MS);

afterAll(async () => {
  for (const close of closings) await close();
});

interface Idp {
  metadata(): string;
  trust(metadata: string): void;
  close(): Promise<void>;
}

/** A connection that was set up by exchanging metadata, as an admin does. */
async function connect(idp: Idp): Promise<SsoConnection> {
  closings.push(() => idp.close());
  const sp = await testKeys('sp');
  idp.trust(spMetadata(TENANT, sp.certificate));
  return imported(idp);
}

const imported = (idp: Pick<Idp, 'metadata'>) =>
  importedConnection(TENANT, readIdpMetadata(idp.metadata()));

const newBrowser = () => new HttpBrowser(ssoAddresses(TENANT).start);
const signInAs = (login: string) => ({ login, action: 'sign-in' });

/** Signs in as a person would, and answers what comes back. */
async function signIn(connection: SsoConnection, browser = newBrowser()) {
  const { url, requestId } = await authnRequest(connection, { loginHint: 'ana' });
  const page = await browser.submit(await browser.get(url), signInAs('ana'));
  const accepted = await acceptResponse(
    connection,
    hiddenField(page, 'SAMLResponse'),
    async (id) => id === requestId,
  );
  expect(accepted.requestId).toBe(requestId);
  return accepted.identity;
}

const whoAna = {
  protocol: 'SAML',
  subject: users.ana.nameId,
  claims: users.ana.attributes,
  logout: { protocol: 'SAML', nameId: { value: users.ana.nameId }, sessionIndex: expect.any(String) },
};

describe('our own identity provider', () => {
  let idp: SamlIdp;
  let connection: SsoConnection;

  beforeAll(async () => {
    idp = await startSamlIdp({ users });
    connection = await connect(idp);
  });

  it.each([
    { encrypt: false, signResponse: false },
    { encrypt: false, signResponse: true },
    { encrypt: true, signResponse: false },
    { encrypt: true, signResponse: true },
  ])('signs in with %o', async (answers) => {
    Object.assign(idp.answers, answers);
    expect(await signIn(connection)).toMatchObject(whoAna);
    expect(idp.requests.at(-1)).toMatchObject({ kind: 'AuthnRequest', signed: true, loginHint: 'ana' });
  });

  it('changes its key while the old one is known, and is refused when only the old one is', async () => {
    await idp.rotate();
    expect(idp.certificates()).toHaveLength(2);
    await expect(signIn(connection)).rejects.toMatchObject({ code: 'sso_response_invalid' });
    expect(await signIn(await imported(idp))).toMatchObject(whoAna);
    await idp.rotate({ forget: true });
    expect(await signIn(await imported(idp))).toMatchObject(whoAna);
    connection = await imported(idp);
  });

  it('is known by the metadata at its address', async () => {
    expect(await fetchIdpMetadata(idp.metadataUrl)).toEqual(readIdpMetadata(idp.metadata()));
    const message = expect.stringContaining('status 404');
    expect(await fetchIdpMetadata(`${idp.origin}/elsewhere`)).toEqual({ ok: false, message });
    expect(await fetchIdpMetadata('http://localhost:9/')).toMatchObject({ ok: false });
  });

  it('may begin a sign-in only where the connection allows it', async () => {
    const browser = newBrowser();
    const page = await browser.submit(
      await browser.get(idp.initiateUrl(ssoAddresses(TENANT).acsUrl)),
      signInAs('ana'),
    );
    const posted = hiddenField(page, 'SAMLResponse');
    const never = async () => false;
    await expect(acceptResponse(connection, posted, never)).rejects.toMatchObject({
      code: 'sso_idp_initiated_not_allowed',
    });
    const accepted = await acceptResponse({ ...connection, allowIdpInitiated: true }, posted, never);
    expect(accepted).toMatchObject({ requestId: null, identity: whoAna });
  });

  it('says that a person cancelled', async () => {
    const browser = newBrowser();
    const { url } = await authnRequest(connection, { loginHint: null });
    const page = await browser.submit(await browser.get(url), { login: '', action: 'cancel' });
    const outcome = acceptResponse(connection, hiddenField(page, 'SAMLResponse'), async () => true);
    await expect(outcome).rejects.toMatchObject({
      code: 'sso_idp_refused',
      message: 'The identity provider answered Responder, AuthnFailed: “The sign-in was cancelled.”.',
    });
  });

  it('forgets who somebody is when we sign them out there', async () => {
    idp.answers.remember = true;
    const browser = newBrowser();
    const { logout } = await signIn(connection, browser);
    const { url } = await authnRequest(connection, { loginHint: null });
    expect((await browser.get(url)).html).toContain('SAMLResponse');
    const address = logoutRequestUrl(connection, logout);
    const home = ssoAddresses(TENANT).signOutUrl;
    const response = await fetch(address ?? '', { redirect: 'manual' });
    expect(response.headers.get('location')).toContain(`${home}?SAMLResponse=`);
    expect(response.headers.get('set-cookie')).toContain('Max-Age=0');
    expect(idp.requests.at(-1)).toMatchObject({
      kind: 'LogoutRequest',
      signed: true,
      nameId: 'ana@acme.test',
    });
  });

  it('refuses requests that nobody signed', async () => {
    const { url } = await authnRequest({ ...connection, spPrivateKey: null }, { loginHint: null });
    expect(await newBrowser().get(url)).toMatchObject({
      status: 400,
      html: expect.stringContaining('not signed'),
    });
  });
});

describe('samlify as the identity provider', () => {
  it.each([{ encrypt: false }, { encrypt: true }])('signs in with %o', async ({ encrypt }) => {
    const connection = await connect(await startSamlifyIdp({ users, encrypt }));
    expect(await signIn(connection)).toMatchObject(whoAna);
  });

  it('understands that we sign somebody out there', async () => {
    const connection = await connect(await startSamlifyIdp({ users }));
    const { logout } = await signIn(connection);
    const response = await fetch(logoutRequestUrl(connection, logout) ?? '', { redirect: 'manual' });
    expect(response.headers.get('location')).toContain(`${ssoAddresses(TENANT).signOutUrl}?SAMLResponse=`);
  });

  it('refuses requests that were not signed with our key', async () => {
    const connection = await connect(await startSamlifyIdp({ users }));
    const spPrivateKey = seal([TENANT, 'sso', 'spPrivateKey'], (await testKeys('stranger')).privateKey);
    const { url } = await authnRequest({ ...connection, spPrivateKey }, { loginHint: null });
    expect((await newBrowser().get(url)).status).toBe(400);
    expect((await newBrowser().get((await authnRequest(connection, { loginHint: null })).url)).status).toBe(
      200,
    );
  });
});
