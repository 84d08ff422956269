import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { jsonb } from '@/lib/db/kysely';
import { sessionEndedAt } from '@/lib/members/live-session';
import { anotherOwner, holdsOwner } from '@/lib/provisioning/member-record';
import type { AccessPlan } from '@/lib/provisioning/plan-access';

/** The SCIM user that manages the member from now on; null when it was deleted. */
export interface PlannedAccess {
  plan: AccessPlan;
  scimUserId: string | null;
  /** The event that tells of the change. */
  eventId: string;
}

/**
 * The one place where SCIM data becomes member status and roles: table expressions for a WITH clause that
 * write the members, their roles and the end of their sessions, for any number of people. They do nothing
 * unless the table expression `change` has a row, so all of a statement happens or none of it.
 * @param after a condition that holds, and is only known when what is to be locked before members has been
 */
export function reconcileAccess(
  tenantId: string,
  accesses: readonly PlannedAccess[],
  now: Date,
  after: RawBuilder<boolean> = sql<boolean>`true`,
): RawBuilder<unknown> {
  const memberIds = accesses.map(({ plan }) => plan.memberId);
  const rows = accesses.map(({ plan, ...owner }) => ({ ...plan.profile, ...plan, ...owner }));
  return sql`
  plan as materialized (
    select * from jsonb_to_recordset(${jsonb(rows)}) as plan (
      "memberId" text, "scimUserId" text, "scimUserNameKey" text, "displayName" text, "email" text,
      "emailKey" text, "nameKey" text, "searchKey" text, "status" "MemberStatus", "grants" jsonb,
      "endsSessions" boolean, "eventId" text)
    where exists (select from change) and ${after}),
  ${reconciledMembers(tenantId, now)},
  ${reconciledRoles(tenantId, memberIds, now)},
  ended as (
    update "Session" session set ${sessionEndedAt(sql<Date>`${now}`)} from plan
    where session."tenantId" = ${tenantId} and session."memberId" = plan."memberId"
      and plan."endsSessions" and session."endedAt" is null)`;
}

/**
 * A member that is adopted must still be free of another SCIM user, else it is left out of the rows written.
 */
function reconciledMembers(tenantId: string, now: Date): RawBuilder<unknown> {
  return sql`
  member as (
    insert into "Member" as member ("tenantId", "id", "email", "emailKey", "displayName", "nameKey",
      "searchKey", "status", "managedBy", "scimUserId", "scimUserNameKey", "createdAt", "deprovisionedAt")
    select ${tenantId}, "memberId", "email", "emailKey", "displayName", "nameKey", "searchKey",
      "status", 'SCIM', "scimUserId", "scimUserNameKey", ${now}::timestamptz,
      case when "status" = 'DEPROVISIONED' then ${now}::timestamptz end
    from plan
    on conflict ("tenantId", "id") do update set
      "email" = excluded."email", "emailKey" = excluded."emailKey", "displayName" = excluded."displayName",
      "nameKey" = excluded."nameKey", "searchKey" = excluded."searchKey", "status" = excluded."status",
      "managedBy" = 'SCIM', "scimUserId" = excluded."scimUserId",
      "scimUserNameKey" = excluded."scimUserNameKey", "grantsVersion" = member."grantsVersion" + 1,
      "deprovisionedAt" = case when excluded."status" = 'DEPROVISIONED'
        then coalesce(member."deprovisionedAt", excluded."deprovisionedAt") end
    where member."scimUserId" is null or excluded."scimUserId" is null
      or member."scimUserId" = excluded."scimUserId"
    returning member."id")`;
}

/**
 * Table expressions that give each member of the table expression `plan` (memberId, grants, eventId) exactly the
 * roles of its `grants`; NULL leaves them. A grant whose reason stays keeps its event.
 * @param memberIds the members of `plan`, so that their roles are looked up, whatever a join would read
 */
export function reconciledRoles(tenantId: string, memberIds: readonly string[], now: Date): RawBuilder<unknown> {
  return sql`
  granted as materialized (
    select plan."memberId", plan."eventId", role.* from plan
    cross join lateral jsonb_to_recordset(plan."grants")
      as role ("roleKey" text, "source" "GrantSource", "reason" text, "ruleId" text)),
  "withdrawnRoles" as (
    delete from "MemberRole" held
    where held."tenantId" = ${tenantId} and held."memberId" = any (${memberIds}::text[])
      and exists (select from plan where plan."memberId" = held."memberId" and plan."grants" is not null)
      and not exists (
        select from granted
        where granted."memberId" = held."memberId" and granted."roleKey" = held."roleKey")),
  "grantedRoles" as (
    insert into "MemberRole" as held
      ("tenantId", "memberId", "roleKey", "source", "reason", "ruleId", "eventId", "grantedAt")
    select ${tenantId}, "memberId", "roleKey", "source", "reason", "ruleId", "eventId", ${now}::timestamptz
    from granted
    on conflict ("tenantId", "memberId", "roleKey") do update
      set "source" = excluded."source", "reason" = excluded."reason", "ruleId" = excluded."ruleId",
        "eventId" = excluded."eventId"
      where (held."source", held."reason", held."ruleId")
        is distinct from (excluded."source", excluded."reason", excluded."ruleId"))`;
}

/** The table expression that `mappingStillHolds` reads; nothing when no mapping was decided on. */
export function mappingBasis(tenantId: string, generation: number | null): RawBuilder<unknown> {
  if (generation === null) return sql``;
  return sql`"mappingBasis" as materialized (
    select from "RoleMapping" mapping
    where mapping."tenantId" = ${tenantId} and mapping."generation" = ${generation} for share),`;
}

/** Whether the tenant's mapping is still the one that was decided on, and stays so until the transaction ends. */
export function mappingStillHolds(generation: number | null): RawBuilder<boolean> {
  return generation === null ? sql<boolean>`true` : sql<boolean>`exists (select from "mappingBasis")`;
}

/**
 * The table expression `basis`: it has a row while all that the plan was decided on still holds. It locks what it
 * looks at, so that this does not change before the statement's change is there: the mapping, against being saved,
 * and the member's row, against others who derive its roles. Whoever waited for one of them sees its newest version.
 */
export function basisStillHolds(tenantId: string, plan: AccessPlan): RawBuilder<unknown> {
  const { memberId, generation, grantsVersion } = plan;
  const member = sql`select from "Member" m
    where m."tenantId" = ${tenantId} and m."id" = ${memberId} and m."grantsVersion" = ${grantsVersion}
    for no key update`;
  return sql`
    ${mappingBasis(tenantId, generation)}
    ${grantsVersion === null ? sql`` : sql`"memberBasis" as materialized (${member}),`}
    basis as materialized (
      select where true
        and ${mappingStillHolds(generation)}
        ${grantsVersion === null ? sql`` : sql`and exists (select from "memberBasis")`}
        ${plan.takesAway ? sql`and ${ownershipStillHolds(tenantId, plan)}` : sql``}),`;
}

/**
 * A condition that holds while the plan's belief about owners does. It is read by the statement that writes,
 * so under the owners' lock it cannot become false before the change is there.
 */
function ownershipStillHolds(
  tenantId: string,
  { memberId, ownership }: AccessPlan,
): RawBuilder<boolean> {
  const [tenant, member] = [sql`${tenantId}`, sql`${memberId}`];
  const isOwner = sql`(${holdsOwner(tenant, member)} and exists (
    select from "Member" m
    where m."tenantId" = ${tenantId} and m."id" = ${memberId} and m."status" = 'ACTIVE'))`;
  if (!ownership.isOwner) return sql<boolean>`(not ${isOwner})`;
  return sql<boolean>`(${isOwner} and ${ownership.anotherOwner} = ${anotherOwner(tenant, member)})`;
}
