import type { CredentialScope } from '@/lib/credentials/credential-scopes';
import type { ConformanceMode, IdentityProvider, RolesProfile } from '@/lib/db/generated/kysely/enums';
import { prisma } from '@/lib/db/prisma';

export type CredentialState = 'active' | 'expired' | 'revoked';

/** A credential without its secret, of which only the hash is stored. */
export interface CredentialView {
  id: string;
  label: string;
  provider: IdentityProvider | null;
  scopes: string[];
  mode: ConformanceMode;
  /** The form in which it reads the roles of the tenant. */
  rolesProfile: RolesProfile;
  /** Prefix and last four characters of the token. */
  hint: string;
  state: CredentialState;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  /** Address and user agent of the latest use. */
  lastUsedFrom: string | null;
  lastUsedAgent: string | null;
  createdAt: Date;
  createdByName: string;
  revokedAt: Date | null;
  revokedByName: string | null;
}

/** The columns of a view; the hash stays in the database. */
const selected = {
  id: true,
  label: true,
  provider: true,
  scopes: true,
  mode: true,
  rolesProfile: true,
  hint: true,
  expiresAt: true,
  lastUsedAt: true,
  lastUsedFrom: true,
  lastUsedAgent: true,
  createdAt: true,
  createdByName: true,
  revokedAt: true,
  revokedByName: true,
} as const;

/** The names of those columns, for queries that are not Prisma's. */
export const credentialColumns = Object.keys(selected) as (keyof typeof selected)[];

/** The tenant's credentials, newest first; with `scope`, those that have it. */
export async function listCredentials(
  tenantId: string,
  { scope }: { scope?: CredentialScope } = {},
): Promise<CredentialView[]> {
  const credentials = await prisma().credential.findMany({
    where: { tenantId, ...(scope && { scopes: { has: scope } }) },
    select: selected,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  });
  return credentials.map(withState);
}

/** One credential of the tenant; null for an id of none here. */
export async function findCredential(tenantId: string, id: string): Promise<CredentialView | null> {
  const credential = await prisma().credential.findUnique({
    where: { tenantId_id: { tenantId, id } },
    select: selected,
  });
  return credential && withState(credential);
}

export function withState(credential: Omit<CredentialView, 'state'>): CredentialView {
  return { ...credential, state: stateOf(credential) };
}

function stateOf({ revokedAt, expiresAt }: Pick<CredentialView, 'revokedAt' | 'expiresAt'>): CredentialState {
  if (revokedAt) return 'revoked';
  return expiresAt && expiresAt.getTime() <= Date.now() ? 'expired' : 'active';
}
