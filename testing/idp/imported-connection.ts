import type { SsoConnection } from '@/lib/sso/connection';
import type { ReadIdpMetadata } from '@/lib/sso/saml/idp-metadata';
import { samlConnection } from '@/testing/idp/saml-connection';
import { testKeys } from '@/testing/idp/test-keys';

/** A connection that was set up with the metadata of the identity provider, as an admin does; its keys are `sp`. */
export async function importedConnection(tenantId: string, read: ReadIdpMetadata): Promise<SsoConnection> {
  if (!read.ok) throw new Error(read.message);
  const { entityId, ssoUrl, sloUrl, certificates } = read.metadata;
  return samlConnection(tenantId, await testKeys('sp'), {
    idpEntityId: entityId,
    idpSsoUrl: ssoUrl,
    idpSloUrl: sloUrl,
    idpCertificates: certificates,
  });
}
