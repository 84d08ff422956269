import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { migrate, pendingMigrations } from '@/lib/db/migrate';
import { newestSchema } from '@/lib/db/write-migration';

it('finds nothing to do on a migrated database', async () => {
  expect(await pendingMigrations()).toEqual([]);
  expect(await migrate()).toEqual([]);
});

it('has a migration for every change of the schema', async () => {
  expect(await newestSchema()).toBe(await readFile('prisma/schema.prisma', 'utf8'));
});
