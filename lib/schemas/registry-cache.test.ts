import { expect, it } from 'vitest';
import { RegistryCache } from '@/lib/schemas/registry-cache';
import { customExtensionSchema } from '@/lib/scim/schema/custom-extension';

const extension = customExtensionSchema.parse({
  urn: 'urn:acme:staff',
  resourceType: 'User',
  name: 'Staff',
  attributes: [{ name: 'team', type: 'string' }],
});

function counted(revisionOf: (load: number) => number = () => 1, mostAttributes?: number) {
  const loaded: string[] = [];
  const load = (tenantId: string) => {
    loaded.push(tenantId);
    return Promise.resolve({ revision: revisionOf(loaded.length), extensions: [extension] });
  };
  return { cache: new RegistryCache(load, mostAttributes), loaded };
}

it('reads a definition once, however many requests wait for it', async () => {
  const { cache, loaded } = counted();
  const registries = await Promise.all(Array.from({ length: 10 }, () => cache.get('acme', 1)));
  expect(new Set(registries).size).toBe(1);
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
  const cache = new RegistryCache(async () => {
    if (faults-- > 0) throw new Error('away');
    return { revision: 1, extensions: [extension] };
  });
  await expect(cache.get('acme', 1)).rejects.toThrow('away');
  expect((await cache.get('acme', 1)).User.extensions).toHaveLength(2);
});
