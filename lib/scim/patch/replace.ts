import { isJsonObject, type JsonObject, type JsonValue } from '../json';
import type { ScimDocument } from '../resource';
import { withImmutableParts } from '../schema/immutable-parts';
import { readValue } from '../schema/read-value';
import { writeSlot } from '../schema/slot';
import {
  ambiguousPart, appendElement, changeAt, changeElements, noMatch, readChanges, setElements, withChanges,
  type PartChanges,
} from './change-elements';
import { mergeValue } from './merge-value';
import type { PatchStep } from './patch-step';
import type { PatchTarget } from './path';
import { remove } from './remove';
import {
  elementDescribedBy, elementsOf, isExpectedElement, selectedPositions, storeElements,
} from './target-elements';

/**
 * RFC 7644 §3.5.2.3: sets single values, merges complex ones and replaces lists as a whole. Strict mode
 * replaces complex values as a whole too.
 */
export function replace(step: PatchStep): void {
  const { document, target, value, leniency } = step;
  const { attribute, subAttribute, filter, name } = target;
  if (filter) return replaceElements(step);
  if (attribute.multiValued) {
    // Giving every element the same address or number is never what was meant.
    if (subAttribute) throw ambiguousPart(name);
    const elements = readValue(attribute, value, name, leniency);
    const sent = Array.isArray(elements) ? elements : [];
    const list = withImmutableParts(attribute, elementsOf(document, target), sent, name);
    return storeElements(document, target, list, list);
  }
  if (leniency.strict && attribute.type === 'complex' && !subAttribute) {
    return writeSlot(document, target, readValue(attribute, value, name, leniency));
  }
  mergeValue(step);
}

/**
 * Replaces the elements, or the parts of them, that the filter selects. Without any, the RFC wants
 * `noTarget`; in compatible mode an element that clients expect is added instead. Unassigning what is not
 * there is no error: the wish is fulfilled.
 */
function replaceElements(step: PatchStep): void {
  const { document, target, leniency } = step;
  const { attribute, filter, subAttribute, name } = target;
  if (attribute.type !== 'complex') return setElements(step);
  const changes = readChanges(step);
  const unassigns = changes.every(([, change]) => change === undefined);
  const positions = selectedPositions(target, elementsOf(document, target));
  if (positions.length > 0) {
    if (subAttribute) return changeElements(document, target, positions, changes);
    return unassigns ? remove({ ...step, value: null }) : replaceWhole(document, target, positions, changes);
  }
  if (unassigns) return;
  const described = filter && isExpectedElement(filter) ? elementDescribedBy(filter) : undefined;
  if (!described || leniency.strict) throw noMatch(target);
  leniency.repair('elementFromFilter', name);
  appendElement(document, target, described, changes);
}

/** The new elements keep what the filter says of them, unless the value speaks against it. */
function replaceWhole(
  document: ScimDocument,
  target: PatchTarget,
  positions: readonly number[],
  changes: PartChanges,
): void {
  const described = target.filter ? elementDescribedBy(target.filter) ?? {} : {};
  changeAt(document, target, positions, (element) =>
    withChanges(target, { ...described, ...immutableParts(target, element) }, changes));
}

function immutableParts({ attribute }: PatchTarget, element: JsonValue): JsonObject {
  const parts: JsonObject = {};
  for (const { name, mutability } of attribute.subAttributes ?? []) {
    const value = isJsonObject(element) ? element[name] : undefined;
    if (mutability === 'immutable' && value !== undefined) parts[name] = value;
  }
  return parts;
}
