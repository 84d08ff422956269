import { databaseFault } from '@/lib/db/errors';
import { ScimError } from '@/lib/scim/error';

/** Somebody else changed what a decision was based on, before it was written. Nothing was written. */
export class StaleReadError extends Error {
  override name = 'StaleReadError';
  readonly code = 'STALE_READ';
}

/** A conflict needs another writer each time, so losing this often means that something is wrong. */
const MOST_ATTEMPTS = 6;

/**
 * Runs `attempt`, which reads, decides and writes, again while others write in between.
 * @throws ScimError 503 when it loses every time
 */
export async function retryStale<T>(attempt: () => Promise<T>): Promise<T> {
  for (let count = 1; count <= MOST_ATTEMPTS; count += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!isStale(error)) throw error;
    }
  }
  throw ScimError.unavailable('Other requests are changing the same resource; send this one again');
}

function isStale(error: unknown): boolean {
  return error instanceof StaleReadError || databaseFault(error)?.kind === 'conflict';
}
