import pg from 'pg';
import { processWide } from '@/lib/shared/process-wide';

/** Where the database listens: a PostgreSQL URL, or the folder that holds the embedded database's socket. */
export type DatabaseAddress =
  | { url: string; poolSize: number; /** False behind a proxy that hands out another connection each time. */ prepares?: boolean }
  | { socketDirectory: string };

/** The embedded database has one session behind all its connections; more of them only queue. */
const EMBEDDED_POOL_SIZE = 8;

/** A host that swallows packets must not hold a start, or a request, for ever. */
const CONNECTION_TIMEOUT_MS = 15_000;

const INT8_OID = 20;

const holder = processWide<{ pool: pg.Pool | null; prepares: boolean }>('pool', () => ({
  pool: null,
  prepares: false,
}));

/** Counts fit a double exactly up to 2^53; strings would leak into arithmetic. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === INT8_OID && format !== 'binary' ? Number : pg.types.getTypeParser(oid, format as 'text'),
};

function poolConfig(address: DatabaseAddress): pg.PoolConfig {
  if ('url' in address) {
    const { url: connectionString, poolSize: max } = address;
    return { connectionString, max, types, connectionTimeoutMillis: CONNECTION_TIMEOUT_MS };
  }
  return {
    host: address.socketDirectory,
    user: 'postgres',
    database: 'postgres',
    max: EMBEDDED_POOL_SIZE,
    types,
  };
}

/** Opens the process's one pool. Nothing connects before the first query. */
export function openPool(address: DatabaseAddress): pg.Pool {
  if (holder.pool) throw new Error('The database pool is open already.');
  const pool = new pg.Pool(poolConfig(address));
  // An idle connection that breaks would otherwise end the process; the next query reports the fault.
  pool.on('error', (error) => console.error(`database connection lost: ${error.message}`));
  holder.pool = pool;
  // The connections of the embedded database share one session, in which names would meet.
  holder.prepares = 'url' in address && (address.prepares ?? true);
  return pool;
}

/** Whether statements may be prepared: each connection is a session of its own. */
export function poolPrepares(): boolean {
  return holder.prepares;
}

/** @throws Error when the process has not opened the database. */
export function getPool(): pg.Pool {
  if (!holder.pool) throw new Error('The database is not open in this process.');
  return holder.pool;
}

export async function closePool(): Promise<void> {
  const pool = holder.pool;
  holder.pool = null;
  await pool?.end();
}
