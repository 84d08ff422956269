import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';

/**
 * The groups of the user in the row `u`, as rows (value, display, displayKey, type): its own, and those it is
 * in through other groups. UNION drops a group met twice, so circles of groups come to an end. Groups are
 * looked up one by one: nobody knows beforehand how many a user is in, and a planner that expects many would
 * read the groups of all tenants.
 */
export const reachedGroups = sql`
  with recursive reached ("groupId", "type") as (
    select own."groupId", 'direct' from "ScimGroupMember" own
      where own."tenantId" = u."tenantId" and own."userId" = u."id"
    union
    select outer_."groupId", 'indirect' from reached join "ScimGroupMember" outer_
      on outer_."tenantId" = u."tenantId" and outer_."nestedGroupId" = reached."groupId"
  )
  select g."id" as "value", g."document" ->> 'displayName' as "display", g."displayNameKey" as "displayKey",
    nearest."type", g."createdAt"
  from (select "groupId", min("type") as "type" from reached group by "groupId") nearest
  cross join lateral (
    select * from "ScimGroup" where "tenantId" = u."tenantId" and "id" = nearest."groupId" limit 1
  ) g`;

/** Where users are and are served. */
export interface UserPlace {
  tenantId: string;
  baseUrl: string;
}

/** The value of `groups` of the user in the row `u` as JSON text; NULL for somebody who is in none. */
export function servedGroups(place: UserPlace): RawBuilder<string | null> {
  return sql<string | null>`(select "groups" from (${servedGroupsOf(place, sql`select u."id"`)}) as served)`;
}

/**
 * The values of `groups` as JSON text, as rows (userId, groups) for those of `users` (id) who are in any. The
 * users of a page share their groups: each is looked up once, and so are the groups that it is in itself.
 */
export function servedGroupsOf({ tenantId, baseUrl }: UserPlace, users: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    with recursive own as materialized (
      select people."id" as "userId", held."groupId" from (${users}) as people cross join lateral (
        select member."groupId" from "ScimGroupMember" member
        where member."tenantId" = ${tenantId} and member."userId" = people."id" offset 0
      ) as held
    ), reached ("from", "groupId") as (
      select distinct "groupId", "groupId" from own
      union
      select reached."from", outer_."groupId" from reached cross join lateral (
        select member."groupId" from "ScimGroupMember" member
        where member."tenantId" = ${tenantId} and member."nestedGroupId" = reached."groupId" offset 0
      ) as outer_
    ), named as (
      select distinct_."groupId", g."createdAt", '{"value":' || to_json(g."id")
        || ',"$ref":' || to_json(${`${baseUrl}/Groups/`}::text || g."id")
        || coalesce(',"display":' || to_json(g."document" ->> 'displayName'), '') || ',"type":' as "head"
      from (select distinct "groupId" from reached) as distinct_ cross join lateral (
        select * from "ScimGroup" where "tenantId" = ${tenantId} and "id" = distinct_."groupId" limit 1
      ) as g
    ), nearest as (
      select own."userId", reached."groupId", bool_or(reached."groupId" = own."groupId") as "isDirect"
      from own join reached on reached."from" = own."groupId" group by own."userId", reached."groupId"
    )
    select "userId", '[' || string_agg(
      "head" || case when "isDirect" then '"direct"}' else '"indirect"}' end, ',' order by "createdAt", "groupId"
    ) || ']' as "groups"
    from nearest join named using ("groupId") group by "userId"`;
}
