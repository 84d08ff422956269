import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { db } from '@/lib/db/kysely';
import { poolPrepares } from '@/lib/db/pool';
import { prepared, preparedName } from '@/lib/db/prepared';

/** How many statements with `text` in them the connection of a transaction has prepared. */
function preparedHere(text: string, times: number, mark = prepared): Promise<number> {
  return db()
    .transaction()
    .execute(async (trx) => {
      for (let time = 0; time < times; time += 1) {
        const { rows } = await sql<{ sent: number }>`${mark} select ${time}::int as "sent", ${sql.lit(text)}`.execute(trx);
        expect(rows).toMatchObject([{ sent: time }]);
      }
      const { rows } = await sql<{ count: number }>`
        select count(*) from pg_prepared_statements where strpos("statement", ${text}) > 0`.execute(trx);
      return rows[0]?.count ?? 0;
    });
}

describe('a statement that is marked', () => {
  it('is prepared once on a connection of PostgreSQL, and never on the embedded database', async () => {
    expect(await preparedHere(randomUUID(), 3)).toBe(poolPrepares() ? 1 : 0);
  });

  it('is told from one that is not', async () => {
    expect(await preparedHere(randomUUID(), 3, sql.raw(''))).toBe(0);
    expect(preparedName(`select 'This is a statement with a long text before it says /* prepared */'`)).toBeUndefined();
  });

  it('has one name wherever it is sent', () => {
    const [one, other] = [randomUUID(), randomUUID()].map((id) => `/* prepared */ select '${id}'`);
    expect(preparedName(one ?? '')).toBe(preparedName(one ?? ''));
    expect(preparedName(one ?? '')).not.toBe(preparedName(other ?? ''));
  });
});
