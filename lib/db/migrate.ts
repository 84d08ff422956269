import pg from 'pg';
import { migrationNames, migrationsFolder, readMigrations } from '@/lib/db/migration-files';
import { getPool } from '@/lib/db/pool';
import { loadSchemaEngine } from '@/lib/db/schema-engine';

const UNDEFINED_TABLE = '42P01';

export class MigrationError extends Error {
  override name = 'MigrationError';
}

/**
 * Brings the database of this process's pool up to the newest migration and returns the names of those applied.
 * The engine's advisory lock lets several processes start at once: one applies, the others find nothing to do.
 * @throws MigrationError that says which migration failed and why
 */
export async function migrate(): Promise<string[]> {
  if ((await pendingMigrations()).length === 0) return [];
  const pool = new pg.Pool({ ...getPool().options, max: 2 });
  try {
    const engine = await loadSchemaEngine(pool);
    const migrationsList = await readMigrations(migrationsFolder());
    const filters = { externalTables: [], externalEnums: [] };
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters });
    return appliedMigrationNames;
  } catch (error) {
    throw new MigrationError(explain(error), { cause: error });
  } finally {
    await pool.end();
  }
}

/** Names of migrations that the database has not finished; all of them on an empty database. */
export async function pendingMigrations(): Promise<string[]> {
  const [names, finished] = await Promise.all([migrationNames(migrationsFolder()), finishedMigrations()]);
  return names.filter((name) => !finished.has(name));
}

async function finishedMigrations(): Promise<Set<string>> {
  try {
    const { rows } = await getPool().query<{ migration_name: string }>(
      'select migration_name from _prisma_migrations where finished_at is not null and rolled_back_at is null',
    );
    return new Set(rows.map((row) => row.migration_name));
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === UNDEFINED_TABLE) return new Set();
    throw error;
  }
}

function explain(error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return (
    `A database migration failed, so the server did not start. ${reason.trim()} ` +
    'The failed migration is marked in the table _prisma_migrations; mend its cause, delete its row and start again.'
  );
}
