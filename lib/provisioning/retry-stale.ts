import { setTimeout as delay } from 'node:timers/promises';
import { databaseFault } from '@/lib/db/errors';
import { ScimError } from '@/lib/scim/error';

/** Somebody else changed what a decision was based on, before it was written. Nothing was written. */
export class StaleReadError extends Error {
  override name = 'StaleReadError';
  readonly code = 'STALE_READ';
}

/** Each lost attempt means that another writer got through, so this many may change one person at a time. */
const MOST_ATTEMPTS = 20;

/** Writers that meet wait a little longer each time, each by chance, so that they do not meet again. */
const LONGEST_PAUSE_MS = 8;

/**
 * Runs `attempt`, which reads, decides and writes, again while others write in between.
 * @param attempt gets its number, from 1
 * @throws ScimError 503 when it loses every time
 */
export async function retryStale<T>(attempt: (count: number) => Promise<T>): Promise<T> {
  for (let count = 1; count <= MOST_ATTEMPTS; count += 1) {
    try {
      return await attempt(count);
    } catch (error) {
      if (!isStale(error)) throw error;
    }
    await delay(Math.random() * LONGEST_PAUSE_MS * (count - 1));
  }
  throw ScimError.unavailable('Other requests are changing the same resource; send this one again');
}

function isStale(error: unknown): boolean {
  return error instanceof StaleReadError || databaseFault(error)?.kind === 'conflict';
}
