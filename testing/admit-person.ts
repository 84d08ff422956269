import { db } from '@/lib/db/kysely';
import { repeatConflicts } from '@/lib/db/repeat-conflicts';
import type { JsonValue } from '@/lib/scim/json';
import { admit } from '@/lib/sso/admit';
import type { Admission } from '@/lib/sso/admit';
import type { AssertedIdentity } from '@/lib/sso/asserted-identity';
import { findConnection } from '@/lib/sso/connection';
import type { SsoConnection } from '@/lib/sso/connection';
import { newClient } from '@/testing/sign-in';

export interface TestAssertion {
  subject?: string;
  logout?: AssertedIdentity['logout'];
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

/** Lets an identity provider vouch for somebody, without asking one. */
export async function admitPerson(
  tenantId: string,
  { subject = 's-1', claims, logout = null, ...given }: TestAssertion,
): Promise<Admission> {
  const connection = given.connection ?? (await connectionOf(tenantId));
  const identity = { protocol: logout?.protocol ?? 'OIDC', subject, claims, logout };
  return repeatConflicts(() =>
    db()
      .transaction()
      .execute((trx) => admit(connection, identity, { client: newClient() }, trx)));
}

/** @throws when somebody is refused who should not be */
export async function admittedPerson(
  tenantId: string,
  assertion: TestAssertion,
): Promise<Extract<Admission, { ok: true }>> {
  const admission = await admitPerson(tenantId, assertion);
  if (!admission.ok) throw new Error(`Refused: ${admission.code}`);
  return admission;
}
