import { noteCredentialUse } from '@/lib/credentials/credential-use';
import { parseToken } from '@/lib/credentials/token';
import type { ConformanceMode, IdentityProvider, RolesProfile } from '@/lib/db/generated/kysely/enums';
import { db } from '@/lib/db/kysely';
import { prepared } from '@/lib/db/prepared';

const SCIM_SCOPE = 'scim';

/** Far above the length of a token with its scheme written twice. */
const LONGEST_HEADER = 1024;

/** The credential of a request, as its events name it. */
export interface CredentialFacts {
  id: string;
  label: string;
  provider: IdentityProvider | null;
}

/** Everything a request needs to know of its tenant. */
export interface BearerAccess {
  tenantId: string;
  credential: CredentialFacts & { mode: ConformanceMode; rolesProfile: RolesProfile };
  settings: {
    scimEnabled: boolean;
    logSuccessfulReads: boolean;
    /** Which role mapping was in force. */
    mappingGeneration: number;
    /** Which definition of the tenant's schemas was in force. */
    schemaRevision: number;
  };
  /** How the header differed from "Bearer <token>", for the activity event. */
  headerNote: string | null;
}

/** Told apart for the tenant's activity log; a client sees the same 401 for every one. */
export type BearerRefusalReason = 'missing' | 'malformed' | 'unknown' | 'expired' | 'revoked' | 'scope';

export type BearerOutcome =
  | { kind: 'accepted'; access: BearerAccess }
  | {
      kind: 'refused';
      reason: BearerRefusalReason;
      /** Set when the token is one of ours, so that its tenant can be told. */
      owner: { tenantId: string; credential: CredentialFacts } | null;
    };

export interface BearerRequest {
  authorization: string | undefined;
  clientAddress: string;
  userAgent: string | undefined;
  now: Date;
}

/**
 * Decides who sends a request. A token is checked for shape and checksum before the database is asked, and
 * the database is asked once, for credential, tenant and settings together.
 */
export async function authenticateBearer(request: BearerRequest): Promise<BearerOutcome> {
  const presented = readHeader(request.authorization);
  if (typeof presented === 'string') return { kind: 'refused', reason: presented, owner: null };

  const found = await findCredential(presented.hash);
  if (!found) return { kind: 'refused', reason: 'unknown', owner: null };

  const { tenantId, id, label, provider, mode, rolesProfile, ...rest } = found;
  const { scopes, expiresAt, lastUsedAt, revokedAt, ...settings } = rest;
  const reason = refusalOf({ scopes, expiresAt, revokedAt }, request.now);
  if (reason) return { kind: 'refused', reason, owner: { tenantId, credential: { id, label, provider } } };

  noteCredentialUse({ tenantId, id, lastUsedAt }, request);
  const { headerNote } = presented;
  return {
    kind: 'accepted',
    access: { tenantId, credential: { id, label, provider, mode, rolesProfile }, settings, headerNote },
  };
}

/**
 * Admins paste tokens into fields of which some add the scheme, some do not, and some do although it was
 * pasted with the token. A bare token is only taken when it is recognisably ours.
 */
function readHeader(
  authorization: string | undefined,
): { hash: string; headerNote: string | null } | BearerRefusalReason {
  const header = authorization?.trim() ?? '';
  if (header === '') return 'missing';
  if (header.length > LONGEST_HEADER) return 'malformed';
  const words = header.split(/[ \t]+/);
  const schemes = words.slice(0, -1);
  const hash = parseToken(words.at(-1) ?? '');
  if (hash === null || schemes.length > 2 || schemes.some((word) => word.toLowerCase() !== 'bearer')) {
    return 'malformed';
  }
  return { hash, headerNote: headerNotes[schemes.length] ?? null };
}

/** By the number of times that "Bearer" stands before the token. */
const headerNotes: Readonly<Record<number, string>> = {
  0: 'The token arrived without "Bearer" before it',
  2: 'The token arrived with "Bearer" before it twice',
};

/**
 * The one query without a tenant in its condition: the token's hash, unique everywhere, says which tenant it
 * is.
 */
function findCredential(hash: string) {
  return db()
    .selectFrom('Credential as credential')
    .innerJoin('IdentitySettings as settings', 'settings.tenantId', 'credential.tenantId')
    .innerJoin('RoleMapping as mapping', 'mapping.tenantId', 'credential.tenantId')
    .select([
      'credential.tenantId',
      'credential.id',
      'credential.label',
      'credential.provider',
      'credential.mode',
      'credential.rolesProfile',
      'credential.scopes',
      'credential.expiresAt',
      'credential.lastUsedAt',
      'credential.revokedAt',
      'settings.scimEnabled',
      'settings.logSuccessfulReads',
      'mapping.generation as mappingGeneration',
      'settings.schemaRevision',
    ])
    .where('credential.hash', '=', hash)
    .modifyFront(prepared)
    .executeTakeFirst();
}

function refusalOf(
  credential: { scopes: string[]; expiresAt: Date | null; revokedAt: Date | null },
  now: Date,
): BearerRefusalReason | null {
  if (credential.revokedAt) return 'revoked';
  if (credential.expiresAt && credential.expiresAt <= now) return 'expired';
  return credential.scopes.includes(SCIM_SCOPE) ? null : 'scope';
}
