import { findConnection } from '@/lib/sso/connection';
import type { SsoConnection } from '@/lib/sso/connection';
import { createKeyPair } from '@/lib/sso/saml/sp-key-pair';
import { opens, sealField } from '@/lib/sso/sealed-secrets';

/** As it is stored: the key sealed, the certificate in PEM. */
export interface SealedKeyPair {
  spPrivateKey: string;
  spCertificate: string;
}

/** Whether a connection has a key pair that can be used. */
export function hasKeys(connection: Pick<SsoConnection, 'tenantId' | 'spPrivateKey'> | null): boolean {
  if (!connection || connection.spPrivateKey === null) return false;
  return opens(connection.tenantId, 'spPrivateKey', connection.spPrivateKey);
}

/**
 * A key pair for a tenant that has none; null for one that has. Making one takes long, so it is made before anything is
 * locked, and whoever writes it looks again whether it is needed.
 */
export async function keysIfNone(tenantId: string): Promise<SealedKeyPair | null> {
  if (hasKeys(await findConnection(tenantId))) return null;
  const { privateKey, certificate } = await createKeyPair(`Rollcall ${tenantId}`);
  return { spPrivateKey: sealField(tenantId, 'spPrivateKey', privateKey), spCertificate: certificate };
}
