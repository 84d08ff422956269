import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, inject } from 'vitest';
import { POSTGRES_SOCKET } from '@/lib/db/data-folder';
import { serveEmbedded } from '@/lib/db/embedded-server';
import { forgetKysely } from '@/lib/db/kysely';
import { migrate } from '@/lib/db/migrate';
import type { DatabaseAddress } from '@/lib/db/pool';
import { closePool, openPool } from '@/lib/db/pool';
import { disconnectPrisma } from '@/lib/db/prisma';
import { createDatabase } from '@/testing/create-database';

/** Gives a test file a migrated database of its own and of the run's kind, for what happens only on an empty one. */
export function useEmptyDatabase(): void {
  let dispose = async () => {};
  beforeAll(async () => {
    const own = await create(inject('database'));
    dispose = own.dispose;
    await disconnectPrisma();
    forgetKysely();
    await closePool();
    openPool(own.address);
    await migrate();
  });
  afterAll(async () => {
    await disconnectPrisma();
    forgetKysely();
    await closePool();
    await dispose();
  });
}

async function create(shared: DatabaseAddress): Promise<{ address: DatabaseAddress; dispose: () => Promise<void> }> {
  if ('url' in shared) return { address: { ...shared, url: await createDatabase(shared.url) }, dispose: async () => {} };
  const socketDirectory = await mkdtemp(join(tmpdir(), 'rollcall-test-'));
  const served = await serveEmbedded(undefined, join(socketDirectory, POSTGRES_SOCKET));
  return {
    address: { socketDirectory },
    async dispose() {
      await served.close();
      await rm(socketDirectory, { recursive: true, force: true });
    },
  };
}
