import { settleDeferredWrites } from '@/lib/db/deferred-writes';
import { joinOrStartEmbedded, startEmbedded } from '@/lib/db/embedded';
import type { EmbeddedDatabase } from '@/lib/db/embedded';
import { EmbeddedUpkeep } from '@/lib/db/embedded-upkeep';
import { forgetKysely } from '@/lib/db/kysely';
import { migrate } from '@/lib/db/migrate';
import { pendingMigrations } from '@/lib/db/pending-migrations';
import { closePool, getPool, openPool } from '@/lib/db/pool';
import { disconnectPrisma } from '@/lib/db/prisma';
import { env } from '@/lib/shared/env';
import { faultCode, OperatorError } from '@/lib/shared/operator-error';

/** Closes what this process opened, in the order that leaves nothing behind. */
export type CloseDatabase = () => Promise<void>;

/**
 * For the server: PostgreSQL when DATABASE_URL is set, else the embedded database, which this process then owns.
 * Brings it up to the newest migration.
 * @throws OperatorError when the database cannot be reached, or a migration fails
 */
export async function openDatabase(): Promise<CloseDatabase> {
  const { DATABASE_URL, ROLLCALL_DATA_DIR } = env();
  return DATABASE_URL ? openPostgres(DATABASE_URL) : openEmbedded(await startEmbedded(ROLLCALL_DATA_DIR), migrate);
}

/** For command-line tools: as openDatabase, but joins the embedded database of a running server. */
export async function joinDatabase(): Promise<CloseDatabase> {
  const { DATABASE_URL, ROLLCALL_DATA_DIR } = env();
  if (DATABASE_URL) return openPostgres(DATABASE_URL);
  const database = await joinOrStartEmbedded(ROLLCALL_DATA_DIR);
  return openEmbedded(database, database.joined ? requireMigrated : migrate);
}

async function openPostgres(url: string): Promise<CloseDatabase> {
  const { DATABASE_POOL_SIZE: poolSize, DATABASE_PREPARED_STATEMENTS: prepared } = env();
  openPool({ url, poolSize, prepares: prepared === 'on' });
  return readyOr(closeClients, async () => {
    await requireReachable(url);
    await migrate();
  });
}

async function openEmbedded(database: EmbeddedDatabase, prepare: () => Promise<unknown>): Promise<CloseDatabase> {
  openPool({ socketDirectory: database.socketDirectory });
  const upkeep = new EmbeddedUpkeep();
  const close = async () => {
    await upkeep.stop();
    await closeClients();
    await database.close();
  };
  return readyOr(close, async () => {
    await prepare();
    if (!database.joined) upkeep.start();
  });
}

async function readyOr(close: CloseDatabase, prepare: () => Promise<unknown>): Promise<CloseDatabase> {
  try {
    await prepare();
    return close;
  } catch (error) {
    await close();
    throw error;
  }
}

async function requireReachable(url: string): Promise<void> {
  try {
    await getPool().query('select 1');
  } catch (error) {
    const { host, pathname } = new URL(url);
    // A refused connection to a name with several addresses has no message of its own.
    const reason = (error instanceof Error && error.message) || faultCode(error);
    throw new OperatorError(
      `The database ${host}${pathname} cannot be used: ${reason}. Start it, or correct DATABASE_URL.`,
      { cause: error },
    );
  }
}

/** The embedded database has no locks across connections, so only the server that owns it migrates it. */
async function requireMigrated(): Promise<void> {
  if ((await pendingMigrations()).length === 0) return;
  throw new OperatorError(
    'The running server is still preparing its database, or is older than these commands. ' +
      'Try again in a few seconds, or restart it.',
  );
}

async function closeClients(): Promise<void> {
  await settleDeferredWrites();
  await disconnectPrisma();
  forgetKysely();
  await closePool();
}
