import { expect, it } from 'vitest';
import { RevisionCache } from '@/lib/shared/revision-cache';

function counted(revisionOf: (load: number) => number = () => 1, mostWeight = 100) {
  const loaded: string[] = [];
  const load = (tenantId: string) => {
    loaded.push(tenantId);
    return Promise.resolve({ revision: revisionOf(loaded.length), weight: 1, value: { tenantId } });
  };
  return { cache: new RevisionCache(load, mostWeight), loaded };
}

it('reads a definition once, however many requests wait for it', async () => {
  const { cache, loaded } = counted();
  const values = await Promise.all(Array.from({ length: 10 }, () => cache.get('acme', 1)));
  expect(new Set(values).size).toBe(1);
  expect(loaded).toEqual(['acme']);
});

it('keeps what it read under the revision that it read', async () => {
  const { cache, loaded } = counted(() => 3);
  await cache.get('acme', 2);
  await cache.get('acme', 3);
  expect(loaded).toEqual(['acme']);
});

it('lets go of the tenants that were served longest ago', async () => {
  const { cache, loaded } = counted(() => 1, 4);
  for (const tenantId of ['a', 'b', 'a', 'c', 'a']) await cache.get(tenantId, 1);
  expect(loaded).toEqual(['a', 'b', 'c']);
  await cache.get('b', 1);
  expect(loaded).toEqual(['a', 'b', 'c', 'b']);
});

it('keeps the tenant that is being served, however much it defines', async () => {
  const { cache, loaded } = counted(() => 1, 1);
  await cache.get('a', 1);
  await cache.get('a', 1);
  expect(loaded).toEqual(['a']);
});

it('asks again after a fault', async () => {
  let faults = 1;
  const cache = new RevisionCache(async (tenantId) => {
    if (faults-- > 0) throw new Error('away');
    return { revision: 1, weight: 1, value: tenantId };
  }, 100);
  await expect(cache.get('acme', 1)).rejects.toThrow('away');
  expect(await cache.get('acme', 1)).toBe('acme');
});
