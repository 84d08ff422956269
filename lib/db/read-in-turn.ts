import { sql } from 'kysely';
import { db } from '@/lib/db/kysely';
import type { DatabaseTransaction } from '@/lib/db/kysely';
import { getPool } from '@/lib/db/pool';
import { Turnstile } from '@/lib/db/turnstile';
import { processWide } from '@/lib/shared/process-wide';

/** A tenant has more long reads waiting than anybody could want the answers of. */
export class TooManyReadsError extends Error {
  override name = 'TooManyReadsError';
}

/** Half of the connections are left to what costs little, and half of the rest to other tenants. */
function turnstile(): Turnstile {
  return processWide('long-reads', () => {
    const together = Math.max(1, Math.floor(getPool().options.max / 2));
    return new Turnstile({ together, ofOne: Math.max(1, Math.floor(together / 2)), waitingOfOne: 10 });
  });
}

/**
 * Runs a read that could take as long as its tenant is large: few at a time, fewer of one tenant, and each for a
 * limited time.
 * @throws TooManyReadsError when too many of the tenant's are waiting; a fault of kind "timeout"
 */
export async function readInTurn<T>(
  tenantId: string,
  longestMs: number,
  read: (trx: DatabaseTransaction) => Promise<T>,
): Promise<T> {
  const leave = await turnstile().enter(tenantId);
  if (!leave) throw new TooManyReadsError('Too many long reads of this organisation are waiting. Try again soon.');
  try {
    return await db()
      .transaction()
      .execute(async (trx) => {
        await sql`set local statement_timeout = ${sql.lit(longestMs)}`.execute(trx);
        return read(trx);
      });
  } finally {
    leave();
  }
}
