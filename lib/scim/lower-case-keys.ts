import { isJsonObject, type JsonValue } from './json';

/** A message, or a part of one, whose keys can be looked up in lower case: clients vary their case. */
export function lowerCaseKeys(value: JsonValue): JsonValue {
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key.toLowerCase(), inner]));
}
