import { describe, expect, it } from 'vitest';
import { getPool } from '@/lib/db/pool';

const COUNTS = [1, 2, 3, 4, 5];

/** A statement with that many parameters, so that another's parameters or columns would show. */
async function echo(count: number): Promise<unknown[]> {
  const parameters = Array.from({ length: count }, (_, index) => `${count}/${index}`);
  const columns = parameters.map((_, index) => `$${index + 1}::text as "c${index}"`);
  const { rows } = await getPool().query<Record<string, unknown>>(`select ${columns.join(', ')}`, parameters);
  return Object.values(rows[0] ?? {});
}

const expected = (count: number) => Array.from({ length: count }, (_, index) => `${count}/${index}`);

/**
 * Runs `work` on other connections while a transaction is open, and ends it once they have had time to wait.
 */
async function behindTransaction<T>(work: () => Promise<T>): Promise<T> {
  await Promise.all(COUNTS.map(() => getPool().query('select 1')));
  const holder = await getPool().connect();
  await holder.query('begin');
  const waiting = work();
  for (let round = 0; round < 50; round += 1) await holder.query('select $1::int', [round]);
  await holder.query('commit');
  holder.release();
  return waiting;
}

describe('connections to one database', () => {
  it('keep their statements apart when several waited for another one’s transaction', async () => {
    expect(await behindTransaction(() => Promise.all(COUNTS.map(echo)))).toEqual(COUNTS.map(expected));
  });

  it('keep them apart also when some of them fail', async () => {
    const fail = () => getPool().query('select 1 / $1::int', [0]);
    const outcomes = await behindTransaction(() =>
      Promise.allSettled(COUNTS.flatMap((count) => [fail(), echo(count)])),
    );
    const faults = outcomes
      .filter((outcome) => outcome.status === 'rejected')
      .map(({ reason }) => String(reason));
    expect(faults).toEqual(COUNTS.map(() => 'error: division by zero'));
    const answers = outcomes.filter((outcome) => outcome.status === 'fulfilled').map(({ value }) => value);
    expect(answers).toEqual(COUNTS.map(expected));
  });
});
