import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { jsonb } from '@/lib/db/kysely';
import type { DatabaseTransaction } from '@/lib/db/kysely';
import { derivedInSql } from '@/lib/provisioning/roles/derived-in-sql';
import type { RoleCause } from '@/lib/provisioning/roles/role-cause';
import type { RoleMapping } from '@/lib/roles/role-mapping';
import type { Registry } from '@/lib/scim/schema/registry';

/** Of those who wait, these come first: the tenant has owners before others cease to be. */
const BECOMES_OWNER = 0;
const ANYBODY_ELSE = 1;

/**
 * Puts into the queue whomever the mapping gives other roles than they have, or the same ones for another reason:
 * one statement, whatever their number, over everybody whom a SCIM user manages, also those who were deprovisioned.
 * Whoever waits already waits for this application from now on.
 * @returns how many wait for the application
 */
export async function planApplication(
  trx: DatabaseTransaction,
  tenantId: string,
  applicationId: string,
  mapping: RoleMapping,
  registry: Registry,
  cause: RoleCause,
): Promise<number> {
  if (mapping.source === 'PORTAL') return 0;
  const { numAffectedRows } = await sql`
    with ${derivedInSql({ tenantId, mapping, userType: registry.User, activeOnly: false })},
    held as materialized (
      select held."memberId", held."roleKey", held."source", held."reason", held."ruleId"
      from people join "MemberRole" held on held."tenantId" = ${tenantId} and held."memberId" = people."memberId"),
    rule as materialized (
      select * from jsonb_to_recordset(${jsonb(mapping.rules.map(({ id }, place) => ({ id, place })))})
        as rule ("id" text, "place" int)),
    differing as materialized (
      select "memberId", bool_or(held."source" is null and role."level" = 'OWNER') as "becomesOwner"
      from held full join derived using ("memberId", "roleKey")
      left join rule on rule."place" = derived."place"
      left join "Role" role on role."tenantId" = ${tenantId} and role."key" = "roleKey"
      where (held."source" = 'SCIM' and held."ruleId" is not distinct from rule."id"
        and starts_with(held."reason", ${reasonBegins(mapping)})) is not true
      group by "memberId")
    insert into "PendingRoles" as pending ("tenantId", "memberId", "applicationId", "priority", "cause")
    select ${tenantId}, "memberId", ${applicationId},
      case when "becomesOwner" then ${BECOMES_OWNER}::int else ${ANYBODY_ELSE}::int end, ${jsonb(cause)}
    from differing order by "memberId"
    on conflict ("tenantId", "memberId") do update set "applicationId" = excluded."applicationId",
      "priority" = least(pending."priority", excluded."priority"), "cause" = excluded."cause"`.execute(trx);
  return Number(numAffectedRows ?? 0);
}

/** How the reasons begin that this mapping gives, of a row of `derived`; NULL where it gives nothing. */
function reasonBegins({ source, attribute }: RoleMapping): RawBuilder<string | null> {
  const byRule = source === 'IDP_GROUPS' ? 'group ' : `${attribute} "`;
  return sql<string | null>`case when derived."memberId" is null then null
    when derived."place" is null then 'Default role' else ${byRule}::text end`;
}
