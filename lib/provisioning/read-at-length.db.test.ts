import { sql } from 'kysely';
import { describe, expect, inject, it } from 'vitest';
import { databaseFault } from '@/lib/db/errors';
import { db } from '@/lib/db/kysely';
import { readAtLength } from '@/lib/provisioning/read-at-length';

describe('readAtLength', () => {
  it('answers what was read, within a limit of time that ends with it', async () => {
    const limit = await readAtLength('tenant', async (trx) => {
      const { rows } = await sql<{ limit: string }>`select current_setting('statement_timeout') as "limit"`.execute(trx);
      return rows[0]?.limit;
    });
    expect(limit).toBe('10s');
    const { rows } = await sql<{ limit: string }>`select current_setting('statement_timeout') as "limit"`.execute(db());
    expect(rows[0]?.limit).toBe('0');
  });

  it('turns away a tenant that has many of them waiting, and serves another', async () => {
    const statuses = await Promise.all(Array.from({ length: 40 }, () => statusOf('greedy')));
    expect(statuses.filter((status) => status === 503).length).toBeGreaterThan(0);
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(10);
    expect(await statusOf('other')).toBe(200);
  });

  it('says how to narrow a list that takes too long', async () => {
    const cancelled = Object.assign(new Error('canceling statement due to statement timeout'), { code: '57014' });
    await expect(readAtLength('tenant', () => Promise.reject(cancelled))).rejects.toMatchObject({
      status: 400,
      scimType: 'tooMany',
      detail: expect.stringContaining('narrow the filter') as string,
    });
  });

  // The embedded database runs in one thread, which has no timer that could interrupt a statement.
  if ('url' in inject('database')) {
    it('is cancelled by PostgreSQL with the error it looks for', async () => {
      const slow = db().transaction().execute(async (trx) => {
        await sql`set local statement_timeout = 1`.execute(trx);
        return sql`select pg_sleep(10)`.execute(trx);
      });
      expect(await slow.then(() => null, databaseFault)).toEqual({ kind: 'timeout' });
    });
  }
});

function statusOf(tenantId: string): Promise<number> {
  return readAtLength(tenantId, (trx) => sql`select 1`.execute(trx)).then(() => 200, (error: { status: number }) => error.status);
}
