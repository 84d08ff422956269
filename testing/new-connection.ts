import { randomBytes } from 'node:crypto';
import { seal } from '@/lib/secrets/seal';
import type { SsoConnection } from '@/lib/sso/connection';

/** A connection of a tenant of its own that is in no database. */
export function newConnection({
  secret = null,
  ...fields
}: Partial<SsoConnection> & { /** As the admin typed it. */ secret?: string | null }): SsoConnection {
  const tenantId = fields.tenantId ?? `tenant-${randomBytes(6).toString('hex')}`;
  return {
    tenantId,
    tenantName: 'Acme',
    protocol: 'OIDC',
    provider: 'OTHER',
    enabled: true,
    required: false,
    issuer: '',
    clientId: '',
    clientSecret: secret === null ? null : seal([tenantId, 'sso', 'clientSecret'], secret),
    clientSecretHint: secret === null ? null : secret.slice(-4),
    clientSecretSetAt: null,
    clientSecretSetByName: null,
    scopes: 'openid email profile groups',
    idpEntityId: '',
    idpSsoUrl: '',
    idpSloUrl: '',
    idpMetadataUrl: '',
    idpCertificates: [],
    allowIdpInitiated: false,
    spPrivateKey: null,
    spCertificate: null,
    claimNames: {},
    revision: 1,
    trial: 1,
    testedTrial: 1,
    testedAt: null,
    updatedAt: new Date(0),
    updatedByName: null,
    ...fields,
  };
}
