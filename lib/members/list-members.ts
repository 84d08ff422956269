import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { db } from '@/lib/db/kysely';
import { containing } from '@/lib/db/like-pattern';
import { decodeCursor, encodeCursor } from '@/lib/members/member-cursor';
import type { MemberCursor } from '@/lib/members/member-cursor';
import type { MemberListQuery, MemberSort } from '@/lib/members/member-list-query';
import { readMemberRows } from '@/lib/members/member-rows';
import type { MemberRow } from '@/lib/members/member-rows';
import { foldCase } from '@/lib/shared/fold-case';

export interface MemberPage {
  members: MemberRow[];
  /** How many members match, on all pages. */
  total: number;
  /** Rank of the first row among them, from 1; 0 when the page is empty. */
  firstPosition: number;
  /** Cursors for `after` and `before`; null at the ends of the list. */
  next: string | null;
  previous: string | null;
}

/** Words beyond these narrow a search no further and only cost time. */
const MAX_WORDS = 5;

/** The column each sort goes by; (tenantId, status, column, id) is an index for each of them. */
const sortColumns: Record<
  MemberSort,
  { column: RawBuilder<unknown>; type: RawBuilder<unknown>; nullable: boolean }
> = {
  name: { column: sql.ref('nameKey'), type: sql`text`, nullable: false },
  since: { column: sql.ref('createdAt'), type: sql`timestamptz`, nullable: false },
  lastSeen: { column: sql.ref('lastSeenAt'), type: sql`timestamptz`, nullable: true },
};

/**
 * One page of members, in two queries: the rows, read from their place in an index however deep the page is,
 * and the exact total. People never seen come before everyone who was, or after them when descending.
 */
export async function listMembers(
  tenantId: string,
  query: MemberListQuery,
  pageSize = 50,
): Promise<MemberPage> {
  const { sort } = query;
  const matching = matches(tenantId, query);
  const before = decodeCursor(sort, query.before);
  const cursor = before ?? decodeCursor(sort, query.after);
  const ascending = (query.direction === 'asc') !== (before !== null);
  const found = await readMemberRows(
    db(),
    walk(sort, ascending, matching, cursor, pageSize + 1),
    listOrder(sort, ascending),
  );
  const members = found.slice(0, pageSize);
  if (before) members.reverse();
  const more = found.length > pageSize;
  const [first, last] = [members.at(0), members.at(-1)];
  // Everyone beyond the place was removed meanwhile; the beginning serves better than an empty page.
  if (cursor && !first)
    return listMembers(tenantId, { ...query, before: undefined, after: undefined }, pageSize);
  const ranks = await countMembers(
    sort,
    query.direction === 'asc',
    matching,
    cursor && first ? placeOf(sort, first) : null,
  );
  return {
    members,
    total: ranks.total,
    firstPosition: first ? ranks.ahead + 1 : 0,
    next: last && (before || more) ? encodeCursor(sort, placeOf(sort, last)) : null,
    previous: first && (before ? more : cursor) ? encodeCursor(sort, placeOf(sort, first)) : null,
  };
}

function matches(tenantId: string, { status, managedBy, role, q }: MemberListQuery): RawBuilder<unknown> {
  const terms = [sql`"tenantId" = ${tenantId}`, sql`"status" = ${status}::"MemberStatus"`];
  if (managedBy) terms.push(sql`"managedBy" = ${managedBy}::"ManagedBy"`);
  if (role) {
    terms.push(sql`exists (select from "MemberRole" as held where held."tenantId" = "Member"."tenantId"
      and held."memberId" = "Member"."id" and held."roleKey" = ${role})`);
  }
  for (const word of foldCase(q ?? '')
    .split(/\s+/u)
    .filter(Boolean)
    .slice(0, MAX_WORDS)) {
    terms.push(sql`"searchKey" like ${containing(word)}`);
  }
  return sql.join(terms, sql` and `);
}

/** Members on one side of a place in the list: those without a sort value, or those with one. */
interface Range {
  nulls: boolean;
  condition: RawBuilder<unknown>;
}

/**
 * The members beyond `cursor` (all when null) in walking order. An index range cannot begin among nulls and
 * end among values, so a nullable column makes two ranges: nulls first when ascending, last when descending.
 */
function rangesBeyond(sort: MemberSort, ascending: boolean, cursor: MemberCursor | null): Range[] {
  const { column, type, nullable } = sortColumns[sort];
  const order = nullable ? [ascending, !ascending] : [false];
  const start = cursor ? order.indexOf(cursor.value === null) : 0;
  const beyond = ascending ? sql`>` : sql`<`;
  return order.slice(start).map((nulls, index) => {
    const range = nulls ? sql`${column} is null` : sql`${column} is not null`;
    if (!cursor || index > 0) return { nulls, condition: range };
    const place = nulls
      ? sql`"id" ${beyond} ${cursor.id}`
      : sql`(${column}, "id") ${beyond} (${cursor.value}::${type}, ${cursor.id})`;
    return { nulls, condition: sql`${range} and ${place}` };
  });
}

/** Up to `limit` members from `cursor` on, each range read in index order and no further than `limit`. */
function walk(
  sort: MemberSort,
  ascending: boolean,
  matching: RawBuilder<unknown>,
  cursor: MemberCursor | null,
  limit: number,
): RawBuilder<unknown> {
  const { column } = sortColumns[sort];
  const direction = ascending ? sql`asc` : sql`desc`;
  const ranges = rangesBeyond(sort, ascending, cursor).map(({ nulls, condition }) => {
    const order = nulls ? sql`"id" ${direction}` : sql`${column} ${direction}, "id" ${direction}`;
    return sql`(select * from "Member" where ${matching} and ${condition} order by ${order} limit ${limit})`;
  });
  return sql`select * from (${sql.join(ranges, sql` union all `)}) as ranges
    order by ${listOrder(sort, ascending)} limit ${limit}`;
}

function listOrder(sort: MemberSort, ascending: boolean): RawBuilder<unknown> {
  const { column } = sortColumns[sort];
  return ascending ? sql`${column} asc nulls first, "id" asc` : sql`${column} desc nulls last, "id" desc`;
}

/** The exact number of members that match, and of those ahead of `first`. */
async function countMembers(
  sort: MemberSort,
  ascending: boolean,
  matching: RawBuilder<unknown>,
  first: MemberCursor | null,
): Promise<{ total: number; ahead: number }> {
  const ranges = first
    ? rangesBeyond(sort, !ascending, first).map(({ condition }) => sql`(${condition})`)
    : [];
  const ahead = first ? sql`count(*) filter (where ${sql.join(ranges, sql` or `)})` : sql`0`;
  const { rows } = await sql<{ total: number; ahead: number }>`
    select count(*) as "total", ${ahead} as "ahead" from "Member" where ${matching}`.execute(db());
  return rows[0] ?? { total: 0, ahead: 0 };
}

function placeOf(sort: MemberSort, member: MemberRow): MemberCursor {
  return { value: sortValue(sort, member), id: member.id };
}

function sortValue(sort: MemberSort, { displayName, createdAt, lastSeenAt }: MemberRow): string | null {
  if (sort === 'name') return foldCase(displayName);
  return (sort === 'since' ? createdAt : lastSeenAt)?.toISOString() ?? null;
}
