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
  // Tests count statements, and send more than anybody; what is about the limit switches it on.
  process.env.ROLLCALL_SCIM_RATE ??= '0';
  openPool(inject('database'));
});

afterAll(async () => {
  await settleDeferredWrites();
  await disconnectPrisma();
  forgetKysely();
  await closePool();
});
