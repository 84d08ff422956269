import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { groupRecordColumns } from '@/lib/provisioning/group-record';
import { servedGroupsOf } from '@/lib/provisioning/user-groups';
import { userRecordColumns } from '@/lib/provisioning/user-record';
import { shownMemberParts, wants } from '@/lib/scim/projection';
import type { Projection } from '@/lib/scim/projection';

/** The resources of a selected page, which is there as "page" (type, id, key, place). */
export interface PageRecords {
  tenantId: string;
  baseUrl: string;
  types: readonly ('User' | 'Group')[];
  projections: Readonly<Record<'User' | 'Group', Projection>>;
  count: number;
}

/**
 * A response is put together in memory, and a page of large resources could be larger than the memory of the
 * server, which all tenants share. A resource alone is always served.
 */
const MOST_MEMBERS = 100_000;
const MOST_BYTES = 64 * 1024 * 1024;

/** How much PostgreSQL's compression makes of a text at most. */
const MOST_COMPRESSION = 256;

/** Whether the groups of the page have too many members to be shown together, as one row ("tooMany"). */
export function isCrowded({ tenantId, types, projections, count }: PageRecords): RawBuilder<unknown> {
  const showsMembers = types.includes('Group') && shownMemberParts(projections.Group).length > 0;
  if (!showsMembers || count < 2) return sql`select false as "tooMany"`;
  return sql`
    select count(*) > ${MOST_MEMBERS} as "tooMany" from (
      select from page cross join lateral (
        select from "ScimGroupMember" m where m."tenantId" = ${tenantId} and m."groupId" = page."id"
        limit ${MOST_MEMBERS}
      ) as own where page."type" = 'Group' and page."place" <= ${count} limit ${MOST_MEMBERS + 1}
    ) as counted`;
}

/** What is to be read of a row `record` of them: UserRecord and GroupRecord, and the type that says which. */
export const recordColumns = sql.join(
  ['type', 'id', 'document', 'version', 'createdAt', 'lastModified', 'groups', 'manager', 'members'].map((name) =>
    sql.ref(`record.${name}`)),
);

/**
 * The records of the page with their "type", "key" and "place", as many as one response may hold. Each row is
 * looked up by its key: a join could be planned as a scan of a table that all tenants share.
 */
export function pageRecords(page: PageRecords): RawBuilder<unknown> {
  const arms = page.types.map((type) => (type === 'User' ? userRecords(page) : groupRecords(page)));
  return sql`
    select * from (
      select *, sum("weight") over (order by "place") as "sent" from (${sql.join(arms, sql` union all `)}) as shown
    ) as weighed where "place" = 1 or "sent" <= ${MOST_BYTES}`;
}

function userRecords(page: PageRecords): RawBuilder<unknown> {
  const { tenantId, projections, count } = page;
  const users = sql`(select * from page where ${isOnPage(page, 'User')})`;
  const groups = wants(projections.User, 'groups')
    ? servedGroupsOf(page, sql`select "id" from page where ${isOnPage(page, 'User')}`)
    : sql`select null::text as "userId", null::text as "groups"`;
  return sql`
    select page."type", page."key"::text as "key", page."place", u."id", u."document", u."version",
      u."createdAt", u."lastModified", u."groups", u."manager", null::text as "members",
      ${documentBytes(sql`u."document"`, count)} + coalesce(octet_length(u."groups"), 0) as "weight"
    from ${users} as page left join (${groups}) as reached on reached."userId" = page."id" cross join lateral (
      select ${userRecordColumns(sql`reached."groups"`)} from "ScimUser" u
      where u."tenantId" = ${tenantId} and u."id" = page."id" limit 1
    ) as u`;
}

function groupRecords(page: PageRecords): RawBuilder<unknown> {
  const { tenantId, baseUrl, projections, count } = page;
  return sql`
    select page."type", page."key"::text as "key", page."place", g."id", g."document", g."version",
      g."createdAt", g."lastModified", null::text as "groups", null::jsonb as "manager", g."members",
      ${documentBytes(sql`g."document"`, count)} + coalesce(octet_length(g."members"), 0) as "weight"
    from page cross join lateral (
      select ${groupRecordColumns(projections.Group, baseUrl)} from "ScimGroup" g
      where g."tenantId" = ${tenantId} and g."id" = page."id" limit 1
    ) as g where ${isOnPage(page, 'Group')} and not (select "tooMany" from crowd)`;
}

/** The type is only asked for where there are several: it would have the planner expect next to nothing. */
function isOnPage({ types, count }: PageRecords, type: 'User' | 'Group'): RawBuilder<unknown> {
  const isOfType = types.length > 1 ? sql`page."type" = ${type}` : sql`true`;
  return sql`${isOfType} and page."place" <= ${count}`;
}

/** A document is only written out to be measured where it could be large enough to matter. */
function documentBytes(document: RawBuilder<unknown>, count: number): RawBuilder<number> {
  const harmless = Math.floor(MOST_BYTES / Math.max(count, 1) / MOST_COMPRESSION);
  return sql<number>`case
    when pg_column_size(${document}) <= ${harmless}::int or pg_column_compression(${document}) is null
    then pg_column_size(${document}) else octet_length(${document}::text) end`;
}
