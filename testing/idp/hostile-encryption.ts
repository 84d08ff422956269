import {
  around,
  certificateOf,
  encrypted,
  invalid,
  nameIdXml,
  plain,
  signed,
} from '@/testing/idp/hostile-response';
import type { HostileResponse } from '@/testing/idp/hostile-response';
import { encryptAssertion, samlResponse, sealResponse } from '@/testing/idp/saml-messages';
import { testKeys } from '@/testing/idp/test-keys';

/** Encryption that is weak, for somebody else, or in the wrong place. */
export const hostileEncryption = {
  '3DES': invalid('encryption algorithm', async (terms) =>
    around(
      terms,
      await encryptAssertion(signed(terms), certificateOf(terms), {
        encryption: 'http://www.w3.org/2001/04/xmlenc#tripledes-cbc',
      }),
    ),
  ),
  'RSA PKCS #1 v1.5': invalid('key transport algorithm', async (terms) =>
    around(
      terms,
      await encryptAssertion(signed(terms), certificateOf(terms), {
        transport: 'http://www.w3.org/2001/04/xmlenc#rsa-1_5',
      }),
    ),
  ),
  'encrypted for somebody else': invalid('could not be decrypted', async (terms) =>
    sealResponse({ ...terms, encryptFor: (await testKeys('stranger')).certificate }, signed(terms)),
  ),
  'changed after it was encrypted': invalid('could not be decrypted', async (terms) =>
    (await encrypted(terms, signed(terms))).replace(
      /[^<>]{24}(?=<[^<]*<[^<]*<\/xenc:EncryptedData>)/,
      'A'.repeat(24),
    ),
  ),
  'a second encrypted text beside the assertion': invalid('exactly one EncryptedData', async (terms) => {
    const decoy = await encryptAssertion(signed(terms), certificateOf(terms));
    const data = decoy.replace(/<\/?saml:EncryptedAssertion[^>]*>/g, '');
    return around(
      terms,
      `<samlp:Extensions>${data}</samlp:Extensions>`,
      await encryptAssertion(signed(terms), certificateOf(terms)),
    );
  }),
  'an encrypted assertion inside an encrypted one': invalid('not an assertion', async (terms) =>
    encrypted(terms, await encryptAssertion(signed(terms), certificateOf(terms))),
  ),
  'encrypted by itself: the NameID': invalid('by itself', async (terms) => {
    const inner = await encryptAssertion(nameIdXml('x'), certificateOf(terms));
    return samlResponse(plain(terms), { rawNameId: inner.replaceAll('EncryptedAssertion', 'EncryptedID') });
  }),
} satisfies Record<string, HostileResponse>;
