import { sql } from 'kysely';
import type { DatabaseTransaction } from '@/lib/db/kysely';
import { fromActiveOwners } from '@/lib/members/active-owners';

/**
 * Ids of the tenant's active owners, stable until the transaction ends: whoever wants to take an owner away
 * locks the tenant's row first, so two who would each leave "one other" owner cannot pass each other. The
 * lock does not hold up inserts that merely refer to the tenant. Two statements, because one that waits for a
 * lock still reads what was there before it waited.
 */
export async function lockOwners(trx: DatabaseTransaction, tenantId: string): Promise<string[]> {
  await lockTenant(trx, tenantId);
  const { rows } = await sql<{ id: string }>`
    select distinct peer."id" ${fromActiveOwners(sql`${tenantId}`)}`.execute(trx);
  return rows.map(({ id }) => id);
}

/**
 * Until the transaction ends, nobody else takes owners of the tenant away. Inserts that refer to it go on.
 */
export async function lockTenant(trx: DatabaseTransaction, tenantId: string): Promise<void> {
  await trx.selectFrom('Tenant').select('id').where('id', '=', tenantId).forNoKeyUpdate().execute();
}
