import { Command } from 'commander';
import { JSON_OPTION, print } from '@/cli/output';
import type { OutputOptions } from '@/cli/output';
import { withDatabase } from '@/cli/with-database';

export function databaseCommand(): Command {
  const database = new Command('database').description('the database schema');
  database
    .command('migrate')
    .description('apply the migrations that the database does not have yet; every start does so too')
    .option(...JSON_OPTION)
    .action(migrate);
  database
    .command('new-migration')
    .description('write the migration that leads to the present prisma/schema.prisma')
    .argument('<name>', 'what it changes, in a few words')
    .option(...JSON_OPTION)
    .action(newMigration);
  return database;
}

/** Opening the database is what migrates it. */
async function migrate(options: OutputOptions): Promise<void> {
  await withDatabase(async () => {});
  print(options, { migrated: true }, () => 'The database has every migration.');
}

async function newMigration(name: string, options: OutputOptions): Promise<void> {
  // Only this command runs the embedded database in its own process.
  const { writeMigration } = await import('@/lib/db/write-migration');
  const migration = await writeMigration(name);
  print(options, { migration }, () =>
    migration === null
      ? 'The schema has not changed since the newest migration.'
      : `Wrote prisma/migrations/${migration}. Read it before you commit it.`,
  );
}
