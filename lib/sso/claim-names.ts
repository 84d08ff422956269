import type { SsoProtocol, SsoProvider } from '@/lib/db/generated/kysely/enums';

/** What the identity provider calls each thing that Rollcall reads: a claim's name, or a SAML attribute's. */
export interface ClaimNames {
  email: string;
  givenName: string;
  familyName: string;
  phone: string;
  groups: string;
  /** What the role mapping reads when roles come from an attribute. */
  roles: string;
}

const OIDC: ClaimNames = {
  email: 'email',
  givenName: 'given_name',
  familyName: 'family_name',
  phone: 'phone_number',
  groups: 'groups',
  roles: 'roles',
};

/** As Okta's application wizard proposes them; most others let the admin choose. */
const SAML: ClaimNames = {
  email: 'email',
  givenName: 'firstName',
  familyName: 'lastName',
  phone: 'mobilePhone',
  groups: 'groups',
  roles: 'roles',
};

const SOAP_CLAIMS = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims';
const MICROSOFT_CLAIMS = 'http://schemas.microsoft.com/ws/2008/06/identity/claims';

/** Microsoft Entra's default claims of a SAML token. */
const ENTRA_SAML: ClaimNames = {
  email: `${SOAP_CLAIMS}/emailaddress`,
  givenName: `${SOAP_CLAIMS}/givenname`,
  familyName: `${SOAP_CLAIMS}/surname`,
  phone: `${SOAP_CLAIMS}/mobilephone`,
  groups: `${MICROSOFT_CLAIMS}/groups`,
  roles: `${MICROSOFT_CLAIMS}/role`,
};

export function defaultClaimNames(protocol: SsoProtocol, provider: SsoProvider): ClaimNames {
  if (protocol === 'OIDC') return OIDC;
  return provider === 'ENTRA' ? ENTRA_SAML : SAML;
}

/** The names in force for a connection. */
export function claimNamesOf(connection: {
  protocol: SsoProtocol;
  provider: SsoProvider;
  claimNames: Partial<ClaimNames>;
}): ClaimNames {
  return { ...defaultClaimNames(connection.protocol, connection.provider), ...connection.claimNames };
}
