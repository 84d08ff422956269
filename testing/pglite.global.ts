import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { POSTGRES_SOCKET } from '@/lib/db/data-folder';
import { serveEmbedded } from '@/lib/db/embedded-server';
import { migrate } from '@/lib/db/migrate';
import { closePool, openPool } from '@/lib/db/pool';

/** One migrated embedded database, in memory, behind its socket, for all store tests of the run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), 'rollcall-test-'));
  const served = await serveEmbedded(undefined, join(directory, POSTGRES_SOCKET));
  openPool({ socketDirectory: directory });
  await migrate();
  await closePool();
  project.provide('database', { socketDirectory: directory });
  return async () => {
    await served.close();
    await rm(directory, { recursive: true, force: true });
  };
}
