import { afterAll, beforeAll, inject } from 'vitest';
import { settleDeferredWrites } from '@/lib/db/deferred-writes';
import { forgetKysely } from '@/lib/db/kysely';
import type { DatabaseAddress } from '@/lib/db/pool';
import { closePool, openPool } from '@/lib/db/pool';
import { disconnectPrisma } from '@/lib/db/prisma';

declare module 'vitest' {
  export interface ProvidedContext {
    database: DatabaseAddress;
  }
}

/** Store tests share one database and keep apart by making tenants of their own. */
beforeAll(() => {
  process.env.ROLLCALL_SECRET ??= 'a secret for tests that is long enough';
  openPool(inject('database'));
});

afterAll(async () => {
  await settleDeferredWrites();
  await disconnectPrisma();
  forgetKysely();
  await closePool();
});
