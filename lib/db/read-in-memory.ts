import { sql } from 'kysely';
import { db } from '@/lib/db/kysely';
import type { DatabaseTransaction } from '@/lib/db/kysely';

/** Enough to sort and hash 100,000 people; the usual 4 MB would be written to files and read again. */
const MEMORY = '64MB';

/** Many times what 100,000 people take; whoever asked has gone by then, and the connection is needed. */
const LONGEST_READ_MS = 30_000;

/**
 * Runs a read over many rows, with the memory for it, and ends one that takes too long. Compiling such a statement, which PostgreSQL does when it
 * thinks it costly, takes longer than running it.
 */
export function readInMemory<T>(read: (trx: DatabaseTransaction) => Promise<T>): Promise<T> {
  return db()
    .transaction()
    .execute(async (trx) => {
      await sql`select set_config('work_mem', ${MEMORY}, true), set_config('jit', 'off', true),
        set_config('statement_timeout', ${String(LONGEST_READ_MS)}, true)`.execute(trx);
      return read(trx);
    });
}
