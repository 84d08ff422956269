import { decrypt } from 'xml-encryption';
import { invalidResponse } from '@/lib/sso/saml/invalid-response';

/** One message whatever failed, because telling failures apart is how encrypted texts are guessed. */
const MESSAGE =
  'The assertion could not be decrypted. If this goes on, give the identity provider the certificate of our ' +
  'metadata again.';

/**
 * Opens the encrypted assertion of a response whose envelope was checked.
 * @returns its text, which nobody has looked into yet
 * @throws SsoFailure sso_response_invalid
 */
export async function decryptAssertion(xml: string, privateKey: string): Promise<string> {
  const options = {
    key: privateKey,
    disallowDecryptionWithInsecureAlgorithm: true,
    warnInsecureAlgorithm: false,
  };
  return new Promise((opened, failed) => {
    decrypt(xml, options, (error: Error | null, text: string | undefined) => {
      if (error || text === undefined) failed(invalidResponse(MESSAGE));
      else opened(text);
    });
  });
}
