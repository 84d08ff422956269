import { protocolNames, ssoProviders } from '@/lib/sso/sso-providers';
import type { DiffItem } from '../ui/diff-list';
import type { ComparedValue } from '../identity/conflict-notice';
import { splitCertificates, type ConnectionFields, type FieldName } from './connection-fields';

/** How the fields are called on the page. */
export const fieldLabels: Readonly<Record<FieldName, string>> = {
  provider: 'Identity provider',
  protocol: 'Protocol',
  issuer: 'Issuer',
  clientId: 'Client ID',
  clientSecret: 'Client secret',
  scopes: 'Scopes',
  idpMetadataUrl: 'Metadata URL',
  idpSsoUrl: 'SSO URL',
  idpEntityId: 'IdP entity ID',
  idpSloUrl: 'Logout URL',
  certificates: 'Certificates',
  allowIdpInitiated: 'Sign-ins that begin at the IdP',
  email: 'Email',
  givenName: 'Given name',
  familyName: 'Family name',
  phone: 'Phone',
  groups: 'Groups',
  roles: 'Roles',
};

const claims: readonly FieldName[] = ['email', 'givenName', 'familyName', 'phone', 'groups', 'roles'];

/** "certificate AB:CD:12:34", by the fingerprint where it is known. */
export type CertificateName = (pem: string) => string;

/** A field's value in words; null where there is none. */
function wordsOf(fields: ConnectionFields, name: FieldName, nameOf: CertificateName): string | null {
  const value = fields[name];
  if (name === 'protocol') return protocolNames[fields.protocol];
  if (name === 'provider') return ssoProviders.find((each) => each.value === value)?.label ?? null;
  if (name === 'allowIdpInitiated') return value ? 'allowed' : 'refused';
  if (name === 'clientSecret') return value ? 'a new one' : 'as it is';
  if (name === 'certificates') return splitCertificates(fields.certificates).map(nameOf).join(', ') || null;
  return (typeof value === 'string' && value.trim()) || (claims.includes(name) ? 'default' : null);
}

function labelOf(name: FieldName): string {
  return claims.includes(name) ? `Claim for ${fieldLabels[name].toLowerCase()}` : fieldLabels[name];
}

/** What differs from what is saved, in the reader's words. */
export function changedFacts(
  changed: readonly FieldName[],
  saved: ConnectionFields,
  values: ConnectionFields,
  nameOf: CertificateName,
): DiffItem[] {
  return changed.map((name) => ({
    label: labelOf(name),
    before: wordsOf(saved, name, nameOf),
    after: wordsOf(values, name, nameOf),
  }));
}

/** What two admins want of the fields that either changed. */
export function comparedFacts(
  before: ConnectionFields,
  theirs: ConnectionFields,
  yours: ConnectionFields,
  nameOf: CertificateName,
): ComparedValue[] {
  return (Object.keys(fieldLabels) as FieldName[])
    .filter((name) => before[name] !== theirs[name] || before[name] !== yours[name])
    .map((name) => ({
      label: labelOf(name),
      before: wordsOf(before, name, nameOf),
      theirs: wordsOf(theirs, name, nameOf),
      yours: wordsOf(yours, name, nameOf),
    }));
}
