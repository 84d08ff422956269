import { sql } from 'kysely';
import { settleDeferredWrites } from '@/lib/db/deferred-writes';
import { db } from '@/lib/db/kysely';

/** Requests of one moment follow each other at the pace of a sync. */
const PACE_MS = 640;

/**
 * Dates what happened in the tenant since `since` as if it had begun `hoursAgo`: the events, and the roles and the
 * mapping that these tell of. The ids of events begin with the time, so these change with it, and so does what
 * refers to them.
 */
export async function dateEvents(tenantId: string, since: Date, hoursAgo: number): Promise<void> {
  await settleDeferredWrites();
  const start = Date.now() - hoursAgo * 3_600_000;
  await sql`
    with past as materialized (
      select "id", to_timestamp("ms" / 1000.0) as "at",
        substr("hex", 1, 8) || '-' || substr("hex", 9, 4) || substr("id", 14) as "newId"
      from (
        select "id", "ms", lpad(to_hex("ms"), 12, '0') as "hex" from (
          select "id", (${start} + ${PACE_MS} * (row_number() over (order by "id") - 1))::bigint as "ms"
          from "IdentityEvent" where "tenantId" = ${tenantId} and "at" >= ${since}) as ranked) as named),
    roles as (
      update "MemberRole" held set "eventId" = past."newId",
        "grantedAt" = case when held."grantedAt" >= ${since} then past."at" else held."grantedAt" end
      from past where held."tenantId" = ${tenantId} and held."eventId" = past."id"),
    applications as (
      update "RoleApplication" application
      set "cause" = jsonb_set(application."cause", '{eventId}', to_jsonb(past."newId")), "startedAt" = past."at",
        "finishedAt" = past."at" + (application."finishedAt" - application."startedAt")
      from past
      where application."tenantId" = ${tenantId} and application."cause" ->> 'eventId' = past."id")
    update "IdentityEvent" as event set "at" = past."at", "id" = past."newId" from past
    where event."tenantId" = ${tenantId} and event."id" = past."id"`.execute(db());
  await dateCatalogue(tenantId, since, new Date(start));
}

/** The mapping and its rules and roles were saved at `then` and not since `since`. */
async function dateCatalogue(tenantId: string, since: Date, then: Date): Promise<void> {
  const dated = [
    ['Role', 'createdAt'],
    ['Role', 'updatedAt'],
    ['RoleRule', 'createdAt'],
    ['RoleMapping', 'updatedAt'],
  ] as const;
  for (const [table, column] of dated) {
    await sql`
      update ${sql.table(table)} set ${sql.ref(column)} = ${then}
      where "tenantId" = ${tenantId} and ${sql.ref(column)} >= ${since}`.execute(db());
  }
}

/** Gives people, groups, members and the tenant the times that their events tell. */
export async function dateResources(tenantId: string): Promise<void> {
  for (const [table, endpoint] of [
    ['ScimUser', '/Users'],
    ['ScimGroup', '/Groups'],
  ] as const) {
    await sql`
      update ${sql.table(table)} resource set "createdAt" = told."first", "lastModified" = told."last"
      from (
        select "resourceId", min("at") as "first", max("at") as "last" from "IdentityEvent"
        where "tenantId" = ${tenantId} and "outcome" = 'OK' and "type" <> 'scim_read'
          and strpos("path", ${endpoint}) > 0 group by "resourceId") as told
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
    where held."tenantId" = ${tenantId} and held."eventId" is null and m."tenantId" = held."tenantId"
      and m."id" = held."memberId"`.execute(db());
  await sql`
    with told as (select min("at") as "first" from "IdentityEvent" where "tenantId" = ${tenantId}),
    credentials as (update "Credential" set "createdAt" = told."first" from told where "tenantId" = ${tenantId})
    update "Tenant" set "createdAt" = told."first" from told where "id" = ${tenantId}`.execute(db());
}
