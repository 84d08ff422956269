import { describe, expect, it } from 'vitest';
import { EmbeddedUpkeep } from '@/lib/db/embedded-upkeep';
import { getPool } from '@/lib/db/pool';

describe('EmbeddedUpkeep', () => {
  it('tells the planner of a table that has grown, and leaves it alone until it grows again', async () => {
    const pool = getPool();
    await pool.query('create table "Growing" ("id" int primary key, "text" text)');
    try {
      const grow = (from: number, to: number) =>
        pool.query(`insert into "Growing" select at, repeat('x', 500) from generate_series($1::int, $2::int) at`, [from, to]);
      const upkeep = new EmbeddedUpkeep();
      await grow(1, 2_000);
      expect(await upkeep.vacuumGrown()).toContain('Growing');
      const { rows } = await pool.query(`select reltuples from pg_class where relname = 'Growing'`);
      expect(rows).toEqual([{ reltuples: 2_000 }]);
      expect(await upkeep.vacuumGrown()).not.toContain('Growing');
      await grow(2_001, 4_000);
      expect(await upkeep.vacuumGrown()).toContain('Growing');
    } finally {
      await pool.query('drop table "Growing"');
    }
  });
});
