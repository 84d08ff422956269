import { invalidResponse } from '@/lib/sso/saml/invalid-response';
import type { ScannedElement } from '@/lib/sso/saml/scan-xml';

/** Every element below, itself included, in the order of the text. */
export function* everyElement(element: ScannedElement): Generator<ScannedElement> {
  yield element;
  for (const child of element.children) yield* everyElement(child);
}

export function childrenNamed(element: ScannedElement, name: string): ScannedElement[] {
  return element.children.filter((child) => child.name === name);
}

/** @throws SsoFailure sso_response_invalid when there is none, or more than one */
export function onlyChild(element: ScannedElement, name: string): ScannedElement {
  const [child, another] = childrenNamed(element, name);
  if (!child || another) throw invalidResponse(`There has to be exactly one ${name} in ${element.name}.`);
  return child;
}
