import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { db } from '@/lib/db/kysely';
import type { Database, DatabaseTransaction } from '@/lib/db/kysely';
import { prepared } from '@/lib/db/prepared';
import { filterSource } from '@/lib/provisioning/filter-columns';
import { filterToSql } from '@/lib/provisioning/filter-to-sql';
import { groupServed } from '@/lib/provisioning/group-record';
import type { GroupRecord } from '@/lib/provisioning/group-record';
import { isLookup } from '@/lib/provisioning/is-lookup';
import { isSelective } from '@/lib/provisioning/is-selective';
import { openCursor, sealCursor } from '@/lib/provisioning/page-cursor';
import type { CursorScope } from '@/lib/provisioning/page-cursor';
import { isCrowded, pageRecords, recordColumns } from '@/lib/provisioning/page-records';
import { isFiltered, matchingResources, pageSelection, storedResources } from '@/lib/provisioning/page-selection';
import type { ListedRows, PageQuery } from '@/lib/provisioning/page-selection';
import type { ProvisioningContext } from '@/lib/provisioning/provisioning-context';
import { readAtLength } from '@/lib/provisioning/read-at-length';
import { creationKey, sortKey } from '@/lib/provisioning/sort-key';
import { userServed } from '@/lib/provisioning/user-record';
import type { UserRecord } from '@/lib/provisioning/user-record';
import { ScimError } from '@/lib/scim/error';
import type { Filter } from '@/lib/scim/filter/ast';
import { checkFilter } from '@/lib/scim/filter/check';
import { parseFilter } from '@/lib/scim/filter/parser';
import type { ListQuery, Page } from '@/lib/scim/list';
import { parseProjection } from '@/lib/scim/projection';
import type { Projection } from '@/lib/scim/projection';
import type { Registry } from '@/lib/scim/schema/registry';
import { sortTarget } from '@/lib/scim/sort';

type TypeName = keyof Registry;
export type Projections = Readonly<Record<TypeName, Projection>>;

/** Only the last row of a page has its key, which the next page is asked for with. */
type RecordRow = { key: string | null } & (({ type: 'User' } & UserRecord) | ({ type: 'Group' } & GroupRecord));
/** The totals stand in the first row alone, which is there whether it has a record or not. */
type Row = Totals & (RecordRow | { type: null });

interface Totals {
  totalResults: number;
  /** How many resources the page has. */
  places: number;
  /** Whether others come after them. */
  more: boolean;
}

/**
 * GET on one resource type, or on the root for several, and searches by POST: one page, and the number of all
 * that match, in one query. Without `sortBy` the order is that of creation.
 * @throws ScimError 400 invalidFilter, invalidPath for `sortBy`, invalidCursor, expiredCursor, invalidCount, or
 *   tooMany for a page that is too large to be sent
 */
export async function listResources(
  context: ProvisioningContext,
  types: readonly TypeName[],
  query: ListQuery,
): Promise<Page> {
  const filter = query.filter === undefined ? null : parseFilter(query.filter);
  const rows = listedRows(context, types, query, filter);
  const scope = cursorScope(context, rows, query);
  const page = pageQuery(context, rows, query, scope);
  const projections = {
    User: parseProjection(context.registry.User, query),
    Group: parseProjection(context.registry.Group, query),
  };
  const statement = pageStatement(context, page, projections, isPrepared(query, filter, projections) ? prepared : sql``);
  const result = isShort(query, filter)
    ? await readPage(statement, db())
    : await readAtLength(context.tenantId, (trx) => readPage(statement, trx));
  const { totalResults, places, more, records } = result;
  if (records.length < places) throw tooLarge(places);
  const resources = records.map((record) => servedJson(record, projections, context.baseUrl));
  if (query.cursor === undefined) return { resources, totalResults, startIndex: query.startIndex };
  const last = records.at(-1);
  const nextCursor = more && last ? sealCursor(scope, last, context.now) : undefined;
  return { resources, totalResults, nextCursor };
}

function listedRows(
  { tenantId, mode, baseUrl, registry }: ProvisioningContext,
  types: readonly TypeName[],
  { sorting }: ListQuery,
  parsed: Filter | null,
): ListedRows[] {
  // What only one of several types has is absent from the others (RFC 7644 §3.4.2.1).
  const options = { unknown: types.length > 1 ? 'absent' : 'refused' } as const;
  const rows = types.map((type): ListedRows => {
    const place = { tenantId, baseUrl };
    const source = filterSource(type, place);
    const matches = parsed && filterToSql(type, checkFilter(registry[type], parsed, mode, options), place);
    const key = sorting
      ? sortKey(source, sortTarget(registry[type], sorting.by, mode, options))
      : creationKey(source);
    return { type, source, matches, key };
  });
  return withOneKeyType(rows);
}

/** Attributes of one name may differ in type between resource types; as texts they can be put in order. */
function withOneKeyType(rows: ListedRows[]): ListedRows[] {
  if (new Set(rows.map(({ key }) => key.type)).size === 1) return rows;
  return rows.map((row) => {
    const expression = sql`(${row.key.expression}::text collate "C")`;
    return { ...row, key: { ...row.key, type: 'text', expression } };
  });
}

function pageQuery(
  { tenantId, now }: ProvisioningContext,
  rows: ListedRows[],
  { sorting, startIndex, count, cursor }: ListQuery,
  scope: CursorScope,
): PageQuery {
  const start = cursor === undefined
    ? { offset: startIndex - 1 }
    : { after: cursor === '' ? null : openCursor(scope, cursor, now) };
  return { tenantId, rows, count, start, descending: sorting?.descending ?? false };
}

function cursorScope({ tenantId }: ProvisioningContext, rows: ListedRows[], query: ListQuery): CursorScope {
  const { filter = null, sorting = null, count } = query;
  const types = rows.map(({ type, key }) => [type, key.type]);
  return { tenantId, count, query: [types, filter, sorting?.by, sorting?.descending] };
}

/**
 * Whether the statement finds its rows by key or reads them in the order of an index, and is one of few: each
 * part of members would make another.
 */
function isPrepared(query: ListQuery, filter: Filter | null, { Group }: Projections): boolean {
  const { sorting, startIndex, cursor } = query;
  const isPlain = sorting === undefined && cursor === undefined;
  const isOneOfFew = Group.named.children.get('members')?.whole ?? true;
  return isPlain && isOneOfFew && (filter === null || (startIndex === 1 && isLookup(filter)));
}

/** Whether the page costs little however large the tenant is. */
function isShort({ sorting }: ListQuery, filter: Filter | null): boolean {
  return filter === null ? sorting === undefined : isSelective(filter);
}

function pageStatement(
  { tenantId, baseUrl }: ProvisioningContext,
  page: PageQuery,
  projections: Projections,
  mark: RawBuilder<unknown>,
): RawBuilder<Row> {
  const records = { tenantId, baseUrl, projections, types: page.rows.map(({ type }) => type), count: page.count };
  const total: RawBuilder<number> = isFiltered(page) ? matchingResources(page) : storedResources(page);
  return sql<Row>`${mark}
    with page as materialized (${pageSelection(page)}), crowd as materialized (${isCrowded(records)})
    select ${recordColumns},
      ${ofFirst('totalResults')}, ${ofFirst('places')}, ${ofFirst('more')},
      case when record."place" = total."places" then record."key" end as "key"
    from (
      select ${total} as "totalResults", least(count(*), ${page.count}) as "places", count(*) > ${page.count} as "more"
      from page
    ) as total left join (${pageRecords(records)}) as record on true
    order by record."place"`;
}

async function readPage(
  statement: RawBuilder<Row>,
  database: Database | DatabaseTransaction,
): Promise<Totals & { records: RecordRow[] }> {
  const { rows } = await statement.execute(database);
  const [first] = rows;
  if (!first) throw new Error('A list has its totals, whatever is in it');
  const { totalResults, places, more } = first;
  return { totalResults, places, more, records: rows.filter(isRecord) };
}

/** What the rows have in common is sent once, because reading it costs as much for each as what differs. */
function ofFirst(name: keyof Totals): RawBuilder<unknown> {
  const isFirst = sql`row_number() over (order by record."place") = 1`;
  return sql`case when ${isFirst} then ${sql.ref(`total.${name}`)} end as ${sql.ref(name)}`;
}

function isRecord(row: Row): row is Totals & RecordRow {
  return row.type !== null;
}

function servedJson(record: RecordRow, projections: Projections, baseUrl: string): string {
  return record.type === 'User'
    ? userServed(record, projections.User, baseUrl).json
    : groupServed(record, projections.Group, baseUrl).json;
}

function tooLarge(places: number): ScimError {
  return ScimError.tooMany(`These ${places} resources are too much for one response; ask for fewer with count, `
    + 'or leave out what is long, as with excludedAttributes=members');
}
