import { sql } from 'kysely';
import { deferWrite } from '@/lib/db/deferred-writes';
import { db } from '@/lib/db/kysely';
import { processWide } from '@/lib/shared/process-wide';

const INTERVAL_MS = 10 * 60_000;

/** Sessions and links stay a while after their end, for whoever asks what happened. */
const tables = [
  ['SignInCode', 'expiresAt', '0 days'],
  ['RateCounter', 'windowEndsAt', '0 days'],
  ['SsoRequest', 'expiresAt', '0 days'],
  ['SsoAssertion', 'expiresAt', '0 days'],
  ['SsoTest', 'createdAt', '30 days'],
  ['OneTimeLink', 'expiresAt', '30 days'],
  ['Session', 'expiresAt', '30 days'],
] as const;

const state = processWide('sweep', () => ({ last: 0 }));

/**
 * Removes what has expired: after a sign-in attempt, and at most every ten minutes, so that no timer is
 * needed.
 */
export function sweepExpired(): void {
  if (Date.now() - state.last < INTERVAL_MS) return;
  state.last = Date.now();
  void deferWrite(async () => {
    for (const [table, column, kept] of tables) {
      await sql`delete from ${sql.table(table)} where ${sql.ref(column)} < now() - ${kept}::interval`.execute(
        db(),
      );
    }
  });
}
