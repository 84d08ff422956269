import { foldCase } from '@/lib/shared/fold-case';
import { isJsonObject, jsonEquals, type JsonObject, type JsonValue } from '../json';
import { findAttribute, type Attribute } from './attribute';
import { parseInstant } from './instant';

/** Whether two values of a simple attribute are equal: as texts with or without regard to case, or in time. */
export function sameValue(
  attribute: Attribute,
  left: JsonValue | undefined,
  right: JsonValue | undefined,
): boolean {
  if (left === undefined || right === undefined) return left === right;
  return jsonEquals(folded(attribute, left), folded(attribute, right));
}

/** The elements with every repetition merged into the first one, the later parts winning. */
export function mergeDuplicates(attribute: Attribute, elements: readonly JsonValue[]): JsonValue[] {
  const distinct = new Map<string, JsonValue>();
  for (const element of elements) {
    const key = identityOf(attribute, element);
    const known = distinct.get(key);
    distinct.set(key, isJsonObject(known) && isJsonObject(element) ? { ...known, ...element } : element);
  }
  return [...distinct.values()];
}

/** The sub-attributes that together tell an element from the others. */
export function identityParts(attribute: Attribute): readonly string[] {
  return attribute.identifiedBy ?? ['value', 'type'];
}

const identities = new WeakMap<JsonObject, string>();

/**
 * A key that two elements share when they are the same one: equal in the sub-attributes that identify them,
 * by default `value` and `type` (RFC 7643 §2.4), or equal as a whole when they have no value. Elements are
 * never changed in place, so it is worked out once for each: a message may hold a thousand operations on a
 * list of thousands.
 */
export function identityOf(attribute: Attribute, element: JsonValue): string {
  if (!isJsonObject(element)) return JSON.stringify(folded(attribute, element));
  const known = identities.get(element);
  if (known !== undefined) return known;
  const identity = identityOfObject(attribute, element);
  identities.set(element, identity);
  return identity;
}

function identityOfObject(attribute: Attribute, element: JsonObject): string {
  const parts = element.value === undefined
    ? Object.keys(element).sort()
    : identityParts(attribute);
  return JSON.stringify(parts.map((name) => [name, partOf(attribute, element, name)]));
}

function partOf(attribute: Attribute, element: JsonObject, name: string): JsonValue {
  const part = findAttribute(attribute.subAttributes, name);
  const value = element[name] ?? null;
  return part ? folded(part, value) : value;
}

function folded(attribute: Attribute, value: JsonValue): JsonValue {
  if (typeof value === 'string' && attribute.type === 'dateTime') return parseInstant(value) ?? value;
  return typeof value === 'string' && !attribute.caseExact ? foldCase(value) : value;
}
