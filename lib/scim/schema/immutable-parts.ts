import { ScimError } from '../error';
import { isJsonObject, type JsonObject, type JsonValue } from '../json';
import type { Attribute } from './attribute';
import { identityOf, identityParts, sameValue } from './elements';

/**
 * Elements that are about to replace or join the `current` ones, each with the immutable parts that it has
 * already: they may be repeated or left out, but not changed (RFC 7643 §7). Throws `mutability`. An element
 * that is removed first and then added again is a new one, and may be anything.
 */
export function withImmutableParts(
  attribute: Attribute,
  current: readonly JsonValue[],
  sent: readonly JsonValue[],
  path: string,
): JsonValue[] {
  const fixed = (attribute.subAttributes ?? [])
    .filter(({ name, mutability }) => mutability === 'immutable' && !identityParts(attribute).includes(name));
  if (fixed.length === 0) return [...sent];
  const known = new Map(current.map((element) => [identityOf(attribute, element), element]));
  return sent.map((element) => {
    const same = known.get(identityOf(attribute, element));
    return isJsonObject(same) && isJsonObject(element) ? withPartsOf(same, element, fixed, path) : element;
  });
}

function withPartsOf(
  same: JsonObject,
  element: JsonObject,
  fixed: readonly Attribute[],
  path: string,
): JsonObject {
  const kept: JsonObject = {};
  for (const part of fixed) {
    const [before, after] = [same[part.name], element[part.name]];
    if (before === undefined) continue;
    if (after !== undefined && !sameValue(part, before, after)) {
      throw ScimError.mutability(`\`${path}.${part.name}\` cannot be edited; remove the element and add another`);
    }
    kept[part.name] = before;
  }
  return { ...element, ...kept };
}
