import { sql } from 'kysely';
import type { DatabaseTransaction } from '@/lib/db/kysely';

/** Ends every live session of the members, at their next request; returns how many there were. */
export async function endSessions(
  trx: DatabaseTransaction,
  tenantId: string,
  memberIds: readonly string[],
): Promise<number> {
  if (memberIds.length === 0) return 0;
  const { numUpdatedRows } = await trx
    .updateTable('Session')
    .set({ endedAt: sql<Date>`now()` })
    .where('tenantId', '=', tenantId)
    .where('memberId', 'in', memberIds)
    .where('endedAt', 'is', null)
    .where('expiresAt', '>', sql<Date>`now()`)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
