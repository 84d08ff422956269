import { sql } from 'kysely';
import { db } from '@/lib/db/kysely';

/** Lets rules that wait for groups of these names follow them from now on, as when an identity provider pushes one. */
export async function bindSeededGroups(tenantId: string): Promise<void> {
  await db()
    .transaction()
    .execute(async (trx) => {
      await sql`select from "RoleMapping" where "tenantId" = ${tenantId} for update`.execute(trx);
      await sql`
        with bound as (
          update "RoleRule" rule set "groupId" = g."id", "groupGoneAt" = null from "ScimGroup" g
          where rule."tenantId" = ${tenantId} and rule."kind" = 'GROUP' and rule."groupId" is null
            and g."tenantId" = rule."tenantId" and g."displayNameKey" = rule."nameKey"
            and g."document" ->> 'displayName' = rule."name"
          returning rule."id")
        update "RoleMapping" set "generation" = "generation" + 1
        where "tenantId" = ${tenantId} and exists (select from bound)`.execute(trx);
    });
}
