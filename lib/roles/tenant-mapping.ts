import { sql } from 'kysely';
import { db } from '@/lib/db/kysely';
import type { Database, DatabaseTransaction } from '@/lib/db/kysely';
import type { RoleMapping } from '@/lib/roles/role-mapping';
import { RevisionCache } from '@/lib/shared/revision-cache';

/** A mapping of one moment. */
export interface TenantMapping extends RoleMapping {
  /** Raised by whatever may change what the mapping gives. */
  generation: number;
}

/** Some tens of megabytes at most, however many tenants have as many rules as they may. */
const MOST_RULES = 100_000;

const cache = new RevisionCache(async (tenantId) => {
  const value = await findTenantMapping(tenantId);
  return { revision: value.generation, weight: value.rules.length + value.roles.length, value };
}, MOST_RULES);

/**
 * The mapping of a tenant. It costs a query once for each generation.
 * @param generation the generation that the request was authenticated under
 */
export function tenantMapping(tenantId: string, generation: number): Promise<TenantMapping> {
  return cache.get(tenantId, generation);
}

/**
 * The mapping as the database has it now: one query, so that rules and roles are of one moment.
 * @throws when the tenant does not exist
 */
export async function findTenantMapping(
  tenantId: string,
  database: Database | DatabaseTransaction = db(),
): Promise<TenantMapping> {
  const { rows } = await sql<TenantMapping>`
    select mapping."source", mapping."attribute", mapping."defaultRoleKey", mapping."generation",
      coalesce((
        select jsonb_agg(jsonb_build_object('id', rule."id", 'kind', rule."kind", 'name', rule."name",
          'groupId', rule."groupId", 'roleKey', rule."roleKey") order by rule."position", rule."id")
        from "RoleRule" rule where rule."tenantId" = mapping."tenantId"), '[]') as "rules",
      coalesce((
        select jsonb_agg(jsonb_build_object('key', role."key", 'name', role."name", 'level', role."level")
          order by role."key")
        from "Role" role where role."tenantId" = mapping."tenantId"), '[]') as "roles"
    from "RoleMapping" mapping where mapping."tenantId" = ${tenantId}`.execute(database);
  const [mapping] = rows;
  if (!mapping) throw new Error(`There is no tenant ${tenantId}.`);
  return mapping;
}
