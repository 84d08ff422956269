import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adapters } from '@/conformance/support/adapters';
import type { Adapter } from '@/conformance/support/adapters';
import { withToken } from '@/conformance/support/client';
import type { Send } from '@/conformance/support/client';
import { createTestTenant } from '@/conformance/support/test-tenant';
import { db } from '@/lib/db/kysely';
import type { JsonObject } from '@/lib/scim/json';
import { patchOpUrn } from '@/lib/scim/urns';
import { seedTenant } from '@/lib/seed/seed-tenant';

const people = 20_000;

/** RFC 9865 §1: pages by position skip and repeat people when others come and go; pages by cursor do not. */
describe(`a walk by cursor over ${people} users while others are created, changed and deleted`, () => {
  let adapter: Adapter;
  let send: Send;
  let tenantId: string;
  beforeAll(async () => {
    const [[, open]] = adapters as [(typeof adapters)[number]];
    adapter = await open();
    const tenant = await createTestTenant();
    tenantId = tenant.tenantId;
    send = withToken(adapter.send, tenant.token);
    await seedTenant({ tenantId, users: people, groups: 0, members: 0 }, () => {});
  }, 300_000);
  afterAll(() => adapter.close());

  it.each([
    ['in the order of creation', ''],
    ['by userName', '&sortBy=userName'],
    ['by userName, descending', '&sortBy=userName&sortOrder=descending'],
  ])('%s sees everybody who was there throughout, once', async (_order, sorting) => {
    const before = await storedIds();
    const traffic = startTraffic(before);
    const seen = await walk(sorting);
    const { deleted } = await traffic.stop();
    expect(deleted.size).toBeGreaterThan(0);
    const counts = new Map<string, number>();
    for (const id of seen) counts.set(id, (counts.get(id) ?? 0) + 1);
    expect([...counts].filter(([, times]) => times > 1)).toEqual([]);
    expect(before.filter((id) => !deleted.has(id) && !counts.has(id))).toEqual([]);
  }, 300_000);

  async function storedIds(): Promise<string[]> {
    const rows = await db().selectFrom('ScimUser').select('id').where('tenantId', '=', tenantId).execute();
    return rows.map(({ id }) => id);
  }

  async function walk(sorting: string): Promise<string[]> {
    const seen: string[] = [];
    let cursor: string | undefined = '';
    while (cursor !== undefined) {
      const path = `/Users?count=500&attributes=userName${sorting}&cursor=${cursor}`;
      const { status, json = {} } = await send({ method: 'GET', path });
      expect(status).toBe(200);
      seen.push(...((json.Resources ?? []) as JsonObject[]).map(({ id }) => String(id)));
      cursor = json.nextCursor as string | undefined;
    }
    return seen;
  }

  /** Creates, changes and deletes people one after the other until it is told to stop. */
  function startTraffic(ids: readonly string[]): { stop: () => Promise<{ deleted: Set<string> }> } {
    const deleted = new Set<string>();
    let isOver = false;
    const traffic = (async () => {
      for (let turn = 0; !isOver; turn++) {
        // Some at either end and in between, before and behind the reader.
        const [leaver = '', changed = ''] = [ids[(turn * 7919) % ids.length], ids[(turn * 6007) % ids.length]];
        const title = `Title ${turn}`;
        const body = { schemas: [patchOpUrn], Operations: [{ op: 'replace', value: { title } }] };
        const userName = `${turn % 10}-${ids.length}-${turn}@new.test`;
        await send({ method: 'POST', path: '/Users', body: { userName } });
        await send({ method: 'PATCH', path: `/Users/${changed}`, body });
        deleted.add(leaver);
        await send({ method: 'DELETE', path: `/Users/${leaver}` });
      }
    })();
    return {
      async stop() {
        isOver = true;
        await traffic;
        return { deleted };
      },
    };
  }
});
