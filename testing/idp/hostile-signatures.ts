import {
  around,
  encrypted,
  forged,
  invalid,
  NOT_SIGNED,
  plain,
  signed,
  tampered,
  VICTIM,
} from '@/testing/idp/hostile-response';
import type { HostileResponse } from '@/testing/idp/hostile-response';
import { assertionXml, samlResponse, sealResponse, signXml } from '@/testing/idp/saml-messages';
import { testKeys } from '@/testing/idp/test-keys';

const SHA1 = 'http://www.w3.org/2000/09/xmldsig#sha1';
const RSA_SHA1 = 'http://www.w3.org/2000/09/xmldsig#rsa-sha1';

/** Signatures that are missing, somebody else's, of something else, or weak. */
export const hostileSignatures = {
  unsigned: invalid(NOT_SIGNED, (terms) => around(terms, forged(terms))),
  'unsigned and encrypted': invalid(NOT_SIGNED, (terms) => encrypted(terms, forged(terms))),
  'signed by another key': invalid(NOT_SIGNED, async (terms) =>
    samlResponse({ ...terms, keys: await testKeys('stranger') }, { nameId: VICTIM }),
  ),
  'only the response is signed': invalid(NOT_SIGNED, (terms) =>
    signXml(around(terms, assertionXml(terms)), 'Response', terms.keys),
  ),
  'the response is signed by another key': invalid(NOT_SIGNED, async (terms) =>
    signXml(around(terms, signed(terms)), 'Response', await testKeys('stranger')),
  ),
  'changed after it was signed': invalid(NOT_SIGNED, (terms) =>
    tampered(terms, `>${terms.user.nameId}<`, `>${VICTIM}<`),
  ),
  'RSA-SHA1 signature': invalid('signature algorithm', (terms) =>
    sealResponse(terms, signXml(assertionXml(terms), 'Assertion', terms.keys, { signature: RSA_SHA1 })),
  ),
  'SHA-1 digest': invalid('digest algorithm', (terms) =>
    sealResponse(terms, signXml(assertionXml(terms), 'Assertion', terms.keys, { digest: SHA1 })),
  ),
  'RSA-SHA1 signature inside encryption': invalid('signature algorithm', (terms) =>
    encrypted(terms, signXml(assertionXml(terms), 'Assertion', terms.keys, { signature: RSA_SHA1 })),
  ),
  'RSA-SHA1 written in single quotes': invalid('signature algorithm', (terms) => {
    const xml = signXml(assertionXml(terms), 'Assertion', terms.keys, { signature: RSA_SHA1 });
    return around(terms, xml.replace(`"${RSA_SHA1}"`, `'${RSA_SHA1}'`));
  }),
  'RSA-SHA1 behind an attribute with ">" in it': invalid('signature algorithm', (terms) => {
    const xml = signXml(assertionXml(terms), 'Assertion', terms.keys, { signature: RSA_SHA1 });
    return around(terms, xml.replace('<SignatureMethod ', '<SignatureMethod x=">" '));
  }),
  'HMAC with the public certificate as its key': invalid('signature algorithm', (terms) =>
    tampered(
      terms,
      /SignatureMethod Algorithm="[^"]*"/,
      'SignatureMethod Algorithm="http://www.w3.org/2000/09/xmldsig#hmac-sha1"',
    ),
  ),
  'a transform that selects': invalid('transform algorithm', (terms) =>
    tampered(
      terms,
      /Transform Algorithm="[^"]*"/,
      'Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"',
    ),
  ),
  'a signature of nothing': invalid('is not one of the Assertion', (terms) =>
    tampered(terms, /URI="[^"]*"/, 'URI=""'),
  ),
  'two signed infos': invalid('exactly one SignedInfo', async (terms) => {
    const xml = await samlResponse(plain(terms));
    const info = /<SignedInfo>[\s\S]*<\/SignedInfo>/.exec(xml)?.[0] ?? '';
    return xml.replace(info, () => info + info);
  }),
} satisfies Record<string, HostileResponse>;
