import type { DatabaseTransaction } from '@/lib/db/kysely';

/**
 * Uses an assertion up. Of several uses at the same moment one gets true: the table's key decides, in the
 * transaction that lets the person in.
 * @param expiresAt from acceptResponse: until then the row is needed, because the response could be accepted again
 * @returns false when it was used before
 */
export async function useAssertion(
  trx: DatabaseTransaction,
  tenantId: string,
  assertionId: string,
  expiresAt: Date,
): Promise<boolean> {
  const used = await trx
    .insertInto('SsoAssertion')
    .values({ tenantId, id: assertionId, expiresAt })
    .onConflict((conflict) => conflict.columns(['tenantId', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return used !== undefined;
}
