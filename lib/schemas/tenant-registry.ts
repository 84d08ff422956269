import { RegistryCache } from '@/lib/schemas/registry-cache';
import { findTenantSchemas } from '@/lib/schemas/tenant-schemas';
import type { Registry } from '@/lib/scim/schema/registry';

/** One for each bundle, because a registry holds the schema objects of the bundle that built it. */
const cache = new RegistryCache((tenantId) => findTenantSchemas(tenantId));

/**
 * The resource types of a tenant with its own extensions. It costs a query once for each revision, and none
 * for a tenant that never had an extension.
 * @param schemaRevision the revision that the request was authenticated under
 */
export function tenantRegistry(tenantId: string, schemaRevision: number): Promise<Registry> {
  return cache.get(tenantId, schemaRevision);
}
