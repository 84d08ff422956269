import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { publicOrigin } from '@/lib/shared/env';
import { seal } from '@/lib/secrets/seal';
import { ssoAddresses } from '@/lib/sso/addresses';
import type { SsoConnection } from '@/lib/sso/connection';
import { acceptResponse } from '@/lib/sso/saml/accept-response';
import { authnRequest } from '@/lib/sso/saml/authn-request';
import { fetchIdpMetadata } from '@/lib/sso/saml/fetch-idp-metadata';
import { logoutRequestUrl } from '@/lib/sso/saml/logout-request';
import { spMetadata } from '@/lib/sso/saml/sp-metadata';
import { hiddenField, HttpBrowser } from '@/testing/idp/http-browser';
import { importedConnection } from '@/testing/idp/imported-connection';
import { PASSWORD, startSimplesamlphpIdp } from '@/testing/idp/simplesamlphp-idp';
import type { SimplesamlphpIdp } from '@/testing/idp/simplesamlphp-idp';
import { testKeys } from '@/testing/idp/test-keys';

const TENANT = 'acme';
const ana = { email: ['ana@acme.test'], givenName: ['Ana'], groups: ['A & B', 'Čtenáři', 'C'] } as const;

const KEYS_MS = 60_000;

/** PHP reads all of the program anew at each request. */
const PHP_MS = 30_000;

/** What SimpleSAMLphp shows, with status 200. */
const NOT_OUR_SIGNATURE = 'Unable to validate signature on query string';

const closings: (() => Promise<void>)[] = [];

beforeAll(async () => {
  await Promise.all(['sp', 'simplesamlphp', 'stranger'].map(testKeys));
  vi.stubEnv('ROLLCALL_SECRET', 'a secret for tests that is long enough');
  vi.stubEnv('ROLLCALL_OUTBOUND_ALLOW', '127.0.0.1');
}, KEYS_MS);

afterAll(async () => {
  for (const close of closings) await close();
});

/** Each side has been given the metadata of the other, at the address where it is. */
async function connect(terms: { encrypt?: boolean; signResponse?: boolean } = {}) {
  const idp = await startSimplesamlphpIdp({ users: { ana }, ...terms });
  closings.push(() => idp.close());
  await idp.trust(spMetadata(TENANT, (await testKeys('sp')).certificate));
  const connection = await importedConnection(TENANT, await fetchIdpMetadata(idp.metadataUrl));
  return { idp, connection };
}

const newBrowser = () => new HttpBrowser(publicOrigin());

/** Asks in our name with the key of somebody else. */
const pretended = async (connection: SsoConnection): Promise<SsoConnection> => ({
  ...connection,
  spPrivateKey: seal([TENANT, 'sso', 'spPrivateKey'], (await testKeys('stranger')).privateKey),
});

/** Signs in as a person would, and answers what comes back and what is accepted of it. */
async function signIn(connection: SsoConnection, browser = newBrowser()) {
  const { url, requestId } = await authnRequest(connection, { loginHint: null });
  const page = await browser.submit(await browser.get(url), { username: 'ana', password: PASSWORD });
  const posted = hiddenField(page, 'SAMLResponse');
  const accepted = await acceptResponse(connection, posted, async (id) => id === requestId);
  expect(accepted.requestId).toBe(requestId);
  return { xml: Buffer.from(posted, 'base64').toString(), identity: accepted.identity };
}

describe('signing in with SimpleSAMLphp', { timeout: PHP_MS }, () => {
  it.each([
    { encrypt: false, signResponse: false },
    { encrypt: false, signResponse: true },
    { encrypt: true, signResponse: false },
    { encrypt: true, signResponse: true },
  ])('brings who it is and their groups with %o', async (terms) => {
    const { connection } = await connect(terms);
    const { xml, identity } = await signIn(connection);
    expect(xml.includes('<saml:EncryptedAssertion')).toBe(terms.encrypt);
    expect(/<samlp:Response[^>]*><saml:Issuer>[^<]*<\/saml:Issuer><ds:Signature/.test(xml)).toBe(
      terms.signResponse,
    );
    expect(identity).toEqual({
      protocol: 'SAML',
      subject: 'ana@acme.test',
      claims: ana,
      logout: {
        protocol: 'SAML',
        nameId: {
          value: 'ana@acme.test',
          format: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
        },
        sessionIndex: expect.any(String),
      },
    });
  });
});

describe('SimpleSAMLphp', { timeout: PHP_MS }, () => {
  let idp: SimplesamlphpIdp;
  let connection: SsoConnection;

  beforeAll(async () => {
    ({ idp, connection } = await connect());
  }, PHP_MS);

  it('is set up by its metadata alone', async () => {
    const { certificate } = await testKeys('simplesamlphp');
    expect(await fetchIdpMetadata(idp.metadataUrl)).toEqual({
      ok: true,
      metadata: {
        entityId: idp.metadataUrl,
        ssoUrl: `${idp.origin}/saml2/idp/SSOService.php`,
        sloUrl: `${idp.origin}/saml2/idp/SingleLogoutService.php`,
        certificates: [certificate],
        notes: [],
      },
    });
  });

  it('asks who somebody is when we signed the request, and else refuses it', async () => {
    const ask = async (asking: SsoConnection) =>
      newBrowser().get((await authnRequest(asking, { loginHint: null })).url);
    expect((await ask(connection)).html).toContain('name="password"');
    expect((await ask(await pretended(connection))).html).toContain(NOT_OUR_SIGNATURE);
    const unsigned = { ...connection, spPrivateKey: null };
    expect((await ask(unsigned)).html).toContain('no signature found on message');
  });

  it('signs out whom we sign out, and sends them back', async () => {
    const browser = newBrowser();
    const { logout } = (await signIn(connection, browser)).identity;
    const ask = async () => browser.get((await authnRequest(connection, { loginHint: null })).url);
    expect(hiddenField(await ask(), 'SAMLResponse')).not.toBe('');
    const forged = logoutRequestUrl(await pretended(connection), logout);
    expect((await browser.get(forged ?? '')).html).toContain(NOT_OUR_SIGNATURE);
    expect(hiddenField(await ask(), 'SAMLResponse')).not.toBe('');
    const { url } = await browser.get(logoutRequestUrl(connection, logout) ?? '');
    expect(url.href).toContain(`${ssoAddresses(TENANT).signOutUrl}?SAMLResponse=`);
    expect((await ask()).html).toContain('name="password"');
  });
});
