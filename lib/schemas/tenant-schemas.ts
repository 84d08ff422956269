import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { db } from '@/lib/db/kysely';
import type { Database, DatabaseTransaction } from '@/lib/db/kysely';
import type { CustomExtension } from '@/lib/scim/schema/custom-extension';

/** The schema extensions that a tenant has of its own, and the revision that they are. */
export interface TenantSchemas {
  /** Raised by every change of them; 0 while there has been none. */
  revision: number;
  extensions: CustomExtension[];
}

/** The extensions of the tenant in the row `settings`, oldest first, as jsonb. */
const ownExtensions: RawBuilder<CustomExtension[]> = sql`(
  select coalesce(jsonb_agg(jsonb_build_object(
    'urn', own."urn", 'resourceType', initcap(own."resourceType"::text), 'name', own."name",
    'description', own."description", 'attributes', own."attributes"
  ) order by own."createdAt", own."urnKey"), '[]')
  from "SchemaExtension" own where own."tenantId" = settings."tenantId")`;

/** One query, so that revision and extensions are of one moment. A tenant that is gone has none. */
export async function findTenantSchemas(
  tenantId: string,
  database: Database | DatabaseTransaction = db(),
): Promise<TenantSchemas> {
  const { rows } = await sql<TenantSchemas>`
    select settings."schemaRevision" as "revision", ${ownExtensions} as "extensions"
    from "IdentitySettings" settings where settings."tenantId" = ${tenantId}`.execute(database);
  return rows[0] ?? { revision: 0, extensions: [] };
}
