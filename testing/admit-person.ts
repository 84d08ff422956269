import { db } from '@/lib/db/kysely';
import { repeatConflicts } from '@/lib/db/repeat-conflicts';
import type { JsonValue } from '@/lib/scim/json';
import { admit } from '@/lib/sso/admit';
import type { Admission } from '@/lib/sso/admit';
import { findConnection } from '@/lib/sso/connection';
import type { SsoConnection } from '@/lib/sso/connection';
import { newClient } from '@/testing/sign-in';

export interface TestAssertion {
  subject?: string;
  claims: Record<string, JsonValue>;
  /** As it was read when the sign-in began; the tenant's as it is now when it is not given. */
  connection?: SsoConnection;
}

/** The connection that a test has given the tenant. */
export async function connectionOf(tenantId: string): Promise<SsoConnection> {
  const connection = await findConnection(tenantId);
  if (!connection) throw new Error('The tenant has no connection.');
  return connection;
}

/** Lets an identity provider vouch for somebody by OpenID Connect, without asking one. */
export async function admitPerson(
  tenantId: string,
  { subject = 's-1', claims, ...given }: TestAssertion,
): Promise<Admission> {
  const connection = given.connection ?? (await connectionOf(tenantId));
  const identity = { protocol: 'OIDC' as const, subject, claims, logout: null };
  return repeatConflicts(() =>
    db()
      .transaction()
      .execute((trx) => admit(connection, identity, { client: newClient() }, trx)));
}
