import { sql } from 'kysely';
import { databaseFault } from '@/lib/db/errors';
import { db } from '@/lib/db/kysely';
import type { DatabaseTransaction } from '@/lib/db/kysely';
import { getPool } from '@/lib/db/pool';
import { Turnstile } from '@/lib/provisioning/turnstile';
import { ScimError } from '@/lib/scim/error';
import { processWide } from '@/lib/shared/process-wide';

/** Clients give up after a minute, and some of them wait for a turn before. */
const LONGEST_READ_MS = 10_000;

/** Half of the connections are left to requests that cost little, and half of the rest to other tenants. */
function turnstile(): Turnstile {
  return processWide('reads-at-length', () => {
    const together = Math.max(1, Math.floor(getPool().options.max / 2));
    return new Turnstile({ together, ofOne: Math.max(1, Math.floor(together / 2)), waitingOfOne: 10 });
  });
}

/**
 * Runs a read that no index makes short, so that it could take as long as its tenant is large: few at a time,
 * fewer of one tenant, and each for a limited time.
 * @throws ScimError 400 tooMany when it takes too long, 503 when too many of the tenant's are waiting
 */
export async function readAtLength<T>(
  tenantId: string,
  read: (trx: DatabaseTransaction) => Promise<T>,
): Promise<T> {
  const leave = await turnstile().enter(tenantId);
  if (!leave) throw ScimError.unavailable('Too many lists without an index are being read; send this one again');
  try {
    return await db()
      .transaction()
      .execute(async (trx) => {
        await sql`set local statement_timeout = ${sql.lit(LONGEST_READ_MS)}`.execute(trx);
        return read(trx);
      });
  } catch (error) {
    if (databaseFault(error)?.kind !== 'timeout') throw error;
    throw ScimError.tooMany(`The list takes longer than ${LONGEST_READ_MS / 1000} seconds; narrow the filter, for `
      + 'example by userName, externalId or emails.value, or leave out sortBy');
  } finally {
    leave();
  }
}
