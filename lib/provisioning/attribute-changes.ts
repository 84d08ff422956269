import type { AttributeChange } from '@/lib/activity/identity-event';
import { isJsonObject, jsonEquals } from '@/lib/scim/json';
import type { JsonObject, JsonValue } from '@/lib/scim/json';
import type { ScimDocument } from '@/lib/scim/resource';

/**
 * What differs between two documents, attribute by attribute: parts of a complex attribute as
 * `name.givenName`, attributes of an extension with its URN before them, lists as a whole.
 */
export function attributeChanges(before: ScimDocument, after: ScimDocument): AttributeChange[] {
  return differences(before, after, (name) => name);
}

function differences(
  before: JsonObject,
  after: JsonObject,
  nameOf: (key: string) => string,
): AttributeChange[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.flatMap((key) => {
    const old = before[key] ?? null;
    const renewed = after[key] ?? null;
    if (jsonEquals(old, renewed)) return [];
    if (!isPart(old) || !isPart(renewed)) return [{ attribute: nameOf(key), before: old, after: renewed }];
    // No attribute is called like a URN, so a colon tells an extension from a complex attribute.
    const separator = key.includes(':') ? ':' : '.';
    return differences(old ?? {}, renewed ?? {}, (part) => `${nameOf(key)}${separator}${part}`);
  });
}

/** An object, or its absence: its parts are compared one by one. */
function isPart(value: JsonValue): value is JsonObject | null {
  return value === null || isJsonObject(value);
}
