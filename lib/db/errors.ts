/** What a fault of the database means to the one who caused or met it. */
export type DatabaseFault =
  /** Two transactions met; the same work may well succeed if it is done again. */
  | { kind: 'conflict' }
  /** A row with the same key is there already. `constraint` is its name in the migration. */
  | { kind: 'duplicate'; constraint: string }
  /** A statement took longer than it was allowed. */
  | { kind: 'timeout' }
  /** The database cannot be reached or takes no more work now. */
  | { kind: 'unavailable' };

/** SQLSTATE codes of PostgreSQL, appendix A. */
const UNIQUE_VIOLATION = '23505';
const FOREIGN_KEY_VIOLATION = '23503';
const SERIALIZATION_FAILURE = '40001';
const DEADLOCK_DETECTED = '40P01';
const QUERY_CANCELED = '57014';

/** Classes 08 (connection), 53 (resources), 57P (shutdown), and the system's own connection errors. */
const UNAVAILABLE = /^(?:08...|53...|57P..|ECONN[A-Z]+|ENOENT|EPIPE|ETIMEDOUT)$/;

/** Null when `error` is not the database's, or is a mistake of ours. */
export function databaseFault(error: unknown): DatabaseFault | null {
  if (!(error instanceof Error)) return null;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === UNIQUE_VIOLATION) {
    return { kind: 'duplicate', constraint: 'constraint' in error ? String(error.constraint) : '' };
  }
  // A row that this work refers to went away between reading it and writing: reading again shows the truth.
  if ([SERIALIZATION_FAILURE, DEADLOCK_DETECTED, FOREIGN_KEY_VIOLATION].includes(code))
    return { kind: 'conflict' };
  if (code === QUERY_CANCELED) return { kind: 'timeout' };
  if (UNAVAILABLE.test(code) || error.message.startsWith('Connection terminated'))
    return { kind: 'unavailable' };
  return null;
}
