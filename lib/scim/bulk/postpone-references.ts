import { isJsonObject, type JsonObject, type JsonValue } from '../json';
import { bulkIdsIn } from './bulk-reference';

/** The data of a new resource without some references, and the PATCH operations that put them in later. */
export interface Postponement {
  data: JsonObject;
  operations: JsonObject[];
}

/**
 * Takes out of a resource what refers to resources that cannot exist before it: the elements of a list, or
 * else the whole attribute, so that what remains is a resource.
 */
export function postponeReferences(data: JsonObject, bulkIds: ReadonlySet<string>): Postponement {
  const operations: JsonObject[] = [];
  return { data: without(data, '', bulkIds, operations), operations };
}

function without(
  attributes: JsonObject,
  prefix: string,
  bulkIds: ReadonlySet<string>,
  operations: JsonObject[],
): JsonObject {
  const kept: [name: string, value: JsonValue][] = [];
  const later = (name: string, value: JsonValue) =>
    void operations.push({ op: 'add', path: `${prefix}${name}`, value });
  for (const [name, value] of Object.entries(attributes)) {
    if (!refersTo(bulkIds, value)) {
      kept.push([name, value]);
    } else if (isExtension(name, value)) {
      kept.push([name, without(value, `${name}:`, bulkIds, operations)]);
    } else if (Array.isArray(value)) {
      kept.push([name, value.filter((element) => !refersTo(bulkIds, element))]);
      later(name, value.filter((element) => refersTo(bulkIds, element)));
    } else {
      later(name, value);
    }
  }
  return Object.fromEntries(kept);
}

function refersTo(bulkIds: ReadonlySet<string>, value: JsonValue): boolean {
  return [...bulkIdsIn(value)].some((bulkId) => bulkIds.has(bulkId));
}

/** An object under a URN holds attributes; one with a `value` is an attribute written with its URN. */
function isExtension(name: string, value: JsonValue): value is JsonObject {
  return /^urn:/i.test(name) && isJsonObject(value) && !('value' in value);
}
