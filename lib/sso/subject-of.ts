import { storableText } from '@/lib/activity/storable-text';
import { foldCase } from '@/lib/shared/fold-case';
import type { AssertedIdentity } from '@/lib/sso/asserted-identity';
import { imitatesAscii } from '@/lib/sso/imitates-ascii';

/** SAML core §8.3.2. */
const EMAIL_ADDRESS = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress';

/** Whether the identity provider names the person by their address. */
export function isNamedByAddress({ logout }: Pick<AssertedIdentity, 'logout'>): boolean {
  return logout?.protocol === 'SAML' && logout.nameId.format === EMAIL_ADDRESS;
}

/**
 * Whom the identity provider means, as it is remembered: a NameID that is an address is compared as addresses are, but
 * that one which imitates another stays what it is.
 */
export function subjectOf(identity: Pick<AssertedIdentity, 'subject' | 'logout'>): string {
  const subject = storableText(identity.subject);
  return isNamedByAddress(identity) && !imitatesAscii(subject) ? foldCase(subject) : subject;
}
