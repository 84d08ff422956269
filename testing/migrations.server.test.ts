import pg from 'pg';
import { expect, inject, it } from 'vitest';
import { createDatabase } from '@/testing/create-database';
import { rollcall } from '@/testing/rollcall-command';

const PROCESSES = 4;

it('lets several processes migrate an empty PostgreSQL database at once: each migration is applied once', async () => {
  const { url } = inject('database') as { url: string };
  const DATABASE_URL = await createDatabase(url);
  const results = await Promise.all(
    Array.from({ length: PROCESSES }, () => rollcall({ DATABASE_URL }, 'database', 'migrate')),
  );
  expect(results.map(({ code, stderr }) => [code, stderr])).toEqual(results.map(() => [0, '']));

  const client = new pg.Client(DATABASE_URL);
  await client.connect();
  const { rows } = await client.query<{ name: string; times: string }>(
    'select migration_name as name, count(*) as times from _prisma_migrations group by 1 having count(*) > 1',
  );
  await client.end();
  expect(rows).toEqual([]);
});
