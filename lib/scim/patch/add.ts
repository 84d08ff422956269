import { withImmutableParts } from '../schema/immutable-parts';
import { readValue } from '../schema/read-value';
import {
  ambiguousPart, appendElement, changeElements, noMatch, readChanges, setElements,
} from './change-elements';
import { mergeValue } from './merge-value';
import type { PatchStep } from './patch-step';
import { elementDescribedBy, elementsOf, selectedPositions, storeElements } from './target-elements';

/** RFC 7644 §3.5.2.1: sets single values, merges complex ones, appends to lists. */
export function add(step: PatchStep): void {
  const { document, target, value, leniency } = step;
  const { attribute, subAttribute, filter, name } = target;
  if (filter) return addToElements(step);
  if (!attribute.multiValued) return mergeValue(step);
  if (subAttribute) throw ambiguousPart(name);

  // RFC 7644 shows arrays alone; one element without an array is clear enough, but not to the strict.
  const sent = leniency.strict ? value : [value].flat();
  const added = readValue(attribute, sent, name, leniency);
  if (!Array.isArray(added)) return;
  const current = elementsOf(document, target);
  const joining = withImmutableParts(attribute, current, added, name);
  storeElements(document, target, [...current, ...joining], joining);
}

/**
 * Merges into the elements that the filter selects. When there are none, the element that the filter
 * describes is added: the target does not exist yet, and adding makes it. Strict mode wants it to exist.
 */
function addToElements(step: PatchStep): void {
  const { document, target, leniency } = step;
  if (target.attribute.type !== 'complex') return setElements(step);
  const changes = readChanges(step);
  const positions = selectedPositions(target, elementsOf(document, target));
  if (positions.length > 0) return changeElements(document, target, positions, changes);
  if (changes.every(([, value]) => value === undefined)) return;
  const described = target.filter && elementDescribedBy(target.filter);
  if (!described || leniency.strict) throw noMatch(target);
  appendElement(document, target, described, changes);
}
