import { sql } from 'kysely';
import type { DatabaseTransaction } from '@/lib/db/kysely';
import { readInTurn } from '@/lib/db/read-in-turn';

/** Enough to sort and hash 100,000 people; the usual 4 MB would be written to files and read again. */
const MEMORY = '64MB';

/** Many times what 100,000 people take; whoever asked has gone by then, and the connection is needed. */
const LONGEST_READ_MS = 30_000;

/**
 * Runs a read over many rows of a tenant in turn, with the memory for it. Compiling such a statement, which
 * PostgreSQL does when it thinks it costly, takes longer than running it.
 * @throws TooManyReadsError when too many of the tenant's are waiting
 */
export function readInMemory<T>(tenantId: string, read: (trx: DatabaseTransaction) => Promise<T>): Promise<T> {
  return readInTurn(tenantId, LONGEST_READ_MS, async (trx) => {
    await sql`select set_config('work_mem', ${MEMORY}, true), set_config('jit', 'off', true)`.execute(trx);
    return read(trx);
  });
}
