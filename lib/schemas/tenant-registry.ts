import { findTenantSchemas } from '@/lib/schemas/tenant-schemas';
import { extendedRegistry } from '@/lib/scim/schema/extended-registry';
import { coreRegistry } from '@/lib/scim/schema/registry';
import type { Registry } from '@/lib/scim/schema/registry';
import { RevisionCache } from '@/lib/shared/revision-cache';

/** Some tens of megabytes at most, however many tenants define as much as they may. */
const MOST_ATTRIBUTES = 100_000;

/** One for each bundle, because a registry holds the schema objects of the bundle that built it. */
const cache = new RevisionCache(readRegistry, MOST_ATTRIBUTES);

/**
 * The resource types of a tenant with its own extensions. It costs a query once for each revision, and none
 * for a tenant that never had an extension.
 * @param schemaRevision the revision that the request was authenticated under
 */
export function tenantRegistry(tenantId: string, schemaRevision: number): Promise<Registry> {
  return schemaRevision === 0 ? Promise.resolve(coreRegistry) : cache.get(tenantId, schemaRevision);
}

/** The registry as the database has it now, its weight in attributes. */
export async function readRegistry(tenantId: string) {
  const { revision, extensions } = await findTenantSchemas(tenantId);
  const weight = extensions.reduce((sum, { attributes }) => sum + attributes.length, 0);
  return { revision, weight, value: extendedRegistry(extensions) };
}
