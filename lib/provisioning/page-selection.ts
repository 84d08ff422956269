import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Condition, FilterSource } from '@/lib/provisioning/filter-columns';
import type { CursorPosition } from '@/lib/provisioning/page-cursor';
import type { SortKey } from '@/lib/provisioning/sort-key';

/** The resources of one type that a list is about. */
export interface ListedRows {
  type: 'User' | 'Group';
  source: FilterSource;
  /** Null when there is no filter. */
  matches: Condition | null;
  key: SortKey;
}

export interface PageQuery {
  tenantId: string;
  /** One for each type listed; their keys are of one type. */
  rows: readonly ListedRows[];
  descending: boolean;
  count: number;
  /** After so many resources, or after the one that the page before ended with. */
  start: { offset: number } | { after: CursorPosition | null };
}

/** Pages from here on may be read from the end; it makes the query of the others simpler. */
const FAR = 1000;

/**
 * Selects a page as rows (type, id, key, place), `place` counting from 1: at most `count`, and one more where
 * that says whether there are more. Only ids and keys are read, which indexes hold.
 */
export function pageSelection(query: PageQuery): RawBuilder<unknown> {
  return sql`
    select *, row_number() over (order by ${direction(query.descending)}) as "place"
    from (${chosenRows(query)}) as chosen`;
}

function chosenRows(query: PageQuery): RawBuilder<unknown> {
  const { rows, start, count, descending } = query;
  if (!('offset' in start)) {
    const limit = sql`limit ${count + 1}`;
    const arms = rows.flatMap((listed) =>
      stretchesAfter(listed.key, listed.source, start.after, descending).map(
        (after) => sql`(${selection(query, listed, after)} ${limit})`,
      ),
    );
    return merged(arms, descending, limit);
  }
  const { offset } = start;
  if (isFiltered(query)) return fromStart(query, offset, count + 1);
  return offset <= FAR ? fromStart(query, offset, count) : fromNearerEnd(query, offset, count);
}

export function isFiltered({ rows }: PageQuery): boolean {
  return rows.some(({ matches }) => matches !== null);
}

function fromStart(query: PageQuery, offset: number, limit: number): RawBuilder<unknown> {
  return stretch(query, { offset: sql`${offset}::bigint`, limit: sql`${limit}::bigint` });
}

/** Both ways are in the query; the one that is not taken has a limit of none, and is then not begun. */
function fromNearerEnd(query: PageQuery, offset: number, count: number): RawBuilder<unknown> {
  const total = storedResources(query);
  const isNearStart = sql`${offset}::bigint * 2 <= ${total}`;
  const forth = stretch(query, {
    offset: sql`${offset}::bigint`,
    limit: sql`case when ${isNearStart} then ${count} else 0 end`,
  });
  const backwards = { ...query, descending: !query.descending };
  const back = stretch(backwards, {
    offset: sql`greatest(${total} - ${offset}::bigint - ${count}, 0)`,
    limit: sql`case when ${isNearStart} then 0 else greatest(least(${count}, ${total} - ${offset}::bigint), 0) end`,
  });
  return sql`(${forth}) union all (${back})`;
}

interface Stretch {
  offset: RawBuilder<unknown>;
  limit: RawBuilder<unknown>;
}

/** Of several types, each may fill the page alone. */
function stretch(query: PageQuery, { offset, limit }: Stretch): RawBuilder<unknown> {
  const [listed, ...others] = query.rows;
  if (listed && others.length === 0) return sql`${selection(query, listed)} limit ${limit} offset ${offset}`;
  const arms = query.rows.map((listed) => sql`(${selection(query, listed)} limit ${limit} + ${offset})`);
  return merged(arms, query.descending, sql`limit ${limit} offset ${offset}`);
}

/** How many resources are stored of the types listed, without counting them. */
export function storedResources({ tenantId, rows }: PageQuery): RawBuilder<number> {
  const types = rows.map(({ type }) => type.toUpperCase());
  return sql<number>`(select coalesce(sum("resources"), 0)::bigint from "ScimTally"
    where "tenantId" = ${tenantId} and "resourceType" = any(${types}::"ScimResourceType"[]))`;
}

/** How many resources match; the ones of a page that is the last are not counted again. */
export function matchingResources(query: PageQuery): RawBuilder<number> {
  const counts = query.rows.map(
    ({ source, matches }) => sql`(select count(*) from ${source.table} where ${tenantOf(query, source)}
      and ${matches ?? sql`true`})`,
  );
  const counted = sql<number>`(${sql.join(counts, sql` + `)})`;
  const { start, count } = query;
  const before = 'offset' in start ? start.offset : start.after === null ? 0 : null;
  if (before === null) return counted;
  const onPage = sql`(select count(*) from page)`;
  const isWhole = before === 0 ? sql`${onPage} <= ${count}` : sql`${onPage} between 1 and ${count}`;
  return sql<number>`case when ${isWhole} then ${before}::bigint + ${onPage} else ${counted} end`;
}

/** The rows of one type in order, from a place on when there is one. */
function selection(query: PageQuery, listed: ListedRows, after?: Condition): RawBuilder<unknown> {
  const { type, source, matches, key } = listed;
  const conditions = [tenantOf(query, source), matches, after].filter((part) => part !== null && part !== undefined);
  return sql`
    select ${type}::text as "type", ${sql.ref(`${source.row}.id`)} as "id", ${key.expression} as "key"
    from ${source.table} where ${sql.join(conditions, sql` and `)}
    order by ${direction(query.descending)}`;
}

function merged(
  arms: RawBuilder<unknown>[],
  descending: boolean,
  limit: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`
    select * from (${sql.join(arms, sql` union all `)}) as listed
    order by ${direction(descending)} ${limit}`;
}

/** PostgreSQL puts NULLs last in ascending order and first in descending order, as RFC 7644 §3.4.2.3 wants. */
function direction(descending: boolean): RawBuilder<unknown> {
  return descending ? sql`"key" desc, "id" desc` : sql`"key", "id"`;
}

/**
 * What comes after a position, as conditions that an index can begin from. Resources without a value to sort
 * by are a stretch of their own: no comparison is true of them.
 */
function stretchesAfter(
  { expression, type, nullable }: SortKey,
  { row }: FilterSource,
  after: CursorPosition | null,
  descending: boolean,
): (Condition | undefined)[] {
  if (!after) return [undefined];
  const id = sql.ref(`${row}.id`);
  const beyond = descending ? sql`<` : sql`>`;
  if (after.key !== null) {
    const key = sql`cast(${after.key}::text as ${sql.raw(type)})`;
    const valued = sql<boolean>`(${expression}, ${id}) ${beyond} (${key}, ${after.id})`;
    return nullable && !descending ? [valued, sql`${expression} is null`] : [valued];
  }
  const missing = sql<boolean>`${expression} is null and ${id} ${beyond} ${after.id}`;
  return descending ? [missing, sql`${expression} is not null`] : [missing];
}

function tenantOf({ tenantId }: PageQuery, { row }: FilterSource): Condition {
  return sql`${sql.ref(`${row}.tenantId`)} = ${tenantId}`;
}
