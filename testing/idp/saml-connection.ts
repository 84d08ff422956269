import { seal } from '@/lib/secrets/seal';
import type { SsoConnection } from '@/lib/sso/connection';
import type { KeyPair } from '@/lib/sso/saml/sp-key-pair';
import { newConnection } from '@/testing/new-connection';

/** A connection by SAML that is in no database. */
export function samlConnection(
  tenantId: string,
  keys: KeyPair,
  fields: Partial<SsoConnection> & Pick<SsoConnection, 'idpEntityId' | 'idpCertificates'>,
): SsoConnection {
  return newConnection({
    tenantId,
    protocol: 'SAML',
    idpSsoUrl: 'https://idp.test/sso',
    spPrivateKey: seal([tenantId, 'sso', 'spPrivateKey'], keys.privateKey),
    spCertificate: keys.certificate,
    ...fields,
  });
}
