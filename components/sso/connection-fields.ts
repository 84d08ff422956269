import type { ConnectionInput } from '@/lib/sso/admin/connection-draft';
import type { CertificateView, ConnectionView } from '@/lib/sso/admin/connection-shape';
import type { ClaimNames } from '@/lib/sso/claim-names';
import type { SsoProtocol, SsoProvider } from '@/lib/sso/sso-providers';

/** The connection as the form edits it: flat, and of primitive values, so that what changed can be told. */
export interface ConnectionFields extends ClaimNames {
  protocol: SsoProtocol;
  provider: SsoProvider;
  issuer: string;
  clientId: string;
  /** A new one; empty keeps what is stored, which never leaves the server. */
  clientSecret: string;
  scopes: string;
  idpMetadataUrl: string;
  idpSsoUrl: string;
  idpEntityId: string;
  idpSloUrl: string;
  /** One PEM after another. */
  certificates: string;
  allowIdpInitiated: boolean;
}

export type FieldName = keyof ConnectionFields;

export function joinCertificates(certificates: readonly Pick<CertificateView, 'pem'>[]): string {
  return certificates.map(({ pem }) => pem.trim()).join('\n');
}

/** The PEMs in a text of several, in their order. */
export function splitCertificates(text: string): string[] {
  return text.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
}

export function fieldsOf({ protocol, provider, oidc, saml, claimNames }: ConnectionView): ConnectionFields {
  const { issuer, clientId, scopes } = oidc;
  const { idpMetadataUrl, idpSsoUrl, idpEntityId, idpSloUrl, certificates, allowIdpInitiated } = saml;
  const { email = '', givenName = '', familyName = '', phone = '', groups = '', roles = '' } = claimNames;
  return {
    provider,
    protocol,
    issuer,
    clientId,
    clientSecret: '',
    scopes,
    idpMetadataUrl,
    idpSsoUrl,
    idpEntityId,
    idpSloUrl,
    certificates: joinCertificates(certificates),
    allowIdpInitiated,
    email,
    givenName,
    familyName,
    phone,
    groups,
    roles,
  };
}

export function inputOf(revision: number, fields: ConnectionFields): ConnectionInput {
  const { protocol, provider, issuer, clientId, clientSecret, scopes } = fields;
  const { idpEntityId, idpSsoUrl, idpSloUrl, idpMetadataUrl, allowIdpInitiated } = fields;
  const { email, givenName, familyName, phone, groups, roles } = fields;
  const certificates = splitCertificates(fields.certificates);
  return {
    revision,
    protocol,
    provider,
    oidc: { issuer, clientId, scopes, ...(clientSecret && { clientSecret }) },
    saml: { idpEntityId, idpSsoUrl, idpSloUrl, idpMetadataUrl, certificates, allowIdpInitiated },
    claimNames: { email, givenName, familyName, phone, groups, roles },
  };
}

/** Errors by field, of errors by place: `oidc.issuer`, `saml.certificates.0`, `protocol`. */
export function fieldErrorsOf(errors: Readonly<Record<string, string>>): Partial<Record<FieldName, string>> {
  const byField: Partial<Record<FieldName, string>> = {};
  for (const [place, message] of Object.entries(errors)) {
    const parts = place.split('.');
    byField[(parts[1] ?? parts[0]) as FieldName] ??= message;
  }
  return byField;
}

/** Id of a field's control. */
export function controlId(field: FieldName): string {
  return `sso-${field}`;
}
