import type { JsonValue } from '../json';
import type { Leniency } from '../leniency';
import type { ScimDocument } from '../resource';
import { readValue } from '../schema/read-value';
import { ambiguousPart, appendElement, changeElements, noMatch, readChanges } from './change-elements';
import { mergeValue } from './merge-value';
import type { PatchTarget } from './path';
import { elementDescribedBy, elementsOf, selects, storeElements } from './target-elements';

/** RFC 7644 §3.5.2.1: sets single values, merges complex ones, appends to lists. */
export function add(document: ScimDocument, target: PatchTarget, value: JsonValue, leniency: Leniency): void {
  const { attribute, subAttribute, filter, name } = target;
  if (filter) return addToElements(document, target, value, leniency);
  if (!attribute.multiValued) return mergeValue(document, target, value, leniency);
  if (subAttribute) throw ambiguousPart(name);

  const added = readValue(attribute, [value].flat(), name, leniency);
  if (Array.isArray(added)) storeElements(document, target, [...elementsOf(document, target), ...added], added);
}

/**
 * Merges into the elements that the filter selects. When there are none, the element that the filter
 * describes is added: the target does not exist yet, and adding makes it.
 */
function addToElements(document: ScimDocument, target: PatchTarget, value: JsonValue, leniency: Leniency): void {
  const changes = readChanges(target, value, leniency);
  const elements = elementsOf(document, target);
  if (elements.some((element) => selects(target, element))) {
    return changeElements(document, target, changes);
  }
  if (changes.every(([, change]) => change === undefined)) return;
  const described = target.filter && elementDescribedBy(target.filter);
  if (!described) throw noMatch(target);
  appendElement(document, target, described, changes);
}
