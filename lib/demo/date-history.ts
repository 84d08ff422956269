import { sql } from 'kysely';
import { settleDeferredWrites } from '@/lib/db/deferred-writes';
import { db } from '@/lib/db/kysely';

/** Requests of one moment follow each other at the pace of a sync. */
const PACE_MS = 640;

/**
 * Dates the tenant's events since `since` as if they had begun `hoursAgo`. Their ids begin with the time, so these
 * change with it; nothing refers to them yet.
 */
export async function dateEvents(tenantId: string, since: Date, hoursAgo: number): Promise<void> {
  await settleDeferredWrites();
  const start = Date.now() - hoursAgo * 3_600_000;
  await sql`
    update "IdentityEvent" as event set "at" = to_timestamp(past."ms" / 1000.0),
      "id" = substr(past."hex", 1, 8) || '-' || substr(past."hex", 9, 4) || substr(event."id", 14)
    from (
      select "id", "ms", lpad(to_hex("ms"), 12, '0') as "hex" from (
        select "id", (${start} + ${PACE_MS} * (row_number() over (order by "id") - 1))::bigint as "ms"
        from "IdentityEvent" where "tenantId" = ${tenantId} and "at" >= ${since}) as ranked
    ) as past
    where event."tenantId" = ${tenantId} and event."id" = past."id"`.execute(db());
}

/** Gives people, groups, members and the tenant the times that their events tell. */
export async function dateResources(tenantId: string): Promise<void> {
  for (const table of ['ScimUser', 'ScimGroup']) {
    await sql`
      update ${sql.table(table)} resource set "createdAt" = told."first", "lastModified" = told."last"
      from (
        select "resourceId", min("at") as "first", max("at") as "last" from "IdentityEvent"
        where "tenantId" = ${tenantId} and "outcome" = 'OK' and "type" <> 'scim_read' group by "resourceId") as told
      where resource."tenantId" = ${tenantId} and resource."id" = told."resourceId"`.execute(db());
  }
  await sql`
    update "Member" m set "createdAt" = told."first",
      "deprovisionedAt" = case when m."status" = 'DEPROVISIONED' then told."left" end,
      "lastSeenAt" = case when length(m."displayName") % 3 > 0 then 
        coalesce(told."left" - interval '3 hours', least(told."last" + interval '7 hours', now())) end
    from (
      select "memberId", min("at") as "first", max("at") as "last",
        max("at") filter (where "type" = 'scim_deprovision') as "left"
      from "IdentityEvent" where "tenantId" = ${tenantId} and "outcome" = 'OK' group by "memberId") as told
    where m."tenantId" = ${tenantId} and m."id" = told."memberId"`.execute(db());
  await sql`
    update "MemberRole" held set "grantedAt" = m."createdAt" from "Member" m
    where held."tenantId" = ${tenantId} and m."tenantId" = held."tenantId" and m."id" = held."memberId"`.execute(db());
  await sql`
    with told as (select min("at") as "first" from "IdentityEvent" where "tenantId" = ${tenantId}),
    credentials as (update "Credential" set "createdAt" = told."first" from told where "tenantId" = ${tenantId})
    update "Tenant" set "createdAt" = told."first" from told where "id" = ${tenantId}`.execute(db());
}
