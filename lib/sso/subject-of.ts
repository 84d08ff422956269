import { storableText } from '@/lib/activity/storable-text';
import { foldCase } from '@/lib/shared/fold-case';
import type { AssertedIdentity } from '@/lib/sso/asserted-identity';

/** SAML core §8.3. */
const FORMATS = {
  emailAddress: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
  transient: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient',
} as const;

/** The format of a NameID as far as it matters here; null for OpenID Connect and for every other format. */
export function nameIdFormat({ logout }: Pick<AssertedIdentity, 'logout'>): keyof typeof FORMATS | null {
  const format = logout?.protocol === 'SAML' ? logout.nameId.format : null;
  if (format === FORMATS.emailAddress) return 'emailAddress';
  return format === FORMATS.transient ? 'transient' : null;
}

/**
 * Whom the identity provider means, as it is remembered. A NameID that is an address is compared as addresses are; a
 * transient one names another every time, so it is not remembered.
 */
export function subjectOf(identity: Pick<AssertedIdentity, 'subject' | 'logout'>): string | null {
  switch (nameIdFormat(identity)) {
    case 'transient':
      return null;
    case 'emailAddress':
      return foldCase(storableText(identity.subject));
    case null:
      return storableText(identity.subject);
  }
}
