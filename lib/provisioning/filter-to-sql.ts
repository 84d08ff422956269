import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { columnKey, filterSource } from '@/lib/provisioning/filter-columns';
import type { Condition, FilterColumn, FilterColumns, FilterPlace } from '@/lib/provisioning/filter-columns';
import type { FilterLists, FoundElements, ListLookup } from '@/lib/provisioning/filter-lists';
import { readView } from '@/lib/provisioning/read-view';
import type { CheckedCompare, CheckedFilter } from '@/lib/scim/filter/ast';
import type { Attribute } from '@/lib/scim/schema/attribute';

type Some = Extract<CheckedFilter, { kind: 'some' }>;

/** Where paths start: the resource with its columns, or one element of a list. */
interface Scope {
  json: RawBuilder<unknown>;
  columns: FilterColumns;
  lists: FilterLists;
  lookups: ReadonlyMap<string, ListLookup>;
  /** The ids of the resources for which a condition holds. */
  idsWhere: (condition: Condition) => RawBuilder<unknown>;
  id: RawBuilder<unknown>;
}

/**
 * A checked filter as a condition over a row of the type's table: `u` of ScimUser, `g` of ScimGroup. It is
 * true or false, never NULL: what absence means is said once, in the leaf. Every value of the client is a
 * parameter. The caller adds the tenant.
 */
export function filterToSql(type: 'User' | 'Group', filter: CheckedFilter, place: FilterPlace): Condition {
  const { table, row, columns, lists, lookups } = filterSource(type, place);
  const id = sql.ref(`${row}.id`);
  return condition(filter, {
    json: sql.ref(`${row}.filterView`),
    columns,
    lists,
    lookups,
    id,
    idsWhere: (holds) =>
      sql`select ${id} from ${table} where ${sql.ref(`${row}.tenantId`)} = ${place.tenantId} and ${holds}`,
  });
}

/** A checked filter in brackets as a condition over `element`, which is jsonb and as filter views hold it. */
export function elementFilterToSql(filter: CheckedFilter, element: RawBuilder<unknown>): Condition {
  return condition(filter, elementScope(new Map(), element));
}

/** An element whose parts are columns of a row, or lie in a JSON value. */
function elementScope(columns: FilterColumns, json: RawBuilder<unknown> = sql`null::jsonb`): Scope {
  const idsWhere = () => sql`select null::text where false`;
  return { json, columns, lists: new Map(), lookups: new Map(), id: sql`null::text`, idsWhere };
}

function condition(filter: CheckedFilter, scope: Scope): Condition {
  switch (filter.kind) {
    case 'and':
      return every(filter.operands.map((operand) => condition(operand, scope)));
    case 'or':
      return some(filter.operands, scope);
    case 'not':
      return sql`(not ${condition(filter.operand, scope)})`;
    case 'some':
      return someElement(filter, scope);
    case 'present':
      return present(filter.path, filter.attribute, scope);
    case 'compare':
      return compare(read(filter.path, filter.attribute, scope), filter);
  }
}

function every(conditions: Condition[]): Condition {
  return conditions.length === 0 ? sql`true` : sql`(${sql.join(conditions, sql` and `)})`;
}

/**
 * Where every alternative has an index, the ids of each are looked up: a condition over several tables would
 * be tried on every row of the tenant.
 */
function some(operands: readonly CheckedFilter[], scope: Scope): Condition {
  if (operands.length === 0) return sql`false`;
  const conditions = operands.map((operand) => condition(operand, scope));
  if (!operands.every((operand) => isIndexed(operand, scope))) {
    return sql`(${sql.join(conditions, sql` or `)})`;
  }
  return sql`(${scope.id} in (${sql.join(conditions.map(scope.idsWhere), sql` union all `)}))`;
}

function isIndexed(filter: CheckedFilter, scope: Scope): boolean {
  switch (filter.kind) {
    case 'and':
      return filter.operands.some((operand) => isIndexed(operand, scope));
    case 'or':
      return filter.operands.every((operand) => isIndexed(operand, scope));
    case 'some':
      return lookup(filter, scope) !== null;
    case 'compare': {
      const column = scope.columns.get(columnKey(filter.path));
      if (filter.operator === 'eq') return column?.indexed === true || column?.equals !== undefined;
      return filter.operator === 'sw' && column?.indexed === true;
    }
    default:
      return false;
  }
}

function someElement(filter: Some, scope: Scope): Condition {
  const found = lookup(filter, scope);
  if (!found) return anyElement(filter, scope);
  // What the rows do not know of an element is asked of the resource itself, among the few that are left.
  const known = conjuncts(filter.filter).filter((term) => knows(found.parts, term));
  const wanted = every(known.map((term) => condition(term, elementScope(found.parts))));
  const narrowed = sql<boolean>`(${scope.id} in (select ${found.owner} from ${found.rows} where ${wanted}))`;
  return known.length === conjuncts(filter.filter).length ? narrowed : every([narrowed, anyElement(filter, scope)]);
}

function lookup({ path, filter }: Some, { lookups }: Scope): FoundElements | null {
  const terms = conjuncts(filter).filter((term) => term.kind === 'compare');
  return lookups.get(columnKey(path))?.(terms) ?? null;
}

function conjuncts(filter: CheckedFilter): readonly CheckedFilter[] {
  return filter.kind === 'and' ? filter.operands : [filter];
}

function knows(parts: FilterColumns, filter: CheckedFilter): boolean {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.operands.every((operand) => knows(parts, operand));
    case 'not':
      return knows(parts, filter.operand);
    default:
      return parts.has(columnKey(filter.path));
  }
}

function anyElement({ path, attribute, filter }: Some, { json, lists }: Scope): Condition {
  const list = lists.get(columnKey(path));
  if (list) {
    return sql`exists (select from ${list.rows} where ${condition(filter, elementScope(list.parts))})`;
  }
  const elements = readView(json, path, attribute, 'list');
  const element = elementScope(new Map(), sql`element.value`);
  return sql`exists (
    select from jsonb_array_elements(${elements}) as element (value) where ${condition(filter, element)})`;
}

function present(path: readonly string[], attribute: Attribute, scope: Scope): Condition {
  const list = scope.lists.get(columnKey(path));
  if (list) return list.present;
  const column = scope.columns.get(columnKey(path));
  if (column) return column.nullable ? sql`(${column.expression} is not null)` : sql`true`;
  return sql`(${readView(scope.json, path, attribute, 'any')} is not null)`;
}

/** The value at a path: in its column when it has one, else in the JSON, as its attribute is. */
function read(path: readonly string[], attribute: Attribute, { json, columns }: Scope): FilterColumn {
  const column = columns.get(columnKey(path));
  if (column) return column;
  const type = typeOf(attribute);
  const expression = readView(json, path, attribute, type === 'text' ? 'text' : 'scalar');
  return { expression, type, nullable: true, indexed: false };
}

/** dateTimes in a view are texts whose order is the order in time; numbers and booleans compare as JSON. */
function typeOf({ type }: Attribute): FilterColumn['type'] {
  return ['boolean', 'integer', 'decimal', 'complex'].includes(type) ? 'jsonb' : 'text';
}

/** On an absent value every comparison is false, but for `ne`, which is true. */
function compare(column: FilterColumn, { operator, value }: CheckedCompare): Condition {
  const { expression, nullable, equals } = column;
  if (operator === 'eq' && equals) return equals(String(value));
  const literal = literalOf(column.type, value);
  if (operator === 'ne') return sql`(${expression} is distinct from ${literal})`;
  const holds = comparison(column, operator, literal);
  return nullable ? sql`(${expression} is not null and ${holds})` : holds;
}

function comparison(
  { expression, type }: FilterColumn,
  operator: Exclude<CheckedCompare['operator'], 'ne'>,
  literal: RawBuilder<unknown>,
): Condition {
  // "C" orders texts by code point, as the evaluator does; the database's own collation may order otherwise.
  const ordered = type === 'text' ? sql`(${expression} collate "C")` : expression;
  switch (operator) {
    case 'eq':
      return sql`(${expression} = ${literal})`;
    // These know no wildcards, so there is nothing to escape.
    case 'co':
      return sql`(strpos(${expression}, ${literal}) > 0)`;
    case 'sw':
      return sql`starts_with(${expression}, ${literal})`;
    case 'ew':
      return sql`(right(${expression}, length(${literal})) = ${literal})`;
    case 'gt':
      return sql`(${ordered} > ${literal})`;
    case 'ge':
      return sql`(${ordered} >= ${literal})`;
    case 'lt':
      return sql`(${ordered} < ${literal})`;
    case 'le':
      return sql`(${ordered} <= ${literal})`;
  }
}

function literalOf(type: FilterColumn['type'], value: CheckedCompare['value']): RawBuilder<unknown> {
  switch (type) {
    case 'text':
      return sql`${String(value)}::text`;
    case 'boolean':
      return sql`${value}::boolean`;
    case 'timestamp':
      return sql`${String(value)}::timestamptz`;
    case 'jsonb':
      return sql`${JSON.stringify(value)}::jsonb`;
  }
}
