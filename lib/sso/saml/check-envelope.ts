import { requireAlgorithm } from '@/lib/sso/saml/algorithms';
import { checkSignatures } from '@/lib/sso/saml/check-signatures';
import { invalidResponse } from '@/lib/sso/saml/invalid-response';
import type { ScannedElement } from '@/lib/sso/saml/scan-xml';
import { childrenNamed, everyElement, onlyChild } from '@/lib/sso/saml/scanned';

/**
 * Checks that a response holds one assertion, plain or encrypted, where it belongs, and none anywhere else: so
 * there is nothing that the signature could be of, and another thing that is read.
 * @throws SsoFailure sso_response_invalid
 */
export function checkEnvelope(response: ScannedElement): { encrypted: boolean; responseSigned: boolean } {
  const plain = childrenNamed(response, 'Assertion');
  const encrypted = childrenNamed(response, 'EncryptedAssertion');
  const [assertion, another] = [...plain, ...encrypted];
  const anywhere = count(response, 'Assertion') + count(response, 'EncryptedAssertion');
  if (!assertion) throw invalidResponse('The response holds no assertion.');
  if (another || anywhere !== 1) throw invalidResponse('The response holds more than one assertion.');
  checkSignatures(response, [response, ...plain]);
  if (encrypted.length > 0) checkEncryption(response, assertion);
  else refuseEncryption(response);
  return { encrypted: encrypted.length > 0, responseSigned: childrenNamed(response, 'Signature').length > 0 };
}

/** Checks what came out of an encrypted assertion as its envelope was checked: nobody has looked into it yet. */
export function checkDecrypted(assertion: ScannedElement): void {
  const another = count(assertion, 'Assertion') !== 1 || count(assertion, 'EncryptedAssertion') !== 0;
  if (assertion.name !== 'Assertion') throw invalidResponse('What is encrypted is not an assertion.');
  if (another) throw invalidResponse('The response holds more than one assertion.');
  checkSignatures(assertion, [assertion]);
  refuseEncryption(assertion);
}

/** One key and one text that it opens, so that there is no choice of what is decrypted. */
function checkEncryption(response: ScannedElement, encryptedAssertion: ScannedElement): void {
  const data = onlyChild(encryptedAssertion, 'EncryptedData');
  const keys = [...everyElement(encryptedAssertion)].filter(({ name }) => name === 'EncryptedKey');
  const [key] = keys;
  const once = count(response, 'EncryptedKey') === 1 && count(response, 'EncryptedData') === 1;
  if (!key || !once || count(response, 'CipherValue') !== 2) {
    throw invalidResponse('There has to be exactly one EncryptedData with one EncryptedKey in the response.');
  }
  for (const { name, attributes } of everyElement(encryptedAssertion)) {
    if (name === 'RetrievalMethod' && attributes.get('URI') !== `#${key.attributes.get('Id')}`) {
      throw invalidResponse('The encrypted assertion looks for its key elsewhere.');
    }
  }
  const transport = onlyChild(key, 'EncryptionMethod');
  requireAlgorithm('encryption', onlyChild(data, 'EncryptionMethod').attributes.get('Algorithm'));
  requireAlgorithm('key transport', transport.attributes.get('Algorithm'));
  for (const digest of childrenNamed(transport, 'DigestMethod')) {
    requireAlgorithm('key transport digest', digest.attributes.get('Algorithm'));
  }
}

function refuseEncryption(element: ScannedElement): void {
  if (count(element, 'EncryptedData') > 0) {
    throw invalidResponse(
      'A part of the assertion is encrypted by itself. Encrypt the whole assertion, or nothing.',
    );
  }
}

function count(element: ScannedElement, wanted: string): number {
  let found = 0;
  for (const { name } of everyElement(element)) if (name === wanted) found += 1;
  return found;
}
