import pg from 'pg';
import { migrationNames, migrationsFolder } from '@/lib/db/migration-files';
import { getPool } from '@/lib/db/pool';

const UNDEFINED_TABLE = '42P01';

/** Names of migrations that the database has not finished; all of them on an empty database. */
export async function pendingMigrations(folder = migrationsFolder()): Promise<string[]> {
  const [names, finished] = await Promise.all([migrationNames(folder), finishedMigrations()]);
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
