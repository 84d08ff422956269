import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { BearerAccess } from '@/lib/credentials/authenticate-bearer';
import { deferWrite } from '@/lib/db/deferred-writes';
import { db } from '@/lib/db/kysely';
import { BoundedMap } from '@/lib/shared/bounded-map';
import { env } from '@/lib/shared/env';
import { processWide } from '@/lib/shared/process-wide';

/** A token bucket: `burst` requests at once, `rate` a second for ever. */
export interface RateRule {
  /** Tokens a second; 0 is no limit. */
  rate: number;
  burst: number;
}

/** What one process has taken out of the bucket of one credential and not yet spent. */
interface Lease {
  tokens: number;
  /** The statement under way that brings more. */
  refill: Promise<void> | null;
  /** While the bucket is known to be empty, in milliseconds; asking again before is pointless. */
  empty: { since: number; until: number } | null;
}

/** Credentials that a process remembers; of one it forgets, fewer tokens than a lease are lost. */
const MOST_CREDENTIALS = 10_000;

const LARGEST_LEASE = 100;

/**
 * Limits the requests of each credential, in all processes together. The bucket is a row of the database; a
 * process takes tokens out of it many at a time and spends them from memory, and fetches more before it has
 * none, so that requests seldom wait. What all processes spend is never more than the burst and the rate
 * since the first request; after a pause it can be more than the burst by what each process held back, one
 * lease at most.
 */
export class RateLimiter {
  readonly #leases = new BoundedMap<string, Lease>(MOST_CREDENTIALS);
  readonly #leaseSize: number;

  /** @param clock the time for the bucket, the same for all processes: that of the database */
  constructor(
    private readonly rule: RateRule,
    private readonly clock: () => RawBuilder<Date> = () => sql<Date>`clock_timestamp()`,
  ) {
    const size = Math.min(LARGEST_LEASE, rule.rate / 2, rule.burst / 10);
    this.#leaseSize = Math.max(1, Math.floor(size));
  }

  /** Spends one token. Null when there was one, else the whole seconds after which there will be. */
  async take({ tenantId, credential }: Spender, now: Date): Promise<null | { retryAfterSeconds: number }> {
    if (this.rule.rate === 0) return null;
    const key = `${tenantId}/${credential.id}`;
    const lease = this.#leases.get(key) ?? { tokens: 0, refill: null, empty: null };
    this.#leases.set(key, lease);
    const refill = () => (lease.refill ??= this.#refill(lease, { tenantId, credential }, now));
    while (lease.tokens < 1) {
      if (isEmpty(lease, now)) return { retryAfterSeconds: Math.ceil(1 / this.rule.rate) };
      await refill();
    }
    lease.tokens -= 1;
    if (lease.tokens <= this.#leaseSize / 4 && !isEmpty(lease, now)) void deferWrite(refill);
    return null;
  }

  /** Fills the lease up to its size, with what the bucket has. */
  async #refill(lease: Lease, spender: Spender, now: Date): Promise<void> {
    try {
      const granted = await this.#withdraw(spender, this.#leaseSize - lease.tokens);
      lease.tokens += granted;
      const since = now.getTime();
      // Half a lease is worth a statement; a slow bucket is asked once for each of its tokens.
      const wait = (1_000 * Math.max(1, this.#leaseSize / 2)) / this.rule.rate;
      lease.empty = granted > 0 ? null : { since, until: since + wait };
    } finally {
      lease.refill = null;
    }
  }

  async #withdraw(spender: Spender, wanted: number): Promise<number> {
    const withdrawal = withdraw(this.rule, spender, wanted, this.clock());
    // Of several processes that meet a credential first, one makes its bucket; the others find it then.
    const { rows } = await withdrawal.execute(db());
    const [found] = rows.length > 0 ? rows : (await withdrawal.execute(db())).rows;
    return found?.granted ?? 0;
  }
}

type Spender = Pick<BearerAccess, 'tenantId'> & { credential: { id: string } };

/** A clock that is set back stops the refill at most for the time in which an empty bucket fills. */
function withdraw({ rate, burst }: RateRule, spender: Spender, wanted: number, clock: RawBuilder<Date>) {
  const { tenantId, credential } = spender;
  const first = Math.min(wanted, burst);
  return sql<{ granted: number }>`
    with clock as (select ${clock} as now),
    bucket as (
      select "tokens", "refilledAt", clock.now,
        extract(epoch from clock.now - "refilledAt")::double precision as elapsed
      from "TokenBucket", clock
      where "tenantId" = ${tenantId} and "credentialId" = ${credential.id}
      for update of "TokenBucket"
    ),
    filled as (
      select
        least(${burst}::double precision,
          "tokens" + ${rate}::double precision * greatest(0, elapsed)) as tokens,
        case when elapsed between ${-burst / rate}::double precision and 0
          then "refilledAt" else now end as at
      from bucket
    ),
    taken as (
      update "TokenBucket" kept
      set "tokens" = filled.tokens - least(${wanted}::double precision, floor(filled.tokens)),
        "refilledAt" = filled.at
      from filled
      where kept."tenantId" = ${tenantId} and kept."credentialId" = ${credential.id}
      returning least(${wanted}::double precision, floor(filled.tokens)) as granted
    ),
    made as (
      insert into "TokenBucket" ("tenantId", "credentialId", "tokens", "refilledAt")
      select "tenantId", "id", ${burst - first}::double precision, clock.now
      from "Credential", clock
      where "tenantId" = ${tenantId} and "id" = ${credential.id} and not exists (select from bucket)
      on conflict do nothing
      returning ${first}::double precision as granted
    )
    select granted from taken union all select granted from made`;
}

function isEmpty({ empty }: Lease, now: Date): boolean {
  return empty !== null && now.getTime() < empty.until && now.getTime() >= empty.since;
}

/**
 * Charges the credential for one request, by the rule of the environment.
 * @returns null when it may be served, else after how many whole seconds to come again
 */
export function takeToken(access: Spender, now: Date): Promise<null | { retryAfterSeconds: number }> {
  return limiter().take(access, now);
}

function limiter(): RateLimiter {
  return processWide('rate-limiter', () => {
    const { ROLLCALL_SCIM_RATE: rate, ROLLCALL_SCIM_BURST: burst } = env();
    return new RateLimiter({ rate, burst });
  });
}
