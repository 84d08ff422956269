import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { POSTGRES_SOCKET } from '@/lib/db/data-folder';
import { serveEmbedded } from '@/lib/db/embedded-server';
import { migrationNames, migrationsFolder } from '@/lib/db/migration-files';
import { loadSchemaEngine } from '@/lib/db/schema-engine';

const SCHEMA = 'schema.prisma';
const EMPTY_MIGRATION = '-- This is an empty migration.';

/**
 * Writes the migration that leads from the newest one to prisma/schema.prisma. Each migration's folder keeps the
 * schema it led to, so the difference is between two schemas and no live database has to be described.
 * @returns the new folder's name, or null when history and schema agree
 */
export async function writeMigration(name: string): Promise<string | null> {
  const schema = await readFile(join('prisma', SCHEMA), 'utf8');
  const script = await schemaDifference(await newestSchema(), schema);
  if (script === null) return null;
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const folder = `${stamp}_${name.toLowerCase().replace(/[^a-z0-9]+/g, '_')}`;
  await mkdir(join(migrationsFolder(), folder));
  await writeFile(join(migrationsFolder(), folder, 'migration.sql'), script);
  await writeFile(join(migrationsFolder(), folder, SCHEMA), schema);
  return folder;
}

/** The schema that the newest migration led to, or null before the first. */
export async function newestSchema(): Promise<string | null> {
  const newest = (await migrationNames(migrationsFolder())).at(-1);
  return newest === undefined ? null : readFile(join(migrationsFolder(), newest, SCHEMA), 'utf8');
}

/** The engine connects when it is made, even to compare two texts, hence the database in memory. */
async function schemaDifference(from: string | null, to: string): Promise<string | null> {
  const directory = await mkdtemp(join(tmpdir(), 'rollcall-'));
  const served = await serveEmbedded(undefined, join(directory, POSTGRES_SOCKET));
  const pool = new pg.Pool({ host: directory, user: 'postgres', database: 'postgres', max: 2 });
  try {
    const engine = await loadSchemaEngine(pool);
    const { stdout } = await engine.diff({
      from: from === null ? { tag: 'empty' } : { tag: 'schemaDatamodel', files: [{ path: SCHEMA, content: from }] },
      to: { tag: 'schemaDatamodel', files: [{ path: SCHEMA, content: to }] },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    return stdout === null || stdout.trim() === EMPTY_MIGRATION ? null : stdout;
  } finally {
    await pool.end();
    await served.close();
    await rm(directory, { recursive: true, force: true });
  }
}
