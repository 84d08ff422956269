import { sql } from 'kysely';
import { db } from '@/lib/db/kysely';
import type { CustomExtension } from '@/lib/scim/schema/custom-extension';

/** A tenant's extension as its page shows it. */
export interface ExtensionView extends CustomExtension {
  /** How many people, or groups, carry values of it. */
  people: number;
  createdAt: Date;
  createdByName: string;
}

/** The tenant's own extensions, oldest first. Who carries values is counted in one pass for all of them. */
export async function listExtensions(tenantId: string): Promise<ExtensionView[]> {
  const { rows } = await sql<ExtensionView>`
    with own as (
      select * from "SchemaExtension" where "tenantId" = ${tenantId}),
    carried as (
      select key as "urn", count(*) as "people"
      from (
        select "document" from "ScimUser"
        where "tenantId" = ${tenantId} and exists (select from own where own."resourceType" = 'USER')
        union all
        select "document" from "ScimGroup"
        where "tenantId" = ${tenantId} and exists (select from own where own."resourceType" = 'GROUP')
      ) resource cross join lateral jsonb_object_keys(resource."document") as key
      where key in (select "urn" from own) group by key)
    select own."urn", initcap(own."resourceType"::text) as "resourceType", own."name", own."description",
      own."attributes", coalesce(carried."people", 0) as "people", own."createdAt", own."createdByName"
    from own left join carried on carried."urn" = own."urn"
    order by own."createdAt", own."urnKey"`.execute(db());
  return rows;
}
