import { DOMParser } from '@xmldom/xmldom';
import { Constants, ServiceProvider } from 'samlify';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { ssoAddresses } from '@/lib/sso/addresses';
import type { SsoAddresses } from '@/lib/sso/addresses';
import type { LogoutHint } from '@/lib/sso/asserted-identity';
import type { SsoConnection } from '@/lib/sso/connection';
import { authnRequest } from '@/lib/sso/saml/authn-request';
import { logoutRequestUrl } from '@/lib/sso/saml/logout-request';
import { spMetadata } from '@/lib/sso/saml/sp-metadata';
import type { KeyPair } from '@/lib/sso/saml/sp-key-pair';
import { isSignedBy, receivedSamlRequest } from '@/testing/idp/received-saml-request';
import { samlConnection } from '@/testing/idp/saml-connection';
import { testKeys } from '@/testing/idp/test-keys';

const TENANT = 'acme';
const KEYS_MS = 60_000;

let addresses: SsoAddresses;
let keys: KeyPair;
let connection: SsoConnection;

beforeAll(async () => {
  vi.stubEnv('ROLLCALL_SECRET', 'a secret for tests that is long enough');
  addresses = ssoAddresses(TENANT);
  keys = await testKeys('sp');
  connection = samlConnection(TENANT, keys, {
    idpEntityId: 'https://idp.test',
    idpCertificates: [keys.certificate],
    idpSsoUrl: 'https://idp.test/sso?tenant=1&x=2',
    idpSloUrl: 'https://idp.test/slo',
  });
}, KEYS_MS);

describe('a request to sign in', () => {
  it('is signed, and asks neither for a format of NameID nor for a way to authenticate', async () => {
    const { url, requestId } = await authnRequest(connection, { loginHint: null });
    expect(url).toMatch(/^https:\/\/idp\.test\/sso\?tenant=1&x=2&SAMLRequest=/);
    const query = new URL(url).search.slice(1).replace('tenant=1&x=2&', '');
    const request = receivedSamlRequest(query);
    expect(request).toMatchObject({
      kind: 'AuthnRequest',
      id: requestId,
      issuer: addresses.entityId,
      acsUrl: addresses.acsUrl,
    });
    expect(isSignedBy(request, keys.certificate)).toBe(true);
    expect(
      isSignedBy({ ...request, query: query.replace('SAMLRequest=', 'SAMLRequest=A') }, keys.certificate),
    ).toBe(false);
    expect(request.xml).not.toMatch(/RequestedAuthnContext|Format=/);
    expect(request.xml).toContain('Destination="https://idp.test/sso?tenant=1&amp;x=2"');
  });

  it('has an ID that nobody can guess, another one each time', async () => {
    const requests = await Promise.all([1, 2].map(() => authnRequest(connection, { loginHint: null })));
    const ids = requests.map(({ requestId }) => requestId);
    expect(new Set(ids).size).toBe(2);
    for (const id of ids) expect(id).toMatch(/^_[0-9a-f]{40}$/);
  });

  it('says whom to expect, behind what is signed', async () => {
    const { url } = await authnRequest(connection, { loginHint: 'ana+1&x=y@acme.test' });
    expect(new URL(url).searchParams.get('login_hint')).toBe('ana+1&x=y@acme.test');
    expect(url.indexOf('login_hint')).toBeGreaterThan(url.indexOf('Signature='));
    const okta = await authnRequest({ ...connection, provider: 'OKTA' }, { loginHint: 'ana@acme.test' });
    expect(new URL(okta.url).searchParams.get('LoginHint')).toBe('ana@acme.test');
  });

  it('is refused in words when the connection has no address', async () => {
    const empty = authnRequest({ ...connection, idpSsoUrl: '' }, { loginHint: null });
    await expect(empty).rejects.toMatchObject({ code: 'sso_idp_unreachable' });
  });

  it('is refused in words when the key of the connection was sealed for another tenant', async () => {
    const moved = authnRequest({ ...connection, tenantId: 'other' }, { loginHint: null });
    const message = expect.stringContaining('cannot be opened');
    await expect(moved).rejects.toMatchObject({ code: 'sso_idp_unreachable', message });
  });
});

describe('a request to sign out', () => {
  const hint: LogoutHint = {
    protocol: 'SAML',
    nameId: { value: 'ana <&> "x"', format: 'urn:f' },
    sessionIndex: '_s&1',
  };

  it('is signed, and names the person and the session as the identity provider did', () => {
    const url = logoutRequestUrl(connection, hint) ?? '';
    const request = receivedSamlRequest(new URL(url).search.slice(1));
    expect(request).toMatchObject({
      kind: 'LogoutRequest',
      issuer: addresses.entityId,
      nameId: 'ana <&> "x"',
      sessionIndex: '_s&1',
    });
    expect(isSignedBy(request, keys.certificate)).toBe(true);
  });

  it.each([
    ['without an address', () => logoutRequestUrl({ ...connection, idpSloUrl: '' }, hint)],
    ['without a key', () => logoutRequestUrl({ ...connection, spPrivateKey: null }, hint)],
    [
      'for a session of another protocol',
      () => logoutRequestUrl(connection, { protocol: 'OIDC', idToken: 'x' }),
    ],
    ['for a session that has no hint', () => logoutRequestUrl(connection, null)],
  ])('is not made %s', (_, make) => {
    expect(make()).toBeNull();
  });
});

describe('our metadata', () => {
  it('is understood by another implementation', () => {
    const { entityMeta } = ServiceProvider({ metadata: spMetadata(TENANT, keys.certificate) });
    expect(entityMeta.getEntityID()).toBe(addresses.entityId);
    expect(entityMeta.getAssertionConsumerService('post')).toBe(addresses.acsUrl);
    expect(entityMeta.getSingleLogoutService('redirect')).toBe(addresses.signOutUrl);
    expect(entityMeta.isWantAssertionsSigned()).toBe(true);
    expect(entityMeta.isAuthnRequestSigned()).toBe(true);
    const base64 = keys.certificate.replace(/-----[A-Z ]+-----|\s/g, '');
    for (const use of [Constants.wording.certUse.signing, Constants.wording.certUse.encrypt]) {
      expect(entityMeta.getX509Certificate(use)).toBe(base64);
    }
  });

  it('promises no signature while there is no certificate', () => {
    const { entityMeta } = ServiceProvider({ metadata: spMetadata(TENANT, null) });
    expect(entityMeta.isAuthnRequestSigned()).toBe(false);
    expect(entityMeta.isWantAssertionsSigned()).toBe(true);
  });

  it('is well-formed XML', () => {
    const faults: string[] = [];
    const note = (fault: string) => faults.push(fault);
    const parser = new DOMParser({ errorHandler: { error: note, fatalError: note, warning: note } });
    parser.parseFromString(spMetadata(TENANT, keys.certificate), 'text/xml');
    expect(faults).toEqual([]);
  });
});
