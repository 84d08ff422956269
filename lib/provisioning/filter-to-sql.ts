import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { columnKey, userFilterColumns } from '@/lib/provisioning/filter-columns';
import type { FilterColumn, FilterColumns } from '@/lib/provisioning/filter-columns';
import type { CheckedCompare, CheckedFilter } from '@/lib/scim/filter/ast';
import type { Attribute } from '@/lib/scim/schema/attribute';

type Condition = RawBuilder<boolean>;
type Some = Extract<CheckedFilter, { kind: 'some' }>;

/** Where paths start: the user with its columns, or one element of a list. */
interface Scope {
  json: RawBuilder<unknown>;
  columns: FilterColumns;
}

const noColumns: FilterColumns = new Map();

/**
 * A checked filter as a condition over a row `u` of ScimUser. It is true or false, never NULL: what absence
 * means is said once, in the leaf. Every value of the client is a parameter. The caller adds the tenant.
 */
export function userFilterToSql(filter: CheckedFilter, baseUrl: string): Condition {
  return condition(filter, { json: sql`u."filterView"`, columns: userFilterColumns(baseUrl) });
}

function condition(filter: CheckedFilter, scope: Scope): Condition {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return junction(
        filter.kind,
        filter.operands.map((operand) => condition(operand, scope)),
      );
    case 'not':
      return sql`(not ${condition(filter.operand, scope)})`;
    case 'some':
      return someElement(filter, scope);
    case 'present':
      return sql`(${read(filter.path, filter.attribute, scope).expression} is not null)`;
    case 'compare':
      return compare(read(filter.path, filter.attribute, scope), filter);
  }
}

function junction(kind: 'and' | 'or', operands: Condition[]): Condition {
  return sql`(${sql.join(operands, kind === 'and' ? sql` and ` : sql` or `)})`;
}

function someElement(filter: Some, scope: Scope): Condition {
  const email = emailLookup(filter, scope);
  if (email) return email;
  const elements = read(filter.path, filter.attribute, scope, 'jsonb').expression;
  const element: Scope = { json: sql`element.value`, columns: noColumns };
  return sql`exists (
    select from jsonb_array_elements(${elements}) as element (value)
    where ${condition(filter.filter, element)})`;
}

/**
 * Equality on an email address, alone or with its type, has an index. Whatever else is asked of emails reads
 * the view, which also knows elements without a value.
 */
function emailLookup({ path, filter }: Some, { columns }: Scope): Condition | null {
  if (columns === noColumns || columnKey(path) !== 'emails') return null;
  const terms = filter.kind === 'and' ? filter.operands : [filter];
  const conditions = terms.map(emailCondition).filter((term) => term !== null);
  const namesAddress = terms.some((term) => term.kind === 'compare' && columnKey(term.path) === 'value');
  if (conditions.length < terms.length || !namesAddress) return null;
  return sql`exists (
    select from "ScimUserEmail" email
    where email."tenantId" = u."tenantId" and email."userId" = u."id" and ${junction('and', conditions)})`;
}

function emailCondition(term: CheckedFilter): Condition | null {
  if (term.kind !== 'compare' || term.operator !== 'eq') return null;
  switch (columnKey(term.path)) {
    case 'value':
      return sql`email."valueKey" = ${term.value}`;
    case 'type':
      return sql`email."type" = ${term.value}`;
    default:
      return null;
  }
}

/** The value at a path: in its column when it has one, else in the JSON, as `type` or as its attribute is. */
function read(
  path: readonly string[],
  attribute: Attribute,
  { json, columns }: Scope,
  type: FilterColumn['type'] = typeOf(attribute),
): FilterColumn {
  const column = columns.get(columnKey(path));
  if (column) return column;
  const keys = sql`${[...path]}::text[]`;
  const expression = type === 'text' ? sql`(${json} #>> ${keys})` : sql`(${json} #> ${keys})`;
  return { expression, type, nullable: true };
}

/** dateTimes in a view are texts whose order is the order in time; numbers and booleans compare as JSON. */
function typeOf({ type }: Attribute): FilterColumn['type'] {
  return ['boolean', 'integer', 'decimal', 'complex'].includes(type) ? 'jsonb' : 'text';
}

/** On an absent value every comparison is false, but for `ne`, which is true. */
function compare(column: FilterColumn, { operator, value }: CheckedCompare): Condition {
  const { expression, nullable } = column;
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
