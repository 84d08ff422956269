import { ScimError } from '../error';
import { isJsonObject, jsonEquals, type JsonObject, type JsonValue } from '../json';
import type { ScimDocument } from '../resource';
import { findAttribute, type Attribute } from '../schema/attribute';
import { readParts, readValue } from '../schema/read-value';
import { pathText } from '../schema/resolve-path';
import type { PatchStep } from './patch-step';
import type { PatchTarget } from './path';
import { elementsOf, selectedPositions, storeElements } from './target-elements';

/** The parts of an element that an operation sets, or unassigns where the value is undefined. */
export type PartChanges = readonly (readonly [part: string, value: JsonValue | undefined])[];

/** One part is read as an element that has it alone: the text of a role's `value` may hold other parts. */
export function readChanges({ target, value, leniency }: PatchStep): PartChanges {
  const { extension, attribute, subAttribute } = target;
  const sent = subAttribute ? { [subAttribute.name]: value } : value;
  return [...(readParts(attribute, sent, pathText({ extension, attribute }), leniency) ?? [])];
}

/** Applies changes to the elements at some positions, and drops the ones that end up empty. */
export function changeElements(
  document: ScimDocument,
  target: PatchTarget,
  positions: readonly number[],
  changes: PartChanges,
): void {
  const unassigns = changes.some(([, value]) => value === undefined);
  changeAt(document, target, positions, (element) => {
    const changed = withChanges(target, element, changes);
    return unassigns && isEmptyElement(changed) ? undefined : changed;
  });
}

/** Puts another element at some positions; undefined takes the element away. */
export function changeAt(
  document: ScimDocument,
  target: PatchTarget,
  positions: readonly number[],
  change: (element: JsonValue) => JsonValue | undefined,
): void {
  const elements: (JsonValue | undefined)[] = [...elementsOf(document, target)];
  for (const position of positions) elements[position] = change(elements[position] ?? null);
  const touched = positions.map((position) => elements[position]).filter((element) => element !== undefined);
  storeElements(document, target, elements.filter((element) => element !== undefined), touched);
}

/**
 * The elements of a list of simple values have no parts: those that the filter selects become the value.
 * Throws `noTarget` when there are none.
 */
export function setElements({ document, target, value, leniency }: PatchStep): void {
  const element = readValue({ ...target.attribute, multiValued: false }, value, target.name, leniency);
  const positions = selectedPositions(target, elementsOf(document, target));
  if (positions.length === 0 && element !== undefined) throw noMatch(target);
  changeAt(document, target, positions, () => element);
}

/** Adds an element that is made of what a filter describes and of the changes to it. */
export function appendElement(
  document: ScimDocument,
  target: PatchTarget,
  described: JsonObject,
  changes: PartChanges,
): void {
  const element = withChanges(target, described, changes);
  storeElements(document, target, [...elementsOf(document, target), element], [element]);
}

/** An element with changes applied to it. Throws `mutability` for one that is there for good. */
export function withChanges(target: PatchTarget, element: JsonValue, changes: PartChanges): JsonObject {
  const { attribute } = target;
  let changed: JsonObject = isJsonObject(element) ? element : {};
  for (const [name, value] of changes) {
    const part = findAttribute(attribute.subAttributes, name);
    if (part) changed = withPart(changed, part, value, `${attribute.name}.${name}`);
  }
  return changed;
}

function withPart(
  element: JsonObject,
  part: Attribute,
  value: JsonValue | undefined,
  name: string,
): JsonObject {
  const { [part.name]: current, ...others } = element;
  if (part.mutability === 'immutable' && current !== undefined && !jsonEquals(current, value)) {
    throw ScimError.mutability(`\`${name}\` cannot be edited; remove the element and add another one`);
  }
  return value === undefined ? others : { ...others, [part.name]: value };
}

/** An element that only says what it would be used for holds nothing any more. */
function isEmptyElement(element: JsonObject): boolean {
  return Object.keys(element).every((name) => name === 'type' || name === 'primary');
}

export function ambiguousPart(name: string): ScimError {
  const [list = '', part = ''] = name.split('.');
  return ScimError.invalidPath(`\`${name}\` does not say which element is meant; `
    + `write for instance ${list}[type eq "work"].${part}`);
}

export function noMatch({ name }: PatchTarget): ScimError {
  return ScimError.noTarget(`The filter on \`${name}\` matches no element`);
}
