import { databaseFault } from '@/lib/db/errors';

/** Transactions that meet may each make the other wait, or start again. */
const MOST_ATTEMPTS = 5;

/** Runs `attempt`, a whole transaction, again while others that met it make it fail. */
export async function repeatConflicts<T>(attempt: () => Promise<T>): Promise<T> {
  for (let count = 1; ; count += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (count === MOST_ATTEMPTS || databaseFault(error)?.kind !== 'conflict') throw error;
    }
  }
}
