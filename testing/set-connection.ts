import type { Insertable } from 'kysely';
import { sql } from 'kysely';
import type { DB } from '@/lib/db/generated/kysely/types';
import { db } from '@/lib/db/kysely';

/** Gives a tenant a connection, enabled and tested, without asking an identity provider. */
export async function setConnection(
  tenantId: string,
  fields: Partial<Insertable<DB['SsoConnection']>>,
): Promise<void> {
  const values = { enabled: true, testedTrial: 1, ...fields };
  await db()
    .insertInto('SsoConnection')
    .values({ tenantId, ...values })
    .onConflict((conflict) => conflict.column('tenantId').doUpdateSet(values))
    .execute();
}

/** Verifies a domain for a tenant, as its TXT record would. */
export async function verifyDomain(tenantId: string, domain: string): Promise<void> {
  const now = sql<Date>`now()`;
  const values = { challenge: 'test', createdByName: 'Olga Owner', verifiedAt: now };
  await db()
    .insertInto('EmailDomain')
    .values({ tenantId, domain, ...values })
    .onConflict((conflict) => conflict.columns(['tenantId', 'domain']).doUpdateSet({ verifiedAt: now }))
    .execute();
}
