import type { ClaimNames } from '@/lib/sso/claim-names';
import type { SsoConnection } from '@/lib/sso/connection';

/** What admins decide about a connection, but for the client secret and the switches. */
export type ConnectionFields = Pick<
  SsoConnection,
  | 'protocol'
  | 'provider'
  | 'issuer'
  | 'clientId'
  | 'scopes'
  | 'idpEntityId'
  | 'idpSsoUrl'
  | 'idpSloUrl'
  | 'idpMetadataUrl'
  | 'idpCertificates'
  | 'allowIdpInitiated'
  | 'claimNames'
>;

export const DEFAULT_SCOPES = 'openid email profile';

/** What a new connection starts with. */
export const blankFields: ConnectionFields = {
  protocol: 'OIDC',
  provider: 'OTHER',
  issuer: '',
  clientId: '',
  scopes: DEFAULT_SCOPES,
  idpEntityId: '',
  idpSsoUrl: '',
  idpSloUrl: '',
  idpMetadataUrl: '',
  idpCertificates: [],
  allowIdpInitiated: false,
  claimNames: {},
};

/** In the order of the page, with the words for them. */
export const claimLabels: Record<keyof ClaimNames, string> = {
  email: 'email',
  givenName: 'given name',
  familyName: 'family name',
  phone: 'phone',
  groups: 'groups',
  roles: 'roles',
};
