import { sql } from 'kysely';
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';
import { processWide } from '@/lib/shared/process-wide';

const MARK = '/* prepared */';

/** The mark stands at the beginning, or after the first word of a statement that the query builder writes. */
const MARK_WITHIN = 40;

/** A connection keeps what it prepared; statements beyond so many are sent like any other. */
const MOST_STATEMENTS = 100;

const names = processWide('prepared-statements', () => new Map<string, string>());

/**
 * Begins a statement that a connection parses and plans once, because planning it costs more than running it.
 * Its text must be one of few, and it must find its rows by key: after a few uses one plan serves all tenants,
 * large and small.
 */
export const prepared = sql.raw(MARK);

/** The name under which connections keep a statement; undefined for one that is not marked. */
export function preparedName(text: string): string | undefined {
  if (!text.slice(0, MARK_WITHIN).includes(MARK)) return undefined;
  const known = names.get(text);
  if (known !== undefined || names.size >= MOST_STATEMENTS) return known;
  const name = `rollcall_${names.size + 1}`;
  names.set(text, name);
  return name;
}

/** A pool whose connections prepare the statements that are marked. */
export function preparingPool(pool: pg.Pool): PostgresPool {
  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect();
      const known = clients.get(client) ?? preparingClient(client);
      clients.set(client, known);
      return known;
    },
  };
}

/** Cursors, which the query builder could ask for too, are not used. */
function preparingClient(client: pg.PoolClient): PostgresPoolClient {
  const query = (text: string | object, values: readonly unknown[] = []): never => {
    if (typeof text !== 'string') throw new TypeError('Statements are sent as text.');
    return client.query({ name: preparedName(text), text, values: [...values] }) as never;
  };
  return { query, release: (destroy) => client.release(destroy) };
}
