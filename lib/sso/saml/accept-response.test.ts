import { beforeAll, describe, expect, it, vi } from 'vitest';
import { ssoAddresses } from '@/lib/sso/addresses';
import { acceptResponse } from '@/lib/sso/saml/accept-response';
import type { SsoConnection } from '@/lib/sso/connection';
import { SsoFailure } from '@/lib/sso/sso-failure';
import { hostileResponses } from '@/testing/idp/hostile-responses';
import { samlResponse, toBase64 } from '@/testing/idp/saml-messages';
import type { ResponseTerms } from '@/testing/idp/saml-messages';
import { samlConnection } from '@/testing/idp/saml-connection';
import { testKeys } from '@/testing/idp/test-keys';

const REQUEST = '_request';
const IDP = 'https://idp.test/saml?tenant=1&x=2';
const user = {
  nameId: 'ana@acme.test',
  attributes: { email: ['ana@acme.test'], groups: ['Admins', 'Developers'], 'A & "B"': ['<x>'], nothing: [] },
};

let connection: SsoConnection;
let terms: ResponseTerms;

beforeAll(async () => {
  vi.stubEnv('ROLLCALL_SECRET', 'a secret for tests that is long enough');
  const keys = await testKeys('idp');
  const sp = await testKeys('sp');
  connection = samlConnection('acme', sp, { idpEntityId: IDP, idpCertificates: [keys.certificate] });
  const { entityId, acsUrl } = ssoAddresses('acme');
  terms = {
    idpEntityId: IDP,
    keys,
    spEntityId: entityId,
    acsUrl,
    inResponseTo: REQUEST,
    user,
    encryptFor: null,
    signResponse: false,
  };
});

const accept = (xml: string, to: SsoConnection = connection) =>
  acceptResponse(to, toBase64(xml), async (id) => id === REQUEST);

const refusal = async (xml: string, to?: SsoConnection): Promise<SsoFailure> => {
  const outcome = await accept(xml, to).catch((error: unknown) => error);
  if (outcome instanceof SsoFailure) return outcome;
  throw new Error('It was accepted, or failed otherwise.', { cause: outcome });
};

describe('a response that must be refused', () => {
  it.each(Object.entries(hostileResponses))('%s', async (_, { code, words, make }) => {
    const failure = await refusal(await make({ ...terms, encryptFor: connection.spCertificate }));
    const { comparison } = failure;
    expect(`${failure.code}: ${failure.message} ${comparison?.what}`).toContain(words);
    expect(failure.code).toBe(code);
  });
});

describe('a good response', () => {
  it('is accepted', async () => {
    const { identity, requestId } = await accept(await samlResponse(terms));
    expect(requestId).toBe(REQUEST);
    expect(identity).toMatchObject({ protocol: 'SAML', subject: 'ana@acme.test', claims: user.attributes });
  });
});
