import { ScimError } from '../error';
import { isJsonObject, jsonEquals, type JsonObject, type JsonValue } from '../json';
import type { Leniency } from '../leniency';
import type { ScimDocument } from '../resource';
import { findAttribute, type Attribute } from '../schema/attribute';
import { readParts, readValue } from '../schema/read-value';
import type { PatchTarget } from './path';
import { elementsOf, selects, storeElements } from './target-elements';

/** The parts of an element that an operation sets, or unassigns where the value is undefined. */
export type PartChanges = [part: string, value: JsonValue | undefined][];

export function readChanges(target: PatchTarget, value: JsonValue, leniency: Leniency): PartChanges {
  const { attribute, subAttribute, name } = target;
  if (subAttribute) return [[subAttribute.name, readValue(subAttribute, value, name, leniency)]];
  return [...(readParts(attribute, value, name, leniency) ?? [])];
}

/** Applies changes to every element that the target selects, and drops the ones that end up empty. */
export function changeElements(document: ScimDocument, target: PatchTarget, changes: PartChanges): void {
  const touched: JsonValue[] = [];
  const elements = elementsOf(document, target).flatMap((element) => {
    if (!selects(target, element)) return [element];
    const changed = withChanges(target, element, changes);
    if (changes.some(([, value]) => value === undefined) && isEmptyElement(changed)) return [];
    touched.push(changed);
    return [changed];
  });
  storeElements(document, target, elements, touched);
}

export function appendElement(
  document: ScimDocument,
  target: PatchTarget,
  described: JsonObject,
  changes: PartChanges,
): void {
  const element = withChanges(target, described, changes);
  storeElements(document, target, [...elementsOf(document, target), element], [element]);
}

export function withChanges({ attribute }: PatchTarget, element: JsonValue, changes: PartChanges): JsonObject {
  let changed: JsonObject = isJsonObject(element) ? element : {};
  for (const [name, value] of changes) {
    const part = findAttribute(attribute.subAttributes, name);
    if (part) changed = withPart(changed, part, value, `${attribute.name}.${name}`);
  }
  return changed;
}

export function ambiguousPart(name: string): ScimError {
  const [list = '', part = ''] = name.split('.');
  return ScimError.invalidPath(`\`${name}\` does not say which element is meant; `
    + `write for instance ${list}[type eq "work"].${part}`);
}

export function noMatch({ name }: PatchTarget): ScimError {
  return ScimError.noTarget(`The filter on \`${name}\` matches no element`);
}

/** An element with one part set, or unassigned when the value is undefined. Throws `mutability`. */
function withPart(
  element: JsonValue,
  part: Attribute,
  value: JsonValue | undefined,
  name: string,
): JsonObject {
  const { [part.name]: current, ...others } = isJsonObject(element) ? element : {};
  if (part.mutability === 'immutable' && current !== undefined && !jsonEquals(current, value)) {
    throw ScimError.mutability(`\`${name}\` cannot be edited; remove the element and add another one`);
  }
  return value === undefined ? others : { ...others, [part.name]: value };
}

/** An element that only says what it would be used for holds nothing any more. */
function isEmptyElement(element: JsonObject): boolean {
  return Object.keys(element).every((name) => name === 'type' || name === 'primary');
}
