import { beforeAll, describe, expect, it, vi } from 'vitest';
import { readIdpMetadata } from '@/lib/sso/saml/idp-metadata';
import { METADATA_NS, POST_BINDING, REDIRECT_BINDING } from '@/lib/sso/saml/names';
import { samlIdpMetadata } from '@/testing/idp/saml-idp-metadata';
import { testKeys } from '@/testing/idp/test-keys';

const KEYS_MS = 60_000;
const ENTITY_ID = 'https://idp.test/?tenant=1&x=2';

let first: string;
let second: string;
let good: string;

beforeAll(async () => {
  vi.stubEnv('ROLLCALL_OUTBOUND_ALLOW', 'idp.internal:8080');
  const pairs = await Promise.all([testKeys('one'), testKeys('other')]);
  [first = '', second = ''] = pairs.map(({ certificate }) => certificate);
  good = metadataOf([first]);
}, KEYS_MS);

function metadataOf(certificates: string[], ssoUrl = 'https://idp.test/sso?a=1&b=2'): string {
  return samlIdpMetadata({ entityId: ENTITY_ID, ssoUrl, sloUrl: 'https://idp.test/slo', certificates });
}

const without = (xml: string, pattern: RegExp) => xml.replace(pattern, '');
const SLO = /<md:SingleLogoutService[^>]*>/;
const SSO = /<md:SingleSignOnService[^>]*>/;
const DECLARATION = /^<\?xml[^>]*>\s*<!--.*-->\s*/;
const entities = (...list: string[]) =>
  `<md:EntitiesDescriptor xmlns:md="${METADATA_NS}">${list.join('')}</md:EntitiesDescriptor>`;
const entity = (xml: string) => without(xml, DECLARATION);
const serviceProvider =
  `<md:EntityDescriptor xmlns:md="${METADATA_NS}" entityID="sp"><md:SPSSODescriptor/></md:EntityDescriptor>`;

describe('metadata of an identity provider', () => {
  const expected = () => ({
    entityId: ENTITY_ID,
    ssoUrl: 'https://idp.test/sso?a=1&b=2',
    sloUrl: 'https://idp.test/slo',
    certificates: [first],
    notes: [],
  });

  it.each([
    ['is read', () => good, () => ({})],
    [
      'may have several certificates',
      () => metadataOf([first, second]),
      () => ({ certificates: [first, second] }),
    ],
    ['may say nothing of the use of a key', () => good.replace(' use="signing"', ''), () => ({})],
    ['may be wrapped beside a service provider', () => entities(serviceProvider, entity(good)), () => ({})],
    ['may begin with a byte order mark', () => `\uFEFF${good}`, () => ({})],
    ['may offer no logout', () => without(good, SLO), () => ({ sloUrl: '' })],
    [
      'may offer logout in another way',
      () => good.replace(SLO, (slo) => slo.replace(REDIRECT_BINDING, POST_BINDING)),
      () => ({ sloUrl: '', notes: [expect.stringContaining('not by HTTP-Redirect')] }),
    ],
    [
      'may have run out',
      () => good.replace(' entityID=', ' validUntil="2020-01-01T00:00:00Z" entityID='),
      () => ({ notes: [expect.stringContaining('valid until 2020-01-01')] }),
    ],
    [
      'may have a certificate that cannot be used beside one that can',
      () => metadataOf([first, 'AAAA']),
      () => ({ notes: [expect.stringContaining('left out')] }),
    ],
  ])('%s', (_, xml, differs) => {
    expect(readIdpMetadata(xml())).toEqual({ ok: true, metadata: { ...expected(), ...differs() } });
  });

  it.each([
    ['nothing', () => '', 'not well-formed'],
    ['a web page', () => '<!doctype html><html></html>', 'document type'],
    ['half of it', () => good.slice(0, 300), 'not well-formed'],
    ['other XML', () => '<a/>', 'does not begin with EntityDescriptor'],
    ['an entity that grows', () => `<!DOCTYPE a [<!ENTITY a "b">]>${entity(good)}`, 'document type'],
    ['metadata of a service provider', () => serviceProvider, 'metadata of a service provider'],
    ['two identity providers', () => entities(entity(good), entity(good)), 'describes 2 identity providers'],
    ['no name', () => good.replace(/entityID="[^"]*"/, ''), 'entityID'],
    ['another protocol', () => good.replaceAll(':2.0:protocol', ':1.1:protocol'), 'does not speak SAML 2.0'],
    [
      'only HTTP-POST',
      () => good.replace(SSO, (sso) => sso.replace(REDIRECT_BINDING, POST_BINDING)),
      'offers only HTTP-POST',
    ],
    ['no way to sign in', () => without(good, SSO), 'offers neither'],
    ['an address without encryption', () => metadataOf([first], 'http://idp.test/sso'), 'Use https://'],
    ['an address that runs code', () => metadataOf([first], 'javascript:alert(1)'), 'cannot be used'],
    ['no certificate', () => metadataOf([]), 'no certificate for signing'],
    [
      'only a certificate for encryption',
      () => good.replace('use="signing"', 'use="encryption"'),
      'no certificate for signing',
    ],
    ['only what is no certificate', () => metadataOf(['AAAA']), 'is not a certificate'],
    ['a whole federation', () => entities('<a/>'.repeat(20_000)), 'too many tags'],
    [
      'namespaces within namespaces, which take the parser half a minute',
      () => `${Array.from({ length: 9_990 }, (_, index) => `<a xmlns:b${index}="">`).join('')}${'</a>'.repeat(9_990)}`,
      'too many XML namespaces',
    ],
    ['megabytes', () => ' '.repeat(1_048_577), 'at most 1 MB'],
  ])('is refused in words: %s', (_, xml, words) => {
    expect(readIdpMetadata(xml())).toEqual({ ok: false, message: expect.stringContaining(words) });
  });

  it('may name a host that the operator allows', () => {
    const xml = metadataOf([first], 'http://idp.internal:8080/sso');
    expect(readIdpMetadata(xml)).toMatchObject({
      ok: true,
      metadata: { ssoUrl: 'http://idp.internal:8080/sso' },
    });
  });
});
