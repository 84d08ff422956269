import { foldCase } from '@/lib/shared/fold-case';
import type { CheckedCompare, CheckedFilter } from '../filter/ast';
import { evaluateFilter } from '../filter/evaluate';
import { toElementView } from '../filter/filter-view';
import { isJsonObject, type JsonObject, type JsonValue } from '../json';
import type { ScimDocument } from '../resource';
import type { Attribute } from '../schema/attribute';
import { identityOf, mergeDuplicates } from '../schema/elements';
import { readSlot, writeSlot } from '../schema/slot';
import type { PatchTarget } from './path';

/** The elements of the multi-valued attribute that a target names. */
export function elementsOf(document: ScimDocument, { extension, attribute }: PatchTarget): JsonValue[] {
  const elements = readSlot(document, { extension, attribute });
  return Array.isArray(elements) ? elements : [];
}

const views = new WeakMap<JsonObject, JsonValue>();

/** Whether the filter of the target selects an element. Elements are never changed in place, so views last. */
export function selects({ attribute, filter }: PatchTarget, element: JsonValue): boolean {
  if (!filter) return true;
  if (!isJsonObject(element)) return evaluateFilter(filter, toElementView(attribute, element));
  let view = views.get(element);
  if (view === undefined) {
    view = toElementView(attribute, element);
    views.set(element, view);
  }
  return evaluateFilter(filter, view);
}

/** Where the elements stand that the target selects. */
export function selectedPositions(target: PatchTarget, elements: readonly JsonValue[]): number[] {
  const positions: number[] = [];
  for (const [position, element] of elements.entries()) {
    if (selects(target, element)) positions.push(position);
  }
  return positions;
}

/**
 * Stores the elements of a multi-valued attribute. `touched` are the ones the operation wrote: what they are
 * now equal to becomes one with them, and the last one touched that is primary takes that mark from all others
 * (RFC 7644 §3.5.2).
 */
export function storeElements(
  document: ScimDocument,
  { extension, attribute }: PatchTarget,
  elements: readonly JsonValue[],
  touched: readonly JsonValue[] = [],
): void {
  const distinct = isRepeated(attribute, touched, elements) ? mergeDuplicates(attribute, elements) : elements;
  const chosen = touched.findLast((element) => isJsonObject(element) && element.primary === true);
  const stored = chosen === undefined ? distinct : withOnePrimary(attribute, distinct, chosen);
  writeSlot(document, { extension, attribute }, stored.length > 0 ? [...stored] : undefined);
}

/** Whether any of the elements touched is there more than once; the others were distinct before. */
function isRepeated(
  attribute: Attribute,
  touched: readonly JsonValue[],
  elements: readonly JsonValue[],
): boolean {
  if (touched.length === 0) return false;
  const identities = new Set(touched.map((element) => identityOf(attribute, element)));
  const known = elements.filter((element) => identities.has(identityOf(attribute, element)));
  return known.length > identities.size;
}

function withOnePrimary(
  attribute: Attribute,
  elements: readonly JsonValue[],
  chosen: JsonValue,
): JsonValue[] {
  const identity = identityOf(attribute, chosen);
  return elements.map((element) => {
    if (!isJsonObject(element)) return element;
    if (identityOf(attribute, element) === identity) return { ...element, primary: true };
    return element.primary === true ? { ...element, primary: false } : element;
  });
}

/**
 * The element that a filter of equalities describes, such as `{type: "work"}` for `type eq "work"`; undefined
 * for any other filter. A canonical value gets its canonical spelling.
 */
export function elementDescribedBy(filter: CheckedFilter): JsonObject | undefined {
  const terms = filter.kind === 'and' ? filter.operands : [filter];
  const element: JsonObject = {};
  for (const term of terms) {
    if (!isEquality(term)) return undefined;
    element[term.attribute.name] = canonicalValue(term) ?? term.literal;
  }
  return element;
}

/**
 * Whether `replace` may add the element that its filter describes: only one that clients expect to be there,
 * `type` being a canonical value of the attribute or `primary` being true.
 */
export function isExpectedElement(filter: CheckedFilter): boolean {
  if (!isEquality(filter)) return false;
  if (filter.attribute.name === 'primary') return filter.value === true;
  return filter.attribute.name === 'type' && canonicalValue(filter) !== undefined;
}

function isEquality(filter: CheckedFilter): filter is CheckedCompare {
  return filter.kind === 'compare' && filter.operator === 'eq';
}

function canonicalValue({ attribute, value }: CheckedCompare): string | undefined {
  return attribute.canonicalValues?.find((canonical) => foldCase(canonical) === value);
}
