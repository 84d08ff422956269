import { foldCase } from '@/lib/shared/fold-case';
import { isJsonObject, jsonEquals, type JsonObject, type JsonValue } from '../json';
import { findAttribute, type Attribute } from './attribute';

/** Whether two values of a simple attribute are equal, with or without regard to case. */
export function sameValue(
  attribute: Attribute,
  left: JsonValue | undefined,
  right: JsonValue | undefined,
): boolean {
  if (typeof left === 'string' && typeof right === 'string' && !attribute.caseExact) {
    return foldCase(left) === foldCase(right);
  }
  return jsonEquals(left, right);
}

/**
 * Whether two elements of a multi-valued attribute are the same one: equal in the sub-attributes that
 * identify it, by default `type` and `value` (RFC 7643 §2.4), or equal as a whole when they have no value.
 */
export function sameElement(attribute: Attribute, left: JsonValue, right: JsonValue): boolean {
  if (!isJsonObject(left) || !isJsonObject(right)) return sameValue(attribute, left, right);
  if (left.value === undefined || right.value === undefined) return jsonEquals(left, right);
  return identityParts(attribute).every((name) => {
    const part = findAttribute(attribute.subAttributes, name);
    return part !== undefined && sameValue(part, left[name], right[name]);
  });
}

/** The elements with every repetition merged into the first one, the later parts winning. */
export function mergeDuplicates(attribute: Attribute, elements: readonly JsonValue[]): JsonValue[] {
  const distinct = new ElementIndex(attribute);
  for (const element of elements) distinct.put(element);
  return distinct.elements;
}

/**
 * Elements in order, found by identity in constant time: a group may have thousands of members, and an
 * operation may name as many.
 */
export class ElementIndex {
  readonly elements: JsonValue[] = [];
  private readonly positions = new Map<string, number>();

  constructor(private readonly attribute: Attribute, elements: readonly JsonValue[] = []) {
    for (const element of elements) this.put(element);
  }

  /** Adds an element, or merges it into the same one; answers the element that is now in the list. */
  put(element: JsonValue): JsonValue {
    const key = identityOf(this.attribute, element);
    const position = this.positions.get(key);
    const known = position === undefined ? undefined : this.elements[position];
    const merged = isJsonObject(known) && isJsonObject(element) ? { ...known, ...element } : element;
    if (position === undefined) this.positions.set(key, this.elements.push(merged) - 1);
    else this.elements[position] = merged;
    return merged;
  }
}

/** The sub-attributes that together tell an element from the others. */
export function identityParts(attribute: Attribute): readonly string[] {
  return attribute.identifiedBy ?? ['value', 'type'];
}

/** A key that the same elements share. */
export function identityOf(attribute: Attribute, element: JsonValue): string {
  if (!isJsonObject(element)) return JSON.stringify(folded(attribute, element));
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
  return typeof value === 'string' && !attribute.caseExact ? foldCase(value) : value;
}
