import { Kysely, PostgresDialect, sql } from 'kysely';
import type { RawBuilder, Transaction } from 'kysely';
import type { DB } from '@/lib/db/generated/kysely/types';
import { getPool, poolPrepares } from '@/lib/db/pool';
import { preparingPool } from '@/lib/db/prepared';
import { processWide } from '@/lib/shared/process-wide';

export type Database = Kysely<DB>;
export type DatabaseTransaction = Transaction<DB>;

const holder = processWide<{ kysely: Database | null }>('kysely', () => ({ kysely: null }));

/** Set-based SQL for the SCIM store and the activity feed. */
export function db(): Database {
  const pool = async () => (poolPrepares() ? preparingPool(getPool()) : getPool());
  return (holder.kysely ??= new Kysely<DB>({ dialect: new PostgresDialect({ pool }) }));
}

/** Forgets the query builder; the pool it used is closed by its owner. */
export function forgetKysely(): void {
  holder.kysely = null;
}

/** A value for a jsonb column; the driver would send an array as a PostgreSQL array. */
export function jsonb<T>(value: T): RawBuilder<T> {
  return sql<T>`${JSON.stringify(value)}::jsonb`;
}
