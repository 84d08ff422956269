import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { columnKey } from '@/lib/provisioning/filter-columns';
import type { FilterSource } from '@/lib/provisioning/filter-columns';
import type { FilterList } from '@/lib/provisioning/filter-lists';
import { readView } from '@/lib/provisioning/read-view';
import type { SortTarget } from '@/lib/scim/sort';
import type { Attribute } from '@/lib/scim/schema/attribute';

/** What rows are ordered by, as SQL over a row of the source. Its order breaks ties by id. */
export interface SortKey {
  expression: RawBuilder<unknown>;
  type: 'text' | 'boolean' | 'numeric' | 'timestamptz';
  nullable: boolean;
}

/** Longer texts are told apart by their beginning: a cursor has to hold one, and a URL the cursor. */
const LONGEST_TEXT = 1000;

/** The order in which resources were made. */
export function creationKey({ row }: FilterSource): SortKey {
  return { expression: sql.ref(`${row}.createdAt`), type: 'timestamptz', nullable: false };
}

/** @param target null when every resource of the type lacks the attribute */
export function sortKey(source: FilterSource, target: SortTarget | null): SortKey {
  if (!target) return { expression: sql`null::text`, type: 'text', nullable: true };
  const { path, element, attribute } = target;
  if (!element) return columnSortKey(source, path) ?? viewSortKey(sql.ref(`${source.row}.filterView`), path, attribute);
  const list = source.lists.get(columnKey(path));
  if (list) return listSortKey(list, element.part);
  const elements = readView(sql.ref(`${source.row}.filterView`), path, element.attribute, 'list');
  const first = sql`coalesce(
    jsonb_path_query_first(${elements}, '$[*] ? (@.primary == true)'), ${elements} -> 0)`;
  return viewSortKey(first, element.part, attribute);
}

function columnSortKey({ columns }: FilterSource, path: readonly string[]): SortKey | undefined {
  const column = columns.get(columnKey(path));
  if (!column) return undefined;
  const { expression, type, nullable, indexed } = column;
  if (type === 'timestamp') return { expression, type: 'timestamptz', nullable };
  if (type === 'boolean') return { expression, type, nullable };
  return { expression: indexed ? expression : ordered(expression), type: 'text', nullable };
}

function listSortKey({ rows, parts, order }: FilterList, part: readonly string[]): SortKey {
  const value = parts.get(columnKey(part))?.expression ?? sql`null::text`;
  const first = sql`(select ${value} from ${rows} order by ${order} limit 1)`;
  return { expression: ordered(first), type: 'text', nullable: true };
}

function viewSortKey(json: RawBuilder<unknown>, path: readonly string[], attribute: Attribute): SortKey {
  switch (attribute.type) {
    case 'boolean':
      return {
        expression: sql`${readView(json, path, attribute, 'scalar')}::boolean`,
        type: 'boolean',
        nullable: true,
      };
    case 'integer':
    case 'decimal':
      return {
        expression: sql`${readView(json, path, attribute, 'scalar')}::numeric`,
        type: 'numeric',
        nullable: true,
      };
    default:
      return { expression: ordered(readView(json, path, attribute, 'text')), type: 'text', nullable: true };
  }
}

/** By code point, the same on every server, whatever its locale. */
function ordered(text: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(left(${text}, ${LONGEST_TEXT}::int) collate "C")`;
}
