import { beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '@/lib/roles/permission';
import { addAttribute, addAttributeSchema } from '@/lib/schemas/add-attribute';
import { registerExtension, registerExtensionSchema } from '@/lib/schemas/register-extension';
import { removeExtension } from '@/lib/schemas/remove-extension';
import { readRegistry, tenantRegistry } from '@/lib/schemas/tenant-registry';
import { findTenantSchemas } from '@/lib/schemas/tenant-schemas';
import { coreRegistry } from '@/lib/scim/schema/registry';
import type { Registry } from '@/lib/scim/schema/registry';
import { RevisionCache } from '@/lib/shared/revision-cache';
import { newTenant } from '@/testing/new-tenant';

const urn = 'urn:acme:scim:staff:1.0:User';

let tenantId: string;
let owner: Actor;
beforeEach(async () => {
  ({ tenantId, owner } = await newTenant());
});

function registerStaff() {
  const attributes = [{ name: 'team', type: 'string' }];
  const staff = registerExtensionSchema.parse({ urn, resourceType: 'User', name: 'Staff', attributes });
  return registerExtension(owner, staff);
}

function addBadge() {
  return addAttribute(owner, addAttributeSchema.parse({ urn, name: 'badge', type: 'string' }));
}

describe('the registry of a tenant', () => {
  function process() {
    let loads = 0;
    const cache = new RevisionCache((id) => {
      loads += 1;
      return readRegistry(id);
    }, 1000);
    return { cache, loads: () => loads };
  }

  async function request(cache: RevisionCache<Registry>) {
    const { revision } = await findTenantSchemas(tenantId);
    const registry = await cache.get(tenantId, revision);
    return registry.User.extensions.slice(1).map(({ attributes }) => attributes.map(({ name }) => name));
  }

  it('is seen by the next request to every process, and built once for each version in each', async () => {
    const [first, second] = [process(), process()];
    await registerStaff();
    expect(await request(first.cache)).toEqual([['team']]);
    expect(await request(second.cache)).toEqual([['team']]);
    await addBadge();
    await Promise.all([request(second.cache), request(second.cache)]);
    expect(await request(second.cache)).toEqual([['team', 'badge']]);
    expect(await request(first.cache)).toEqual([['team', 'badge']]);
    await removeExtension(owner, { urn });
    expect(await request(first.cache)).toEqual([]);
    expect([first.loads(), second.loads()]).toEqual([3, 2]);
  });

  it('is the same object from request to request, so that what is made from it is made once', async () => {
    const { cache } = process();
    await registerStaff();
    expect(await cache.get(tenantId, 1)).toBe(await cache.get(tenantId, 1));
  });

  it('is everybody’s for a tenant that never had an extension', async () => {
    expect(await tenantRegistry(tenantId, 0)).toBe(coreRegistry);
  });
});
