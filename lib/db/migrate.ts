import pg from 'pg';
import { migrationsFolder, readMigrations } from '@/lib/db/migration-files';
import { pendingMigrations } from '@/lib/db/pending-migrations';
import { getPool } from '@/lib/db/pool';
import { loadSchemaEngine } from '@/lib/db/schema-engine';
import { OperatorError } from '@/lib/shared/operator-error';

/** Any number that nothing else uses; the engine's own lock is another, and gives up after ten seconds. */
const ADVISORY_LOCK = 7_265_536_651;

export class MigrationError extends OperatorError {
  override name = 'MigrationError';
}

/**
 * Brings the database of this process's pool up to the newest migration and returns the names of those applied.
 * Several processes may start at once: one applies, the others wait for it and find nothing to do.
 * @throws MigrationError that says which migration failed and why
 */
export async function migrate(folder = migrationsFolder()): Promise<string[]> {
  if ((await pendingMigrations(folder)).length === 0) return [];
  const pool = new pg.Pool({ ...getPool().options, max: 3 });
  try {
    return await locked(pool, async () =>
      (await pendingMigrations(folder)).length === 0 ? [] : await apply(pool, folder),
    );
  } finally {
    await pool.end();
  }
}

/** The lock is the connection's, and goes with it. */
async function locked<T>(pool: pg.Pool, work: () => Promise<T>): Promise<T> {
  const connection = await pool.connect();
  try {
    await connection.query('select pg_advisory_lock($1)', [ADVISORY_LOCK]);
    return await work();
  } finally {
    connection.release(true);
  }
}

async function apply(pool: pg.Pool, folder: string): Promise<string[]> {
  try {
    const engine = await loadSchemaEngine(pool);
    const migrationsList = await readMigrations(folder);
    const filters = { externalTables: [], externalEnums: [] };
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters });
    return appliedMigrationNames;
  } catch (error) {
    throw new MigrationError(explain(error), { cause: error });
  }
}

function explain(error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return (
    `A database migration failed, so the server did not start. ${reason.trim()} ` +
    'The failed migration is marked in the table _prisma_migrations; mend its cause, delete its row and start again.'
  );
}
