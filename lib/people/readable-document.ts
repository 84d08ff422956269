import { redact } from '@/lib/activity/redact';
import { isJsonObject } from '@/lib/scim/json';
import type { JsonObject, JsonValue } from '@/lib/scim/json';
import type { ScimDocument } from '@/lib/scim/resource';
import type { Attribute } from '@/lib/scim/schema/attribute';
import { coreAttributes } from '@/lib/scim/schema/registry';
import type { ResourceType } from '@/lib/scim/schema/registry';

/**
 * A document as JSON text for people: without secrets, and in the order of the schemas, because the database keeps
 * none.
 */
export function readableDocument(type: ResourceType, document: ScimDocument): string {
  const core = coreAttributes(type).map(({ name, subAttributes }) => ({ name, parts: subAttributes }));
  const extensions = type.extensions.map(({ id, attributes }) => ({ name: id, parts: attributes }));
  return JSON.stringify(redact(inOrder([...core, ...extensions], document)), null, 2);
}

/** A name in its place, with the attributes that its value may have. */
interface Place {
  name: string;
  parts: readonly Attribute[] | undefined;
}

/** What has no place comes last. */
function inOrder(places: readonly Place[], object: JsonObject): JsonObject {
  const placed = places.flatMap(({ name, parts }): [string, JsonValue][] => {
    const value = object[name];
    return value === undefined ? [] : [[name, parts ? partsInOrder(parts, value) : value]];
  });
  const named = new Set(places.map(({ name }) => name));
  return Object.fromEntries([...placed, ...Object.entries(object).filter(([name]) => !named.has(name))]);
}

function partsInOrder(parts: readonly Attribute[], value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map((element) => partsInOrder(parts, element));
  if (!isJsonObject(value)) return value;
  return inOrder(parts.map(({ name, subAttributes }) => ({ name, parts: subAttributes })), value);
}
