import { readValue } from '../schema/read-value';
import { ambiguousPart, appendElement, changeElements, noMatch, readChanges } from './change-elements';
import { mergeValue } from './merge-value';
import type { PatchStep } from './patch-step';
import { elementDescribedBy, elementsOf, hasSelected, storeElements } from './target-elements';

/** RFC 7644 §3.5.2.1: sets single values, merges complex ones, appends to lists. */
export function add(step: PatchStep): void {
  const { document, target, value, leniency } = step;
  const { attribute, subAttribute, filter, name } = target;
  if (filter) return addToElements(step);
  if (!attribute.multiValued) return mergeValue(step);
  if (subAttribute) throw ambiguousPart(name);

  const added = readValue(attribute, [value].flat(), name, leniency);
  if (!Array.isArray(added)) return;
  storeElements(document, target, [...elementsOf(document, target), ...added], added);
}

/**
 * Merges into the elements that the filter selects. When there are none, the element that the filter
 * describes is added: the target does not exist yet, and adding makes it.
 */
function addToElements(step: PatchStep): void {
  const { document, target } = step;
  const changes = readChanges(step);
  if (hasSelected(document, target)) return changeElements(document, target, changes);
  if (changes.every(([, value]) => value === undefined)) return;
  const described = target.filter && elementDescribedBy(target.filter);
  if (!described) throw noMatch(target);
  appendElement(document, target, described, changes);
}
