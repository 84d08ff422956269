import type { ClientResponse } from '@/conformance/support/client';
import type { Exchange } from '@/conformance/support/transcript';
import { isJsonObject, type JsonValue } from '@/lib/scim/json';

/** How an answer differs from the expected one, a sentence each; none when it is as it should be. */
export function answerDifferences(response: ClientResponse, expected: Exchange['response']): string[] {
  const differences = response.status === expected.status
    ? []
    : [`The status is ${response.status} instead of ${expected.status}: ${response.text.slice(0, 500)}`];
  for (const [name, start] of Object.entries(expected.headers)) {
    const value = response.headers.get(name);
    if (!value?.startsWith(start)) differences.push(`The header ${name} is ${value}; it must begin with ${start}`);
  }
  for (const path of expected.absent) {
    if (valueAt(response.json, path) !== undefined) differences.push(`There must be nothing at ${path}`);
  }
  if (expected.body !== undefined) differences.push(...lacking(response.json ?? null, expected.body, 'the body'));
  return differences;
}

/** The value at a path whose keys, or positions in a list, are joined by "/". */
export function valueAt(value: JsonValue | undefined, path: string): JsonValue | undefined {
  return path.split('/').reduce<JsonValue | undefined>((inner, key) => {
    if (Array.isArray(inner)) return inner[Number(key)];
    return isJsonObject(inner) ? inner[key] : undefined;
  }, value);
}

/** An object may hold more than is expected of it; a list must have just the expected elements, in order. */
function lacking(actual: JsonValue, expected: JsonValue, where: string): string[] {
  if (isJsonObject(expected) && isJsonObject(actual)) {
    return Object.entries(expected).flatMap(([key, inner]) => {
      const found = actual[key];
      return found === undefined ? [`${where} lacks ${key}`] : lacking(found, inner, `${where} → ${key}`);
    });
  }
  if (Array.isArray(expected) && Array.isArray(actual) && expected.length === actual.length) {
    return expected.flatMap((element, index) => lacking(actual[index] ?? null, element, `${where} → ${index}`));
  }
  if (actual === expected) return [];
  return [`${where} is ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`];
}
