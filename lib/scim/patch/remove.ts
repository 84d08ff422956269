import { ScimError } from '../error';
import { isJsonObject, type JsonObject, type JsonValue } from '../json';
import type { Leniency } from '../leniency';
import type { ScimDocument } from '../resource';
import { findAttribute, type Attribute } from '../schema/attribute';
import { identityOf, sameValue } from '../schema/elements';
import { readValue } from '../schema/read-value';
import { writeSlot } from '../schema/slot';
import { changeElements } from './change-elements';
import type { PatchTarget } from './path';
import { elementsOf, selects, storeElements } from './target-elements';

/**
 * RFC 7644 §3.5.2.2: unassigns an attribute, a part, or the elements that a filter selects; selecting none is
 * no error.
 *
 * A list that comes with a `value` loses only the elements named there. The RFC does not know this form, but
 * Entra removes group members with it, and reading it as "clear the list" would empty the group.
 */
export function remove(
  document: ScimDocument,
  target: PatchTarget,
  value: JsonValue,
  leniency: Leniency,
): void {
  const { attribute, subAttribute, filter, name } = target;
  if (attribute.multiValued && subAttribute) {
    return changeElements(document, target, [[subAttribute.name, undefined]]);
  }
  if (attribute.multiValued && (filter || value !== null)) {
    const isRemoved = filter ? (element: JsonValue) => selects(target, element) : namedBy(target, value, leniency);
    return storeElements(document, target, elementsOf(document, target).filter((element) => !isRemoved(element)));
  }
  const removed = subAttribute ?? attribute;
  if (removed.required || removed.defaultValue !== undefined) {
    throw ScimError.mutability(`\`${name}\` cannot be removed; replace its value instead`);
  }
  writeSlot(document, target, undefined);
}

/** Tells the elements that the `value` of a remove operation names. An empty array names none. */
function namedBy({ attribute, name }: PatchTarget, value: JsonValue, leniency: Leniency): (element: JsonValue) => boolean {
  const named = [value].flat().map((element) => {
    const read = readValue({ ...attribute, multiValued: false }, element, name, leniency);
    if (read === undefined) throw ScimError.invalidValue(`Removing from \`${name}\` needs elements that have a value`);
    return read;
  });
  const identities = new Set<string>();
  const partial: JsonObject[] = [];
  for (const element of named) {
    const identified = !isJsonObject(element)
      || (attribute.identifiedBy ?? ['value', 'type']).every((part) => element[part] !== undefined);
    if (identified) identities.add(identityOf(attribute, element));
    else partial.push(element);
  }
  return (element) => identities.has(identityOf(attribute, element))
    || partial.some((description) => isJsonObject(element) && fits(attribute, element, description));
}

/** Whether an element has every part that the description names. */
function fits(attribute: Attribute, element: JsonObject, description: JsonObject): boolean {
  return Object.entries(description).every(([name, value]) => {
    const part = findAttribute(attribute.subAttributes, name);
    return part !== undefined && sameValue(part, element[name], value);
  });
}
