import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { jsonb } from '@/lib/db/kysely';
import type { RoleCause } from '@/lib/provisioning/roles/role-cause';

/** As many people get their roles in the transaction of the change that concerns them; others, soon after. */
export const MOST_AT_ONCE = 500;

/** Of the people whom a change of groups concerns. */
export interface HandedOver {
  /** The members whose roles are to be derived in this transaction. */
  atOnce: string[];
  /** How many wait for the background. */
  waiting: number;
}

/**
 * Table expressions for a WITH clause: `concerned`, the members whose roles a change of groups may change, and
 * `queued`, those of them who are left to the background. Owners come first, so that the request which would take
 * the last one away can still be refused, then whoever comes.
 * @param moved rows like those of ScimGroupMember with a column `joins`, for whoever joins or leaves; of a group,
 * all who are in it, and in groups within, are concerned
 */
export function handOver(tenantId: string, moved: RawBuilder<unknown>, cause: RoleCause): RawBuilder<unknown> {
  return sql`
  concerned as materialized (
    with recursive moved as materialized (${moved}),
    below ("groupId", "joins") as (
      select "nestedGroupId", "joins" from moved where "nestedGroupId" is not null
      union
      select inner_."nestedGroupId", below."joins" from below cross join lateral (
        select own."nestedGroupId" from "ScimGroupMember" own
        where own."tenantId" = ${tenantId} and own."groupId" = below."groupId" and own."nestedGroupId" is not null
        offset 0
      ) as inner_
    ), people ("userId", "joins") as (
      select "userId", "joins" from moved where "userId" is not null
      union all
      select inner_."userId", below."joins" from below cross join lateral (
        select own."userId" from "ScimGroupMember" own
        where own."tenantId" = ${tenantId} and own."groupId" = below."groupId" and own."userId" is not null
        offset 0
      ) as inner_
    )
    -- Asked person by person: a planner that expects many owners would read the roles of everybody.
    select m."id" as "memberId", row_number() over (order by coalesce((
        select bool_or(power."level" = 'OWNER') from "MemberRole" held
        join "Role" power on power."tenantId" = held."tenantId" and power."key" = held."roleKey"
        where held."tenantId" = ${tenantId} and held."memberId" = m."id"), false) desc,
      each."joins" desc, m."id") as "place"
    from (select "userId", bool_or("joins") as "joins" from people group by "userId") as each
    cross join lateral (
      select "id" from "Member" where "tenantId" = ${tenantId} and "scimUserId" = each."userId" offset 0
    ) as m),
  queued as (
    insert into "PendingRoles" as pending ("tenantId", "memberId", "cause")
    select ${tenantId}, "memberId", ${jsonb(cause)} from concerned where "place" > ${MOST_AT_ONCE}::int
    order by "memberId"
    -- Whoever waits already goes on waiting, but not for somebody who has begun before this change is there.
    on conflict ("tenantId", "memberId") do update set "priority" = pending."priority"
    returning "memberId")`;
}

/** The columns of a HandedOver, from the table expressions above. */
export const handedOver: RawBuilder<unknown> = sql`
  (select coalesce(jsonb_agg("memberId"), '[]') from concerned where "place" <= ${MOST_AT_ONCE}::int) as "atOnce",
  (select count(*) from queued) as "waiting"`;

/** The same columns for a change that concerns nobody's roles. */
export const nobodyHandedOver: RawBuilder<unknown> = sql`'[]'::jsonb as "atOnce", 0 as "waiting"`;
