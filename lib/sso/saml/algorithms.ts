import { invalidResponse } from '@/lib/sso/saml/invalid-response';
import { quoted } from '@/lib/sso/quoted';

/**
 * The algorithms that are accepted, by what they are for: of those that the library verifies and opens, the ones
 * that are not broken. SHA-1 stays allowed inside of RSA-OAEP, where nobody needs to find collisions, and AES-CBC,
 * because Okta and Entra encrypt with it; whatever it opens to has to be signed.
 */
const accepted = {
  signature: [
    'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
    'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1',
  ],
  digest: ['http://www.w3.org/2001/04/xmlenc#sha256', 'http://www.w3.org/2001/04/xmlenc#sha512'],
  canonicalization: [
    'http://www.w3.org/2001/10/xml-exc-c14n#',
    'http://www.w3.org/2001/10/xml-exc-c14n#WithComments',
    'http://www.w3.org/TR/2001/REC-xml-c14n-20010315',
    'http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments',
  ],
  transform: [
    'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
    'http://www.w3.org/2001/10/xml-exc-c14n#',
    'http://www.w3.org/2001/10/xml-exc-c14n#WithComments',
    'http://www.w3.org/TR/2001/REC-xml-c14n-20010315',
    'http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments',
  ],
  encryption: [
    'http://www.w3.org/2009/xmlenc11#aes256-gcm',
    'http://www.w3.org/2009/xmlenc11#aes128-gcm',
    'http://www.w3.org/2001/04/xmlenc#aes256-cbc',
    'http://www.w3.org/2001/04/xmlenc#aes128-cbc',
  ],
  'key transport': ['http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p'],
  'key transport digest': ['http://www.w3.org/2000/09/xmldsig#sha1'],
} as const satisfies Record<string, readonly string[]>;

/** @throws SsoFailure sso_response_invalid that names the algorithm, and those to choose from */
export function requireAlgorithm(use: keyof typeof accepted, algorithm: string | undefined): void {
  const choice: readonly string[] = accepted[use];
  if (algorithm !== undefined && choice.includes(algorithm)) return;
  const shown = algorithm === undefined ? 'none' : quoted(algorithm);
  throw invalidResponse(
    `The response uses a ${use} algorithm that is not accepted: ${shown}. Choose one of these in the identity ` +
      `provider: ${choice.join(', ')}.`,
  );
}
