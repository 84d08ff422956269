import type { TestProject } from 'vitest/node';
import { migrate } from '@/lib/db/migrate';
import { closePool, openPool } from '@/lib/db/pool';
import { startPostgres } from '@/testing/embedded-postgres';

/** One migrated database on a real PostgreSQL for all store tests of the run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres();
  openPool({ url: server.url, poolSize: 2 });
  await migrate();
  await closePool();
  project.provide('database', { url: server.url, poolSize: 8 });
  return server.stop;
}
