import { seal } from '@/lib/secrets/seal';
import type { SsoConnection } from '@/lib/sso/connection';
import type { KeyPair } from '@/lib/sso/saml/sp-key-pair';

/** A connection by SAML as it would be read from the database, which it is not in. */
export function samlConnection(
  tenantId: string,
  keys: KeyPair,
  fields: Partial<SsoConnection> & Pick<SsoConnection, 'idpEntityId' | 'idpCertificates'>,
): SsoConnection {
  return {
    tenantId,
    tenantName: 'Acme',
    protocol: 'SAML',
    provider: 'OTHER',
    enabled: true,
    required: false,
    issuer: '',
    clientId: '',
    clientSecret: null,
    clientSecretHint: null,
    clientSecretSetAt: null,
    clientSecretSetByName: null,
    scopes: '',
    idpSsoUrl: 'https://idp.test/sso',
    idpSloUrl: '',
    idpMetadataUrl: '',
    allowIdpInitiated: false,
    spPrivateKey: seal([tenantId, 'sso', 'spPrivateKey'], keys.privateKey),
    spCertificate: keys.certificate,
    claimNames: {},
    revision: 1,
    trial: 1,
    testedTrial: 1,
    testedAt: null,
    updatedAt: new Date(),
    updatedByName: null,
    ...fields,
  };
}
