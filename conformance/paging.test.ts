import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adapters } from '@/conformance/support/adapters';
import { withToken } from '@/conformance/support/client';
import type { Adapter } from '@/conformance/support/adapters';
import type { Send } from '@/conformance/support/client';
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
    ['startIndex=251&count=10', 251, 0],
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

  it.each(['', '&sortBy=userName', '&sortBy=displayName&sortOrder=descending', '&filter=active%20eq%20true'])(
    'shows everybody once by cursor too, and ends by itself: count=100%s',
    async (parameters) => {
      const seen: string[] = [];
      let cursor: unknown = '';
      while (cursor !== undefined) {
        const { ids, list } = await page(`cursor=${String(cursor)}&count=100${parameters}`);
        expect(list).toMatchObject({ totalResults: people, itemsPerPage: ids.length });
        expect(list).not.toHaveProperty('startIndex');
        seen.push(...ids);
        cursor = list.nextCursor;
      }
      expect(seen).toHaveLength(people);
      expect(new Set(seen).size).toBe(people);
    },
  );

  it('answers a search by POST as the same query by GET', async () => {
    const query = { filter: 'userName sw "user-2"', sortBy: 'userName', startIndex: 3, count: 4 };
    const searched = await send({ method: 'POST', path: '/Users/.search', body: query });
    const parameters = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
    expect(searched.json).toEqual((await page(parameters.join('&'))).list);
    expect(searched.json).toMatchObject({ totalResults: 61, itemsPerPage: 4 });
  });

  it('answers a cursor of another tenant as a forged one, whoever is asked', async () => {
    const stranger = withToken(adapter.send, (await createTestTenant()).token);
    await stranger({ method: 'POST', path: '/Users', body: { userName: 'a@globex.test' } });
    await stranger({ method: 'POST', path: '/Users', body: { userName: 'b@globex.test' } });
    const { json } = await stranger({ method: 'GET', path: '/Users?cursor&count=1' });
    const answers = await Promise.all(
      [String(json?.nextCursor), 'A'.repeat(String(json?.nextCursor).length), 'forged'].map((cursor) =>
        send({ method: 'GET', path: `/Users?cursor=${cursor}&count=1` }),
      ),
    );
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 400, json: { scimType: 'invalidCursor' } });
  });
});
