import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adapters, withToken } from '@/conformance/support/scim-client';
import type { Adapter, Send } from '@/conformance/support/scim-client';
import { createTestTenant } from '@/conformance/support/test-tenant';
import type { JsonObject } from '@/lib/scim/json';

const people = 250;

/** RFC 7644 §3.4.2.4. Okta advances by 100 whatever it gets; Microsoft's tests want startIndex echoed. */
describe('paging', () => {
  let adapter: Adapter;
  let send: Send;
  beforeAll(async () => {
    const [[, open]] = adapters as [(typeof adapters)[number]];
    adapter = await open();
    send = withToken(adapter.send, (await createTestTenant()).token);
    for (let start = 0; start < people; start += 10) {
      const names = Array.from({ length: 10 }, (_, index) => `user-${start + index}@acme.test`);
      await Promise.all(
        names.map((userName) => send({ method: 'POST', path: '/Users', body: { userName } })),
      );
    }
  });
  afterAll(() => adapter.close());

  async function page(query: string): Promise<{ ids: string[]; list: JsonObject; status: number }> {
    const { json = {}, status } = await send({ method: 'GET', path: `/Users?${query}` });
    return { ids: ((json.Resources ?? []) as JsonObject[]).map(({ id }) => String(id)), list: json, status };
  }

  it('shows everybody once, page by page, in a stable order', async () => {
    const pages = await Promise.all(
      [1, 101, 201, 301].map((startIndex) => page(`startIndex=${startIndex}&count=100`)),
    );
    expect(pages.map(({ ids }) => ids.length)).toEqual([100, 100, 50, 0]);
    expect(new Set(pages.flatMap(({ ids }) => ids)).size).toBe(people);
    expect(pages.map(({ list }) => list.totalResults)).toEqual([people, people, people, people]);
  });

  it.each([
    ['', 1, 100],
    ['count=0', 1, 0],
    ['count=-1', 1, 0],
    ['startIndex=0&count=5', 1, 5],
    ['startIndex=-7&count=5', 1, 5],
    ['startIndex=6&count=5', 6, 5],
    ['startIndex=11&count=5', 11, 5],
    ['count=100000', 1, people],
    ['startIndex=9007199254740993&count=1', 9007199254740991, 0],
    ['count=1&sortBy=userName&unknown=x', 1, 1],
  ])('%s gives a page from %d of %d', async (query, startIndex, itemsPerPage) => {
    const { list, ids } = await page(query);
    expect(list).toMatchObject({ totalResults: people, startIndex, itemsPerPage });
    expect(ids).toHaveLength(itemsPerPage);
  });

  it.each(['count=ten', 'startIndex=1.5'])('%s is refused', async (query) => {
    expect(await page(query)).toMatchObject({ status: 400, list: { scimType: 'invalidValue' } });
  });

  it('counts what a filter finds, not what a page shows', async () => {
    const { list } = await page(`count=7&filter=${encodeURIComponent('userName sw "user-1"')}`);
    expect(list).toMatchObject({ totalResults: 111, itemsPerPage: 7 });
  });
});
