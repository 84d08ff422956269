import { foldCase } from '@/lib/shared/fold-case';
import { ScimError } from '../error';
import { isJsonObject, type JsonObject, type JsonValue } from '../json';
import { findAttribute, type Attribute } from '../schema/attribute';
import { identityOf, identityParts, sameValue } from '../schema/elements';
import { readValue } from '../schema/read-value';
import { writeSlot } from '../schema/slot';
import { changeElements } from './change-elements';
import type { PatchStep } from './patch-step';
import { elementsOf, selectedPositions, selects, storeElements } from './target-elements';

/**
 * RFC 7644 §3.5.2.2: unassigns an attribute, a part, or the elements that a filter selects; selecting none is
 * no error.
 *
 * A list that comes with a `value` loses only the elements named there. The RFC does not know this form, but
 * Entra removes group members with it, and reading it as "clear the list" would empty the group.
 */
export function remove(step: PatchStep): void {
  const { document, target, value } = step;
  const { attribute, subAttribute, filter, name } = target;
  const elements = elementsOf(document, target);
  if (attribute.multiValued && subAttribute) {
    const positions = selectedPositions(target, elements);
    return changeElements(document, target, positions, [[subAttribute.name, undefined]]);
  }
  if (attribute.multiValued && (filter || value !== null)) {
    const isSelected = (element: JsonValue) => selects(target, element);
    const isRemoved = filter ? isSelected : namedBy(step);
    return storeElements(document, target, elements.filter((element) => !isRemoved(element)));
  }
  const removed = subAttribute ?? attribute;
  if (removed.required || removed.defaultValue !== undefined) {
    throw ScimError.mutability(`\`${name}\` cannot be removed; replace its value instead`);
  }
  writeSlot(document, target, undefined);
}

/** Tells the elements that the `value` of a remove operation names. An empty array names none. */
function namedBy({ target, value, leniency, visits }: PatchStep): (element: JsonValue) => boolean {
  const { attribute, name } = target;
  const identities = new Set<string>();
  const descriptions = new Map<string, JsonObject[]>();
  for (const sent of [value].flat()) {
    const element = readValue({ ...attribute, multiValued: false }, sent, name, leniency);
    if (element === undefined) {
      throw ScimError.invalidValue(`Every element to be removed from \`${name}\` needs a value`);
    }
    if (isJsonObject(element) && identityParts(attribute).some((part) => element[part] === undefined)) {
      const alike = descriptions.get(valueKey(element));
      if (alike) alike.push(element);
      else descriptions.set(valueKey(element), [element]);
    } else {
      identities.add(identityOf(attribute, element));
    }
  }
  return (element) => {
    if (identities.has(identityOf(attribute, element))) return true;
    const keys = new Set([valueKey(element), noValue]);
    const candidates = [...keys].flatMap((key) => descriptions.get(key) ?? []);
    visits.count(candidates.length);
    return candidates.some((description) => fits(attribute, element, description));
  };
}

/** The key of elements and descriptions without a `value`. */
const noValue = '';

/** A key that an element shares with whatever describes it by its `value`, whether its case matters or not. */
function valueKey(element: JsonValue): string {
  const value = isJsonObject(element) ? element.value : undefined;
  return value === undefined ? noValue : foldCase(String(value));
}

/** Whether an element has every part that the description names. */
function fits(attribute: Attribute, element: JsonValue, description: JsonObject): boolean {
  return isJsonObject(element) && Object.entries(description).every(([name, value]) => {
    const part = findAttribute(attribute.subAttributes, name);
    return part !== undefined && sameValue(part, element[name], value);
  });
}
