import { messageId } from '@/lib/sso/saml/message-id';
import { ASSERTION_NS } from '@/lib/sso/saml/names';
import {
  around,
  beforeEnd,
  certificateOf,
  forged,
  invalid,
  MORE_THAN_ONE,
  NOT_SIGNED,
  plain,
  signatureOf,
  signed,
  tampered,
  withoutSignature,
} from '@/testing/idp/hostile-response';
import type { HostileResponse } from '@/testing/idp/hostile-response';
import { assertionXml, encryptAssertion, samlResponse, signXml } from '@/testing/idp/saml-messages';

/** Signature wrapping (Somorovsky and others, "On Breaking SAML", 2012), by the paper's numbers, and relatives. */
export const wrappedSignatures = {
  'XSW1: the forged response holds the signed one in its signature': invalid(MORE_THAN_ONE, (terms) => {
    const good = signXml(around(terms, assertionXml(terms)), 'Response', terms.keys);
    const signature = beforeEnd(signatureOf(good), withoutSignature(good));
    return afterIssuer(around(terms, forged(terms)), signature);
  }),
  'XSW2: the forged response holds the signed one before its signature': invalid(MORE_THAN_ONE, (terms) => {
    const good = signXml(around(terms, assertionXml(terms)), 'Response', terms.keys);
    return afterIssuer(around(terms, forged(terms)), withoutSignature(good) + signatureOf(good));
  }),
  'XSW3: the forged assertion before the signed one': invalid(MORE_THAN_ONE, (terms) =>
    around(terms, forged(terms), signed(terms)),
  ),
  'XSW4: the forged assertion around the signed one': invalid(MORE_THAN_ONE, (terms) =>
    around(terms, beforeEnd(forged(terms), signed(terms))),
  ),
  'XSW5: the forged assertion has the signature of the one after it': invalid(MORE_THAN_ONE, (terms) => {
    const good = signed(terms);
    return around(terms, afterIssuer(forged(terms), signatureOf(good)), withoutSignature(good));
  }),
  'XSW6: the signature in the forged assertion holds the signed one': invalid(MORE_THAN_ONE, (terms) => {
    const good = signed(terms);
    return around(terms, afterIssuer(forged(terms), beforeEnd(signatureOf(good), withoutSignature(good))));
  }),
  'XSW7: the forged assertion in an extension': invalid(MORE_THAN_ONE, (terms) =>
    around(terms, `<samlp:Extensions>${forged(terms)}</samlp:Extensions>`, signed(terms)),
  ),
  'XSW8: the signed assertion in an object of the signature': invalid(MORE_THAN_ONE, (terms) => {
    const good = signed(terms);
    const object = `<Object>${withoutSignature(good)}</Object>`;
    return around(terms, afterIssuer(forged(terms), beforeEnd(signatureOf(good), object)));
  }),
  'an object in the signature': invalid('what it may not hold', (terms) =>
    tampered(terms, '</Signature>', '<Object>x</Object></Signature>'),
  ),
  'two assertions with the same ID': invalid(MORE_THAN_ONE, (terms) => {
    const id = messageId();
    return around(terms, forged(terms, { id }), signed(terms, { id }));
  }),
  'the ID of the assertion on another element': invalid('the same ID', async (terms) => {
    const id = messageId();
    return around(terms, signed(terms, { id })).replace('<samlp:Status>', `<samlp:Status ID="${id}">`);
  }),
  'a forged assertion beside an encrypted one': invalid(MORE_THAN_ONE, async (terms) =>
    around(terms, forged(terms), await encryptAssertion(signed(terms), certificateOf(terms))),
  ),
  'two roots': invalid(
    'follows the end',
    async (terms) => (await samlResponse(plain(terms))) + around(terms, forged(terms)),
  ),
  'the assertion alone': invalid('not a SAML response', (terms) => signed(terms)),
  'an assertion of another namespace': invalid(NOT_SIGNED, (terms) =>
    around(terms, signed(terms).replace(ASSERTION_NS, 'urn:elsewhere')),
  ),
} satisfies Record<string, HostileResponse>;

function afterIssuer(xml: string, piece: string): string {
  return xml.replace('</saml:Issuer>', () => `</saml:Issuer>${piece}`);
}
