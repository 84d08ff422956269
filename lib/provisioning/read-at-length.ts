import { databaseFault } from '@/lib/db/errors';
import type { DatabaseTransaction } from '@/lib/db/kysely';
import { readInTurn, TooManyReadsError } from '@/lib/db/read-in-turn';
import { ScimError } from '@/lib/scim/error';

/** Clients give up after a minute, and some of them wait for a turn before. */
const LONGEST_READ_MS = 10_000;

/**
 * Runs a list that no index makes short, in turn and for a limited time.
 * @throws ScimError 400 tooMany when it takes too long, 503 when too many of the tenant's are waiting
 */
export async function readAtLength<T>(
  tenantId: string,
  read: (trx: DatabaseTransaction) => Promise<T>,
): Promise<T> {
  try {
    return await readInTurn(tenantId, LONGEST_READ_MS, read);
  } catch (error) {
    if (error instanceof TooManyReadsError) {
      throw ScimError.unavailable('Too many lists without an index are being read; send this one again');
    }
    if (databaseFault(error)?.kind !== 'timeout') throw error;
    throw ScimError.tooMany(`The list takes longer than ${LONGEST_READ_MS / 1000} seconds; narrow the filter, for `
      + 'example by userName, externalId or emails.value, or leave out sortBy');
  }
}
