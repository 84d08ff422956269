import { ScimError } from '../error';
import { isJsonObject, type JsonObject, type JsonValue } from '../json';
import type { ScimDocument } from '../resource';
import { isStorable } from '../storable-text';
import { findAttribute, type Attribute, type Schema } from './attribute';
import { commonAttributes } from './common';
import type { ResourceType } from './registry';

/** The longest text an attribute takes, unless the schema says otherwise, in UTF-16 code units. */
export const longestText = 8 * 1024;

/** The most elements a multi-valued attribute takes, unless the schema says otherwise. */
export const mostElements = 5_000;

/**
 * The longest texts of a document together: as much as one message can hold, so that many of them cannot make
 * a resource that is too large to be read.
 */
const mostText = 1024 * 1024;

/**
 * Checks a canonical document against its schemas: required attributes, sizes, storable texts, and at
 * most one primary element in a list (RFC 7643 §2.4). Throws `invalidValue` naming the attribute.
 */
export function validate(type: ResourceType, document: ScimDocument): void {
  let length = validateObject([...commonAttributes, ...type.schema.attributes], document, '');
  for (const extension of type.extensions) {
    const value = document[extension.id];
    if (isJsonObject(value)) length += validateExtension(extension, value);
  }
  if (length > mostText) {
    throw ScimError.invalidValue(`The texts of the ${type.name} have ${length} characters together; at most `
      + `${mostText} are stored`);
  }
}

function validateExtension({ id, attributes }: Schema, value: JsonObject): number {
  return validateObject(attributes, value, `${id}:`);
}

/** Like the functions below, it answers how many characters the texts have. */
function validateObject(attributes: readonly Attribute[], object: JsonObject, prefix: string): number {
  let length = 0;
  for (const attribute of attributes) {
    const value = object[attribute.name];
    const path = `${prefix}${attribute.name}`;
    if (attribute.required && attribute.mutability !== 'readOnly' && isBlank(value)) {
      throw ScimError.invalidValue(`\`${path}\` is required`);
    }
    if (value !== undefined) length += validateValue(attribute, value, path);
  }
  return length;
}

function validateValue(attribute: Attribute, value: JsonValue, path: string): number {
  if (Array.isArray(value)) return validateElements(attribute, value, path);
  if (isJsonObject(value)) return validateObject(attribute.subAttributes ?? [], value, `${path}.`);
  if (typeof value !== 'string') return 0;
  const longest = attribute.maxLength ?? longestText;
  if (value.length > longest) {
    throw ScimError.invalidValue(`\`${path}\` has ${value.length} characters; at most ${longest} are stored`);
  }
  if (!isStorable(value)) {
    throw ScimError.invalidValue(`\`${path}\` holds a NUL character or half a surrogate pair`);
  }
  return value.length;
}

/** A list without a limit, as the members of a group are, is not kept in the document and does not count. */
function validateElements(attribute: Attribute, elements: JsonValue[], path: string): number {
  const most = attribute.maxElements ?? mostElements;
  if (elements.length > most) {
    throw ScimError.invalidValue(`\`${path}\` has ${elements.length} elements; at most ${most} are stored`);
  }
  const element = { ...attribute, multiValued: false };
  const length = elements.reduce<number>((sum, value) => sum + validateValue(element, value, path), 0);
  if (findAttribute(attribute.subAttributes, 'primary')) refuseSecondPrimary(elements, path);
  return most === Infinity ? 0 : length;
}

function refuseSecondPrimary(elements: readonly JsonValue[], path: string): void {
  const primaries = elements.filter((value) => isJsonObject(value) && value.primary === true);
  if (primaries.length > 1) {
    throw ScimError.invalidValue(`\`${path}\` has ${primaries.length} primary elements; at most one may be`);
  }
}

function isBlank(value: JsonValue | undefined): boolean {
  return value === undefined || (typeof value === 'string' && value.trim() === '');
}
