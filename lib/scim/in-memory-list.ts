import { compareCodePoints, evaluateFilter } from './filter/evaluate';
import { checkFilter } from './filter/check';
import { toFilterView } from './filter/filter-view';
import { parseFilter } from './filter/parser';
import { isJsonObject, type JsonObject, type JsonValue } from './json';
import type { ListQuery } from './list';
import type { ConformanceMode } from './mode';
import { metaOf, type ScimDocument, type ServerFacts } from './resource';
import type { ResourceType } from './schema/registry';
import { sortTarget, type SortTarget } from './sort';

/** A resource of a collection that is small enough to be held in memory. */
export interface HeldResource {
  document: ScimDocument;
  facts: ServerFacts;
}

/** Where a resource stands in an order: by its value, which it may lack, then by its id. */
export interface Place {
  key: JsonValue | null;
  id: string;
}

/**
 * The resources that a query selects, in its order, as SQL would have them of a stored collection (RFC 7644
 * §3.4.2): without `sortBy` in that of creation; who lacks the value comes last, or first when descending.
 * Throws `invalidFilter`, and `invalidPath` for `sortBy`.
 */
export function listInMemory<T extends HeldResource>(
  type: ResourceType,
  resources: readonly T[],
  { filter, sorting }: Pick<ListQuery, 'filter' | 'sorting'>,
  mode: ConformanceMode,
): (T & { place: Place })[] {
  const checked = filter === undefined ? null : checkFilter(type, parseFilter(filter), mode);
  const target = sortTarget(type, sorting?.by ?? 'meta.created', mode);
  const descending = sorting?.descending ?? false;
  return resources
    .map((resource) => ({ resource, view: viewOf(type, resource) }))
    .filter(({ view }) => !checked || evaluateFilter(checked, view))
    .map(({ resource, view }) => ({
      ...resource,
      place: { key: (target && valueAt(view, target)) ?? null, id: resource.facts.id },
    }))
    .sort((left, right) => comparePlaces(left.place, right.place, descending));
}

/** Below 0 when `left` comes first. */
export function comparePlaces(left: Place, right: Place, descending: boolean): number {
  const order = compareKeys(left.key, right.key) || compareCodePoints(left.id, right.id);
  return descending ? -order : order;
}

function viewOf(type: ResourceType, { document, facts }: HeldResource): JsonObject {
  return toFilterView(type, { ...document, id: facts.id, meta: metaOf(type, facts) });
}

function valueAt(view: JsonObject, { path, element }: SortTarget): JsonValue | undefined {
  const value = follow(view, path);
  if (!element) return value;
  const elements = Array.isArray(value) ? value : [];
  const first = elements.find((each) => isJsonObject(each) && each.primary === true) ?? elements[0];
  return follow(first, element.part);
}

function follow(value: JsonValue | undefined, path: readonly string[]): JsonValue | undefined {
  return path.reduce((inner, key) => (isJsonObject(inner) ? inner[key] : undefined), value);
}

/** Keys of one order are of one type; false comes before true. */
function compareKeys(left: JsonValue | null, right: JsonValue | null): number {
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  if (typeof left === 'string' && typeof right === 'string') return compareCodePoints(left, right);
  return Number(left) - Number(right);
}
