import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { mintCredential, mintCredentialSchema } from '@/lib/credentials/mint-credential';
import { RateLimiter, takeToken } from '@/lib/credentials/rate-limit';
import { settleDeferredWrites } from '@/lib/db/deferred-writes';
import { db } from '@/lib/db/kysely';
import { newTenant } from '@/testing/new-tenant';

const start = Date.UTC(2026, 10, 21);

/** Processes that share the database and a clock which only the test moves. */
class World {
  now = start;
  readonly processes: RateLimiter[];

  constructor(
    readonly rule: { rate: number; burst: number },
    processes = 1,
  ) {
    this.processes = Array.from({ length: processes }, () => this.startProcess());
  }

  startProcess(): RateLimiter {
    return new RateLimiter(this.rule, () => sql<Date>`${new Date(this.now).toISOString()}::timestamptz`);
  }

  /** Sends requests at once, in turn through each process. */
  async served(access: Parameters<RateLimiter['take']>[0], requests: number): Promise<number> {
    const sent = Array.from({ length: requests }, (_, index) => {
      const process = this.processes[index % this.processes.length] as RateLimiter;
      return process.take(access, new Date(this.now));
    });
    const answers = await Promise.all(sent);
    await settleDeferredWrites();
    return answers.filter((answer) => answer === null).length;
  }
}

async function newCredential() {
  const { tenantId, owner } = await newTenant();
  const wanted = mintCredentialSchema.parse({ label: 'Okta', scopes: ['scim'] });
  const minted = await mintCredential(owner, wanted);
  if (!minted.ok) throw new Error(minted.message);
  return { tenantId, credential: { id: minted.credential.id } };
}

describe('the rate limit of a credential', () => {
  it('serves a burst of 2,000 and no more, then 200 a second', async () => {
    const [world, access] = [new World({ rate: 200, burst: 2_000 }), await newCredential()];
    expect(await world.served(access, 2_500)).toBe(2_000);
    for (let second = 1; second <= 3; second += 1) {
      world.now += 1_000;
      expect(await world.served(access, 1_000)).toBe(200);
    }
  });

  it('names whole seconds to wait', async () => {
    const [world, access] = [new World({ rate: 200, burst: 1 }), await newCredential()];
    const [process] = world.processes;
    expect(await process?.take(access, new Date(world.now))).toBeNull();
    await settleDeferredWrites();
    expect(await process?.take(access, new Date(world.now))).toEqual({ retryAfterSeconds: 1 });
  });

  it('is one limit for all processes: their sum never exceeds the burst and the rate', async () => {
    const world = new World({ rate: 200, burst: 2_000 }, 3);
    const access = await newCredential();
    let sum = await world.served(access, 2_400);
    expect(sum).toBeLessThanOrEqual(2_000);
    for (let step = 1; step <= 20; step += 1) {
      world.now += 100;
      sum += await world.served(access, 300);
      expect(sum).toBeLessThanOrEqual(2_000 + 200 * 0.1 * step);
    }
    // What a process holds back is what it can still serve, so hardly anything is lost.
    expect(sum).toBeGreaterThan(2_400 - 3 * 100);
  });

  it('is never met at 25 requests a second', async () => {
    const world = new World({ rate: 200, burst: 2_000 }, 2);
    const access = await newCredential();
    for (let second = 0; second < 200; second += 1) {
      expect(await world.served(access, 25)).toBe(25);
      world.now += 1_000;
    }
  });

  it('fills up again in a pause, and not beyond the burst', async () => {
    const [world, access] = [new World({ rate: 10, burst: 100 }), await newCredential()];
    expect(await world.served(access, 150)).toBe(100);
    world.now += 365 * 24 * 3_600_000;
    const served = await world.served(access, 500);
    expect(served).toBe(100);
  });

  it('does not refill when the clock goes back, and goes on when it is right', async () => {
    const [world, access] = [new World({ rate: 10, burst: 100 }), await newCredential()];
    expect(await world.served(access, 150)).toBe(100);
    world.now -= 5_000;
    expect(await world.served(access, 50)).toBe(0);
    world.now += 5_000;
    expect(await world.served(access, 50)).toBe(0);
    world.now += 2_000;
    expect(await world.served(access, 50)).toBe(20);
  });

  it('survives a clock that was an hour ahead', async () => {
    const [world, access] = [new World({ rate: 10, burst: 100 }), await newCredential()];
    world.now += 3_600_000;
    expect(await world.served(access, 150)).toBe(100);
    world.now -= 3_600_000;
    expect(await world.served(access, 50)).toBe(0);
    world.now += 2_000;
    expect(await world.served(access, 50)).toBe(20);
  });

  it('of one credential does not touch another, of the same tenant or not', async () => {
    const world = new World({ rate: 10, burst: 100 });
    const [one, other] = [await newCredential(), await newCredential()];
    expect(await world.served(one, 1_000)).toBe(100);
    expect(await world.served(other, 50)).toBe(50);
  });

  it('outlives the process', async () => {
    const [world, access] = [new World({ rate: 10, burst: 100 }), await newCredential()];
    expect(await world.served(access, 100)).toBe(100);
    world.processes[0] = world.startProcess();
    expect(await world.served(access, 100)).toBe(0);
  });

  it('asks the database once for many requests, and not at all while the bucket is empty', async () => {
    const access = await newCredential();
    let statements = 0;
    const limiter = new RateLimiter({ rate: 200, burst: 2_000 }, () => {
      statements += 1;
      return sql<Date>`${new Date(start).toISOString()}::timestamptz`;
    });
    const send = async (requests: number) => {
      for (let sent = 0; sent < requests; sent += 1) {
        await limiter.take(access, new Date(start));
        await settleDeferredWrites();
      }
    };
    await send(1_000);
    expect(statements).toBeLessThan(20);
    await send(1_000);
    statements = 0;
    await send(1_000);
    expect(statements).toBeLessThanOrEqual(1);
  });

  it('leaves no bucket for a credential that is gone', async () => {
    const access = { tenantId: 'nobody', credential: { id: 'nothing' } };
    expect(await new World({ rate: 10, burst: 100 }).served(access, 5)).toBe(0);
    const buckets = db().selectFrom('TokenBucket').select('tokens').where('tenantId', '=', 'nobody');
    expect(await buckets.execute()).toEqual([]);
  });

  it('can be switched off', async () => {
    expect(await new World({ rate: 0, burst: 1 }).served(await newCredential(), 500)).toBe(500);
    expect(await takeToken(await newCredential(), new Date())).toBeNull();
  });
});
