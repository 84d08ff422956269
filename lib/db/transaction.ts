import type { Database, DatabaseTransaction } from '@/lib/db/kysely';

/** Runs `work` in the transaction it is given, or in one of its own. */
export function inTransaction<T>(
  database: Database | DatabaseTransaction,
  work: (trx: DatabaseTransaction) => Promise<T>,
): Promise<T> {
  return isTransaction(database) ? work(database) : database.transaction().execute(work);
}

function isTransaction(database: Database | DatabaseTransaction): database is DatabaseTransaction {
  return database.isTransaction;
}
