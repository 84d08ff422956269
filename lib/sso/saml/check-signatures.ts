import { requireAlgorithm } from '@/lib/sso/saml/algorithms';
import { invalidResponse } from '@/lib/sso/saml/invalid-response';
import type { ScannedElement } from '@/lib/sso/saml/scan-xml';
import { childrenNamed, everyElement, onlyChild } from '@/lib/sso/saml/scanned';

/** The parts of a signature (XML Signature §4), without those that responses have no use for: Object, Manifest. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  Signature: ['SignedInfo', 'SignatureValue', 'KeyInfo'],
  SignedInfo: ['CanonicalizationMethod', 'SignatureMethod', 'Reference'],
  Reference: ['Transforms', 'DigestMethod', 'DigestValue'],
  Transforms: ['Transform'],
};

/**
 * Checks what signatures say of themselves before they are verified: each signs the element that it is in and
 * nothing else, by accepted algorithms, and no two elements can be taken for each other.
 * @param signable the elements that may be signed
 * @throws SsoFailure sso_response_invalid
 */
export function checkSignatures(root: ScannedElement, signable: readonly ScannedElement[]): void {
  const ids = new Set<string>();
  let signatures = 0;
  for (const element of everyElement(root)) {
    for (const [name, value] of element.attributes) {
      if (name.toLowerCase() !== 'id') continue;
      if (ids.has(value)) throw invalidResponse('Two elements of the response have the same ID.');
      ids.add(value);
    }
    if (element.name === 'Signature') signatures += 1;
  }
  for (const element of signable) {
    const [signature, another] = childrenNamed(element, 'Signature');
    if (another) throw invalidResponse(`The ${element.name} has more than one signature.`);
    if (!signature) continue;
    checkSignature(signature, element);
    signatures -= 1;
  }
  if (signatures !== 0) throw invalidResponse('There is a signature where none belongs.');
}

function checkSignature(signature: ScannedElement, signed: ScannedElement): void {
  const info = onlyChild(signature, 'SignedInfo');
  const reference = onlyChild(info, 'Reference');
  const transforms = childrenNamed(reference, 'Transforms');
  for (const part of [signature, info, reference, ...transforms]) {
    const unknown = part.children.find(({ name }) => !PARTS[part.name]?.includes(name));
    if (unknown) throw invalidResponse(`A signature holds what it may not hold: ${unknown.name}.`);
  }
  requireAlgorithm('canonicalization', algorithmOf(onlyChild(info, 'CanonicalizationMethod')));
  requireAlgorithm('signature', algorithmOf(onlyChild(info, 'SignatureMethod')));
  requireAlgorithm('digest', algorithmOf(onlyChild(reference, 'DigestMethod')));
  for (const transform of transforms.flatMap((list) => list.children)) {
    requireAlgorithm('transform', algorithmOf(transform));
  }
  const id = signed.attributes.get('ID');
  if (id === undefined || reference.attributes.get('URI') !== `#${id}`) {
    throw invalidResponse(`The signature in the ${signed.name} is not one of the ${signed.name}.`);
  }
}

function algorithmOf(element: ScannedElement): string | undefined {
  return element.attributes.get('Algorithm');
}
