import { sql } from 'kysely';
import type { SsoProtocol, SsoPurpose } from '@/lib/db/generated/kysely/enums';
import { db } from '@/lib/db/kysely';
import type { Database, DatabaseTransaction } from '@/lib/db/kysely';

/** Time to sign in at the identity provider, with a second factor and a forgotten password. */
export const REQUEST_MINUTES = 10;

/** A sign-in that has gone to the identity provider and is waited for. */
export interface SsoRequest {
  /** SHA-256 of `state` (secretHash) for OpenID Connect; the ID of the AuthnRequest for SAML. */
  id: string;
  tenantId: string;
  protocol: SsoProtocol;
  purpose: SsoPurpose;
  /** The admin who tests, for TEST. */
  memberId: string | null;
  /** secretHash of the secret in the cookie of the browser that went. */
  browserHash: string;
  nonce: string | null;
  /** Sealed for [tenantId, 'sso-request', id]. */
  codeVerifier: string | null;
  /** A path of this origin. */
  returnPath: string;
  /** The connection's `trial` when it went. */
  trial: number;
}

export async function openRequest(request: SsoRequest): Promise<void> {
  const expiresAt = sql<Date>`now() + make_interval(mins => ${REQUEST_MINUTES}::integer)`;
  await db()
    .insertInto('SsoRequest')
    .values({ ...request, expiresAt })
    .execute();
}

/** Null when there is none of this tenant, or it is too old. */
export async function findRequest(tenantId: string, id: string): Promise<SsoRequest | null> {
  const row = await db()
    .selectFrom('SsoRequest')
    .selectAll()
    .where('tenantId', '=', tenantId)
    .where('id', '=', id)
    .where('expiresAt', '>', sql<Date>`now()`)
    .executeTakeFirst();
  return row ?? null;
}

/** Takes a request out: of several answers to it, one gets it, and the others null. */
export async function takeRequest(
  tenantId: string,
  id: string,
  database: Database | DatabaseTransaction = db(),
): Promise<SsoRequest | null> {
  const row = await database
    .deleteFrom('SsoRequest')
    .where('tenantId', '=', tenantId)
    .where('id', '=', id)
    .where('expiresAt', '>', sql<Date>`now()`)
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}
