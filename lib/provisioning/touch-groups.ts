import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';

/**
 * A table expression for a WITH clause: the groups that a user or group is a member of get a new version,
 * because the deletion of that member changes them. It does nothing unless the table expression `change`
 * has a row. The rows are locked in the order of their ids, so that deletions of two members of the same groups
 * cannot deadlock. Of two groups that are members of each other, the deletion that the database breaks off is
 * done again.
 */
export function touchGroups(
  tenantId: string,
  member: { userId: string } | { nestedGroupId: string },
  now: Date,
): RawBuilder<unknown> {
  const isTheirs =
    'userId' in member
      ? sql`own."userId" = ${member.userId}`
      : // A group may be a member of itself, and a row that goes cannot change as well.
        sql`own."nestedGroupId" = ${member.nestedGroupId} and own."groupId" <> ${member.nestedGroupId}`;
  return sql`
  touched as (
    update "ScimGroup" g
    set "version" = g."version" + 1, "lastModified" = greatest(g."lastModified", ${now}::timestamptz)
    from (
      select around."id" from "ScimGroup" around
      where around."tenantId" = ${tenantId} and around."id" in (
        select own."groupId" from "ScimGroupMember" own where own."tenantId" = ${tenantId} and ${isTheirs})
      order by around."id" for no key update) as parent
    where g."tenantId" = ${tenantId} and g."id" = parent."id" and exists (select from change)
    returning g."id")`;
}
