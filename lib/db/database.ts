import { startEmbedded, joinOrStartEmbedded } from '@/lib/db/embedded';
import { forgetKysely } from '@/lib/db/kysely';
import { closePool, openPool } from '@/lib/db/pool';
import { disconnectPrisma } from '@/lib/db/prisma';
import { env } from '@/lib/shared/env';

/** Gives this process its database; the returned function closes it, in the order that leaves nothing behind. */
export type CloseDatabase = () => Promise<void>;

/** For the server: PostgreSQL when DATABASE_URL is set, else the embedded database, which this process then owns. */
export function openDatabase(): Promise<CloseDatabase> {
  return open(startEmbedded);
}

/** For command-line tools: as openDatabase, but joins the embedded database of a running server. */
export function joinDatabase(): Promise<CloseDatabase> {
  return open(joinOrStartEmbedded);
}

async function open(embedded: typeof startEmbedded): Promise<CloseDatabase> {
  const { DATABASE_URL, DATABASE_POOL_SIZE, ROLLCALL_DATA_DIR } = env();
  if (DATABASE_URL) {
    openPool({ url: DATABASE_URL, poolSize: DATABASE_POOL_SIZE });
    return closeClients;
  }
  const database = await embedded(ROLLCALL_DATA_DIR);
  openPool({ socketDirectory: database.socketDirectory });
  return async () => {
    await closeClients();
    await database.close();
  };
}

async function closeClients(): Promise<void> {
  await disconnectPrisma();
  forgetKysely();
  await closePool();
}
