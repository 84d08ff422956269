import { isJsonObject, type JsonObject, type JsonValue } from '../json';
import type { Leniency } from '../leniency';
import type { ScimDocument } from '../resource';
import { readValue } from '../schema/read-value';
import { writeSlot } from '../schema/slot';
import {
  ambiguousPart, appendElement, changeElements, noMatch, readChanges, withChanges, type PartChanges,
} from './change-elements';
import { mergeValue } from './merge-value';
import type { PatchTarget } from './path';
import { elementDescribedBy, elementsOf, isExpectedElement, selects, storeElements } from './target-elements';

/**
 * RFC 7644 §3.5.2.3: sets single values, merges complex ones and replaces lists as a whole. Strict mode
 * replaces complex values as a whole too.
 */
export function replace(document: ScimDocument, target: PatchTarget, value: JsonValue, leniency: Leniency): void {
  const { attribute, subAttribute, filter, name } = target;
  if (filter) return replaceElements(document, target, value, leniency);
  if (attribute.multiValued) {
    if (subAttribute) throw ambiguousPart(name);
    const elements = readValue(attribute, value, name, leniency);
    const list = Array.isArray(elements) ? elements : [];
    return storeElements(document, target, list, list);
  }
  if (leniency.strict && attribute.type === 'complex' && !subAttribute) {
    return writeSlot(document, target, readValue(attribute, value, name, leniency));
  }
  mergeValue(document, target, value, leniency);
}

/**
 * Replaces the elements, or the parts of them, that the filter selects. Without any, the RFC wants
 * `noTarget`; in compatible mode an element that clients expect is added instead. Unassigning what is not
 * there is no error: the wish is fulfilled.
 */
function replaceElements(document: ScimDocument, target: PatchTarget, value: JsonValue, leniency: Leniency): void {
  const changes = readChanges(target, value, leniency);
  const unassigns = changes.every(([, change]) => change === undefined);
  if (elementsOf(document, target).some((element) => selects(target, element))) {
    return target.subAttribute || unassigns
      ? changeOrDelete(document, target, changes)
      : replaceWhole(document, target, changes, leniency);
  }
  if (unassigns) return;
  const { filter, name } = target;
  const described = filter && isExpectedElement(filter) ? elementDescribedBy(filter) : undefined;
  if (!described || leniency.strict) throw noMatch(target);
  leniency.repair('elementFromFilter', name);
  appendElement(document, target, described, changes);
}

function changeOrDelete(document: ScimDocument, target: PatchTarget, changes: PartChanges): void {
  if (target.subAttribute) return changeElements(document, target, changes);
  storeElements(document, target, elementsOf(document, target).filter((element) => !selects(target, element)));
}

/** The new elements keep what the filter says of them, unless the value says otherwise or the mode is strict. */
function replaceWhole(document: ScimDocument, target: PatchTarget, changes: PartChanges, leniency: Leniency): void {
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
