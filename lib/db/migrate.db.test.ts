import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { migrate, MigrationError } from '@/lib/db/migrate';
import { migrationsFolder } from '@/lib/db/migration-files';
import { pendingMigrations } from '@/lib/db/pending-migrations';
import { getPool } from '@/lib/db/pool';
import { newestSchema } from '@/lib/db/write-migration';
import { useEmptyDatabase } from '@/testing/empty-database';

useEmptyDatabase();

it('finds nothing to do on a migrated database', async () => {
  expect(await pendingMigrations()).toEqual([]);
  expect(await migrate()).toEqual([]);
});

it('has a migration for every change of the schema', async () => {
  expect(await newestSchema()).toBe(await readFile('prisma/schema.prisma', 'utf8'));
});

it('says which migration failed and why, changes nothing, and applies it once it is mended', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-migrations-'));
  await cp(migrationsFolder(), folder, { recursive: true });
  const name = '99990101000000_broken';
  await mkdir(join(folder, name));
  const script = join(folder, name, 'migration.sql');
  await writeFile(script, 'CREATE TABLE "Half" ("id" TEXT); SELECT no_such_function();');

  const failure = await migrate(folder).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(MigrationError);
  expect(String(failure)).toContain(name);
  expect(String(failure)).toContain('no_such_function');
  expect((await getPool().query(`select to_regclass('"Half"') as found`)).rows).toEqual([{ found: null }]);

  await writeFile(script, `CREATE TABLE "Half" ("id" TEXT DEFAULT 'one; two');`);
  await getPool().query('delete from _prisma_migrations where migration_name = $1', [name]);
  expect(await migrate(folder)).toEqual([name]);
  await rm(folder, { recursive: true });
});
