import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { GroupReference } from '@/lib/scim/resource';

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

/** The value of `groups` as it is served, without `$ref`. */
export const servedGroups: RawBuilder<GroupReference[]> = sql`(
  select coalesce(jsonb_agg(
    jsonb_build_object('value', "value", 'display', "display", 'type', "type") order by "createdAt", "value"
  ), '[]') from (${reachedGroups}) as reachable)`;
