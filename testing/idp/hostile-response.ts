import type { SsoCode } from '@/lib/activity/sso-codes';
import { assertionXml, responseXml, samlResponse, sealResponse, signXml } from '@/testing/idp/saml-messages';
import type { AssertionChanges, ResponseTerms } from '@/testing/idp/saml-messages';

/** A response that must not be accepted. */
export interface HostileResponse {
  code: SsoCode;
  /** Part of what admins read: so a test knows that the right check refused it. */
  words: string;
  make: (terms: ResponseTerms) => string | Promise<string>;
}

/** Whom attackers would like to be. */
export const VICTIM = 'owner@victim.test';

export const NOT_SIGNED = 'not signed by any certificate';
export const MORE_THAN_ONE = 'more than one assertion';

const SIGNATURE = /<Signature[\s\S]*<\/Signature>/;

/** A hostile response that is refused like nearly all of them. */
export function invalid(words: string, make: HostileResponse['make']): HostileResponse {
  return { code: 'sso_response_invalid', words, make };
}

/** What the identity provider has signed. */
export function signed(terms: ResponseTerms, changes: AssertionChanges = {}): string {
  return signXml(assertionXml(terms, changes), 'Assertion', terms.keys);
}

/** What an attacker would like it to have signed. */
export function forged(terms: ResponseTerms, changes: AssertionChanges = {}): string {
  return assertionXml(terms, { nameId: VICTIM, ...changes });
}

/** A response of assertions as they are. */
export function around(terms: ResponseTerms, ...content: string[]): string {
  return responseXml(terms, content.join(''));
}

export function plain(terms: ResponseTerms): ResponseTerms {
  return { ...terms, encryptFor: null };
}

/** A response with the assertion encrypted for the service provider. */
export function encrypted(terms: ResponseTerms, assertion: string): Promise<string> {
  return sealResponse({ ...terms, encryptFor: certificateOf(terms) }, assertion);
}

export function certificateOf({ encryptFor }: ResponseTerms): string {
  if (encryptFor === null)
    throw new Error('This response has to be encrypted: give the terms a certificate.');
  return encryptFor;
}

/** A good, plain response with a piece replaced after it was signed. */
export async function tampered(terms: ResponseTerms, from: string | RegExp, to: string): Promise<string> {
  const xml = await samlResponse(plain(terms));
  const changed = xml.replace(from, () => to);
  if (changed === xml) throw new Error(`There is no ${String(from)} to replace.`);
  return changed;
}

export function nameIdXml(inner: string): string {
  return `<saml:NameID>${inner}</saml:NameID>`;
}

export function signatureOf(xml: string): string {
  return SIGNATURE.exec(xml)?.[0] ?? '';
}

export function withoutSignature(xml: string): string {
  return xml.replace(SIGNATURE, '');
}

/** Puts a piece before the end tag of the outermost element. */
export function beforeEnd(xml: string, piece: string): string {
  return xml.replace(/<\/[^<]*>$/, (end) => `${piece}${end}`);
}
