import fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { ssoAddresses } from '@/lib/sso/addresses';
import type { SsoConnection } from '@/lib/sso/connection';
import { acceptResponse } from '@/lib/sso/saml/accept-response';
import { SsoFailure } from '@/lib/sso/sso-failure';
import { hostileResponses } from '@/testing/idp/hostile-responses';
import { samlConnection } from '@/testing/idp/saml-connection';
import {
  assertionXml,
  audienceXml,
  conditionsXml,
  responseXml,
  samlResponse,
  sealResponse,
  signXml,
  toBase64,
} from '@/testing/idp/saml-messages';
import type { ResponseTerms } from '@/testing/idp/saml-messages';
import { testKeys } from '@/testing/idp/test-keys';

const TENANT = 'acme';
const REQUEST = '_request';
const IDP = 'https://idp.test/saml?tenant=1&x=2';
const MINUTE_MS = 60_000;
const KEYS_MS = 60_000;
const PROPERTY_MS = 60_000;
const user = {
  nameId: 'ana@acme.test',
  attributes: {
    email: ['ana@acme.test'],
    groups: ['Admins', 'Développeurs'],
    'A & "B"': ['<x>'],
    nothing: [],
  },
};

let connection: SsoConnection;
let terms: ResponseTerms;

beforeAll(async () => {
  vi.stubEnv('ROLLCALL_SECRET', 'a secret for tests that is long enough');
  const [keys] = await Promise.all([testKeys('idp'), testKeys('sp'), testKeys('stranger')]);
  const fields = { idpEntityId: IDP, idpCertificates: [keys.certificate] };
  connection = samlConnection(TENANT, await testKeys('sp'), fields);
  const { entityId, acsUrl } = ssoAddresses(TENANT);
  const plain = { encryptFor: null, signResponse: false };
  terms = { idpEntityId: IDP, keys, spEntityId: entityId, acsUrl, inResponseTo: REQUEST, user, ...plain };
}, KEYS_MS);

const accept = (xml: string, to: SsoConnection = connection) =>
  acceptResponse(to, toBase64(xml), async (id) => id === REQUEST);

async function refusal(outcome: Promise<unknown>): Promise<SsoFailure> {
  const failure = await outcome.catch((error: unknown) => error);
  if (failure instanceof SsoFailure) return failure;
  throw new Error('It was accepted, or failed otherwise.', { cause: failure });
}

const told = ({ code, message, comparison }: SsoFailure) =>
  `${code}: ${message} ${JSON.stringify(comparison)}`;

describe('a response that must be refused', () => {
  it.each(Object.entries(hostileResponses))('%s', async (_, { code, words, make }) => {
    const xml = await make({ ...terms, encryptFor: connection.spCertificate });
    const failure = await refusal(accept(xml));
    expect(told(failure)).toContain(words);
    expect(failure.code).toBe(code);
  });

  it.each([
    ['longer than is read', 'A'.repeat(400_001), 'longer than 400,000'],
    ['no base64', '<samlp:Response/>', 'not base64'],
    ['nothing', '', 'not base64'],
    ['no UTF-8', Buffer.from([0x3c, 0xff, 0xfe]).toString('base64'), 'not text in UTF-8'],
  ])('%s', async (_, posted, words) => {
    const failure = await refusal(acceptResponse(connection, posted, async () => true));
    expect(told(failure)).toMatch(new RegExp(`^sso_response_invalid: .*${words}`));
  });

  it('names no more than a line of what a stranger wrote, and no markup of the response', async () => {
    const audience = `https://other.test/\n${'x'.repeat(5_000)}`;
    const failure = await refusal(accept(await samlResponse(terms, { audience })));
    expect(failure.comparison).toMatchObject({ what: 'Audience', expected: terms.spEntityId });
    expect(failure.comparison?.received).toMatch(/^https:\/\/other\.test\/\uFFFDx{1,200}…$/);
  });

  it('says the same whatever failed in decrypting', async () => {
    const sealed = await samlResponse({ ...terms, encryptFor: connection.spCertificate });
    const values = [...sealed.matchAll(/[^<>]{40,}(?=<\/[^<]*CipherValue)/g)].map(([value]) => value);
    const spoilt = values.flatMap((value) =>
      [0, value.length - 30].map((at) =>
        sealed.replace(value, `${value.slice(0, at)}AAAAAAAA${value.slice(at + 8)}`),
      ),
    );
    const messages = await Promise.all(spoilt.map(async (xml) => told(await refusal(accept(xml)))));
    expect(messages).toHaveLength(4);
    expect(new Set(messages).size).toBe(1);
  });

  it('is refused without a key when it is encrypted, and without any certificate', async () => {
    const sealed = await samlResponse({ ...terms, encryptFor: connection.spCertificate });
    expect(told(await refusal(accept(sealed, { ...connection, spPrivateKey: null })))).toContain(
      'no key to open it',
    );
    const good = await samlResponse(terms);
    expect(told(await refusal(accept(good, { ...connection, idpCertificates: [] })))).toContain(
      'no certificate',
    );
  });
});

describe('a good response', () => {
  it('says who signed in, and when it will be too old', async () => {
    const { identity, requestId, assertionId, expiresAt } = await accept(
      await samlResponse(terms, { id: '_a1' }),
    );
    expect({ requestId, assertionId }).toEqual({ requestId: REQUEST, assertionId: '_a1' });
    expect(identity).toEqual({
      protocol: 'SAML',
      subject: user.nameId,
      claims: user.attributes,
      logout: {
        protocol: 'SAML',
        nameId: { value: user.nameId, format: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress' },
        sessionIndex: expect.stringMatching(/^_/),
      },
    });
    expect(expiresAt.getTime()).toBeGreaterThan(Date.now() + 5 * MINUTE_MS);
    expect(expiresAt.getTime()).toBeLessThan(Date.now() + 8 * MINUTE_MS);
  });

  it.each([
    [
      'with RSA-SHA512 and SHA-512',
      'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
      'http://www.w3.org/2001/04/xmlenc#sha512',
    ],
    [
      'with RSA-PSS',
      'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1',
      'http://www.w3.org/2001/04/xmlenc#sha256',
    ],
  ])('may be signed %s', async (_, signature, digest) => {
    const assertion = signXml(assertionXml(terms), 'Assertion', terms.keys, { signature, digest });
    expect((await accept(await sealResponse(terms, assertion))).identity.subject).toBe(user.nameId);
  });

  it('may be signed by any certificate of the connection', async () => {
    const stranger = await testKeys('stranger');
    const both = { ...connection, idpCertificates: [stranger.certificate, terms.keys.certificate] };
    for (const keys of [terms.keys, stranger]) {
      expect((await accept(await samlResponse({ ...terms, keys }), both)).identity.subject).toBe(user.nameId);
    }
  });

  it('may have a declaration, line ends of Windows, and a thousand groups', async () => {
    const groups = Array.from({ length: 1_000 }, (_, index) => `Group ${index}`);
    const xml = await samlResponse({ ...terms, user: { ...user, attributes: { groups } } });
    const { identity } = await accept(`<?xml version="1.0" encoding="UTF-8"?>\r\n${xml}\r\n`);
    expect(identity.claims).toEqual({ groups });
  });

  it('may be meant for several audiences, and confirmed by a clock that is a minute off', async () => {
    const rawConditions = conditionsXml(
      terms,
      { validUntil: -MINUTE_MS / 2, validFrom: MINUTE_MS / 2 },
      '<saml:OneTimeUse/>',
    ).replace(
      '</saml:Audience>',
      `</saml:Audience>${/<saml:Audience>.*<\/saml:Audience>/.exec(audienceXml('https://other.test'))?.[0]}`,
    );
    expect((await accept(await samlResponse(terms, { rawConditions }))).identity.subject).toBe(user.nameId);
  });

  it('keeps what an attribute is called, and all values of one that is repeated', async () => {
    const raw = (name: string, value: string) =>
      `<saml:Attribute Name="${name}"><saml:AttributeValue>${value}</saml:AttributeValue></saml:Attribute>`;
    const rawAttributes = raw('__proto__', 'x') + raw('groups', 'Third') + raw('getAssertionXml', 'y');
    const { identity } = await accept(await samlResponse(terms, { rawAttributes }));
    expect(Object.entries(identity.claims)).toEqual(
      expect.arrayContaining([
        ['__proto__', ['x']],
        ['getAssertionXml', ['y']],
      ]),
    );
    expect(identity.claims.groups).toEqual(['Admins', 'Développeurs', 'Third']);
  });

  it('that begins at the identity provider is taken where allowed, and never when it names a request', async () => {
    const allowed = { ...connection, allowIdpInitiated: true };
    const unasked = { ...terms, inResponseTo: null };
    expect((await accept(await samlResponse(unasked), allowed)).requestId).toBeNull();
    const madeUp = await samlResponse({ ...terms, inResponseTo: '_made-up' });
    expect(await refusal(accept(madeUp, allowed))).toMatchObject({ code: 'sso_request_unknown' });
    const halfAsked = await samlResponse(unasked, { inResponseTo: REQUEST });
    expect(await refusal(accept(halfAsked, allowed))).toMatchObject({ code: 'sso_response_invalid' });
  });

  it('is not accepted by another tenant, nor with the name of another identity provider', async () => {
    const good = await samlResponse(terms);
    const other = samlConnection('other', await testKeys('sp'), connection);
    expect(await refusal(accept(good, { ...other, tenantId: 'other' }))).toMatchObject({
      comparison: { what: 'Destination' },
    });
    expect(await refusal(accept(good, { ...connection, idpEntityId: `${IDP}/` }))).toMatchObject({
      comparison: { what: 'Issuer of the response', received: IDP },
    });
  });
});

it(
  'a good response that is changed anywhere is refused, or says the same',
  async () => {
    const sealed = { ...terms, encryptFor: connection.spCertificate };
    const originals = await Promise.all(
      [terms, { ...terms, signResponse: true }, sealed].map((one) => samlResponse(one)),
    );
    const expected = JSON.stringify((await accept(originals[0] ?? '')).identity.claims);
    const pieces = fc.constantFrom(
      '',
      'x',
      '<',
      '>',
      '"',
      '&',
      '<!---->',
      '</saml:Assertion>',
      '<saml:NameID>a</saml:NameID>',
      ' ID="_1"',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...originals),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(3),
        pieces,
        async (xml, where, cut, piece) => {
          const at = Math.floor(where * xml.length);
          const outcome = await accept(xml.slice(0, at) + piece + xml.slice(at + cut)).catch(
            (error: unknown) => error,
          );
          if (outcome instanceof SsoFailure) return;
          expect(outcome).toMatchObject({ identity: { subject: user.nameId }, requestId: REQUEST });
          expect(JSON.stringify((outcome as Awaited<ReturnType<typeof accept>>).identity.claims)).toBe(
            expected,
          );
        },
      ),
      { numRuns: 150 },
    );
  },
  PROPERTY_MS,
);

it('an assertion from one response cannot be moved into another', async () => {
  const assertion = signXml(assertionXml(terms), 'Assertion', terms.keys);
  const moved = responseXml({ ...terms, inResponseTo: '_other' }, assertion);
  const outcome = acceptResponse(connection, toBase64(moved), async () => true);
  expect(await refusal(outcome)).toMatchObject({ comparison: { expected: '_other', received: REQUEST } });
});
