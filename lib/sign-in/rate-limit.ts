import { sql } from 'kysely';
import { db } from '@/lib/db/kysely';
import { keyedHash } from '@/lib/sign-in/keyed-hash';

export interface RateLimit {
  /** What is counted, in a word; part of the counter's key. */
  name: string;
  /** How many are allowed in one window. */
  hits: number;
  windowMinutes: number;
}

/**
 * Counts one hit of `subject` (an address, a client), in one statement, so that parallel hits all count.
 * @returns null when it is allowed, else the minutes until the window ends
 */
export async function countHit(
  { name, hits, windowMinutes }: RateLimit,
  subject: string,
): Promise<number | null> {
  const key = `${name}:${keyedHash('rate-limit', name, subject)}`;
  const counted = await sql<{ hits: number; minutesLeft: number }>`
    insert into "RateCounter" as counter ("key", "hits", "windowEndsAt")
    values (${key}, 1, now() + make_interval(mins => ${windowMinutes}::integer))
    on conflict ("key") do update set
      "hits" = case when counter."windowEndsAt" <= now() then 1 else counter."hits" + 1 end,
      "windowEndsAt" = case when counter."windowEndsAt" <= now() then excluded."windowEndsAt"
        else counter."windowEndsAt" end
    returning "hits",
      ceil(extract(epoch from "windowEndsAt" - now()) / 60)::integer as "minutesLeft"`.execute(db());
  const row = counted.rows[0];
  return row && row.hits > hits ? Math.max(1, row.minutesLeft) : null;
}

/** "1 minute", "7 minutes". */
export function inMinutes(minutes: number): string {
  return minutes === 1 ? '1 minute' : `${minutes} minutes`;
}
