import { isJsonObject, type JsonObject, type JsonValue } from '../json';
import { readValue } from '../schema/read-value';
import { writeSlot } from '../schema/slot';
import {
  ambiguousPart, appendElement, changeElements, noMatch, readChanges, withChanges, type PartChanges,
} from './change-elements';
import { mergeValue } from './merge-value';
import type { PatchStep } from './patch-step';
import type { PatchTarget } from './path';
import { remove } from './remove';
import {
  elementDescribedBy, elementsOf, hasSelected, isExpectedElement, selects, storeElements,
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
    if (subAttribute) throw ambiguousPart(name);
    const elements = readValue(attribute, value, name, leniency);
    const list = Array.isArray(elements) ? elements : [];
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
  const { filter, subAttribute, name } = target;
  const changes = readChanges(step);
  const unassigns = changes.every(([, change]) => change === undefined);
  if (hasSelected(document, target)) {
    if (subAttribute) return changeElements(document, target, changes);
    return unassigns ? remove({ ...step, value: null }) : replaceWhole(step, changes);
  }
  if (unassigns) return;
  const described = filter && isExpectedElement(filter) ? elementDescribedBy(filter) : undefined;
  if (!described || leniency.strict) throw noMatch(target);
  leniency.repair('elementFromFilter', name);
  appendElement(document, target, described, changes);
}

/** The new elements keep what the filter says of them, unless the value or the mode speaks against it. */
function replaceWhole({ document, target, leniency }: PatchStep, changes: PartChanges): void {
  const described = leniency.strict || !target.filter ? {} : elementDescribedBy(target.filter) ?? {};
  const touched: JsonValue[] = [];
  const elements = elementsOf(document, target).map((element) => {
    if (!selects(target, element)) return element;
    const replaced = withChanges(target, { ...described, ...immutableParts(target, element) }, changes);
    touched.push(replaced);
    return replaced;
  });
  storeElements(document, target, elements, touched);
}

function immutableParts({ attribute }: PatchTarget, element: JsonValue): JsonObject {
  const parts: JsonObject = {};
  for (const { name, mutability } of attribute.subAttributes ?? []) {
    const value = isJsonObject(element) ? element[name] : undefined;
    if (mutability === 'immutable' && value !== undefined) parts[name] = value;
  }
  return parts;
}
