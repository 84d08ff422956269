import type { SsoProtocol, SsoProvider } from '@/lib/db/generated/kysely/enums';
import { db } from '@/lib/db/kysely';
import type { Database, DatabaseTransaction } from '@/lib/db/kysely';
import type { ClaimNames } from '@/lib/sso/claim-names';

/** A tenant's connection to its identity provider, with its secrets as they are stored: sealed. */
export interface SsoConnection {
  tenantId: string;
  tenantName: string;
  protocol: SsoProtocol;
  provider: SsoProvider;
  enabled: boolean;
  /** Emailed codes are refused for the tenant's domains, except to owners marked as break-glass. */
  required: boolean;
  issuer: string;
  clientId: string;
  /** Sealed for [tenantId, 'sso', 'clientSecret']. */
  clientSecret: string | null;
  clientSecretHint: string | null;
  clientSecretSetAt: Date | null;
  clientSecretSetByName: string | null;
  /** Separated by blanks. */
  scopes: string;
  idpEntityId: string;
  idpSsoUrl: string;
  /** Empty when the identity provider offers no single logout. */
  idpSloUrl: string;
  idpMetadataUrl: string;
  /** PEM; all of them are accepted. */
  idpCertificates: string[];
  allowIdpInitiated: boolean;
  /** Sealed for [tenantId, 'sso', 'spPrivateKey']; null until SAML is set up. */
  spPrivateKey: string | null;
  /** PEM. */
  spCertificate: string | null;
  /** Only those that differ from the defaults of the provider. */
  claimNames: Partial<ClaimNames>;
  revision: number;
  /** Raised by every save that changes how the identity provider is spoken to. */
  trial: number;
  /** The trial that a test has succeeded for. */
  testedTrial: number | null;
  testedAt: Date | null;
  updatedAt: Date;
  updatedByName: string | null;
}

/** Null for a tenant that has never set one up, and for one that does not exist. */
export async function findConnection(
  tenantId: string,
  database: Database | DatabaseTransaction = db(),
): Promise<SsoConnection | null> {
  const row = await database
    .selectFrom('SsoConnection')
    .innerJoin('Tenant', 'Tenant.id', 'SsoConnection.tenantId')
    .selectAll('SsoConnection')
    .select('Tenant.name as tenantName')
    .where('SsoConnection.tenantId', '=', tenantId)
    .$castTo<SsoConnection>()
    .executeTakeFirst();
  return row ?? null;
}
