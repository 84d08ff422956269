import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { groupRecordColumns } from '@/lib/provisioning/group-record';
import { userRecordColumns } from '@/lib/provisioning/user-record';
import { shownMemberParts } from '@/lib/scim/projection';
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

function userRecords({ tenantId, projections, count }: PageRecords): RawBuilder<unknown> {
  return sql`
    select page."type", page."key"::text as "key", page."place", u."id", u."document", u."version",
      u."createdAt", u."lastModified", u."groups", u."manager", null::text as "members",
      ${documentBytes(sql`u."document"`, count)} + pg_column_size(u."groups") as "weight"
    from page cross join lateral (
      select ${userRecordColumns(projections.User)} from "ScimUser" u
      where u."tenantId" = ${tenantId} and u."id" = page."id" limit 1
    ) as u where page."type" = 'User' and page."place" <= ${count}`;
}

function groupRecords({ tenantId, baseUrl, projections, count }: PageRecords): RawBuilder<unknown> {
  return sql`
    select page."type", page."key"::text as "key", page."place", g."id", g."document", g."version",
      g."createdAt", g."lastModified", '[]'::jsonb as "groups", null::jsonb as "manager", g."members",
      ${documentBytes(sql`g."document"`, count)} + coalesce(octet_length(g."members"), 0) as "weight"
    from page cross join lateral (
      select ${groupRecordColumns(projections.Group, baseUrl)} from "ScimGroup" g
      where g."tenantId" = ${tenantId} and g."id" = page."id" limit 1
    ) as g where page."type" = 'Group' and page."place" <= ${count} and not (select "tooMany" from crowd)`;
}

/** A document is only written out to be measured where it could be large enough to matter. */
function documentBytes(document: RawBuilder<unknown>, count: number): RawBuilder<number> {
  const harmless = Math.floor(MOST_BYTES / Math.max(count, 1) / MOST_COMPRESSION);
  return sql<number>`case
    when pg_column_size(${document}) <= ${harmless}::int or pg_column_compression(${document}) is null
    then pg_column_size(${document}) else octet_length(${document}::text) end`;
}
