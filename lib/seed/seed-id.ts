import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';

/**
 * A UUID version 7 in SQL: `milliseconds` since the epoch, then bits that follow from `name`, so that rows of one
 * statement can refer to each other by number.
 */
export function seedId(milliseconds: RawBuilder<unknown>, name: RawBuilder<unknown>): RawBuilder<string> {
  const time = sql`lpad(to_hex((${milliseconds})::bigint), 12, '0')`;
  const rest = sql`md5(${name})`;
  return sql<string>`(substr(${time}, 1, 8) || '-' || substr(${time}, 9, 4) || '-7' || substr(${rest}, 1, 3)
    || '-8' || substr(${rest}, 4, 3) || '-' || substr(${rest}, 7, 12))`;
}
