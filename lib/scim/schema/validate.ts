import { ScimError } from '../error';
import { isJsonObject, type JsonObject, type JsonValue } from '../json';
import type { ScimDocument } from '../resource';
import { isStorable } from '../storable-text';
import { findAttribute, type Attribute, type Schema } from './attribute';
import { commonAttributes } from './common';
import type { ResourceType } from './registry';

/** The longest text an attribute takes, unless the schema says otherwise, in UTF-16 code units. */
const longestText = 8 * 1024;

/** The most elements a multi-valued attribute takes, unless the schema says otherwise. */
const mostElements = 5_000;

/**
 * Checks a canonical document against its schemas: required attributes, sizes, storable texts, and at
 * most one primary element in a list (RFC 7643 §2.4). Throws `invalidValue` naming the attribute.
 */
export function validate(type: ResourceType, document: ScimDocument): void {
  validateObject([...commonAttributes, ...type.schema.attributes], document, '');
  for (const extension of type.extensions) {
    const value = document[extension.id];
    if (isJsonObject(value)) validateExtension(extension, value);
  }
}

function validateExtension({ id, attributes }: Schema, value: JsonObject): void {
  validateObject(attributes, value, `${id}:`);
}

function validateObject(attributes: readonly Attribute[], object: JsonObject, prefix: string): void {
  for (const attribute of attributes) {
    const value = object[attribute.name];
    const path = `${prefix}${attribute.name}`;
    if (attribute.required && attribute.mutability !== 'readOnly' && isBlank(value)) {
      throw ScimError.invalidValue(`\`${path}\` is required`);
    }
    if (value !== undefined) validateValue(attribute, value, path);
  }
}

function validateValue(attribute: Attribute, value: JsonValue, path: string): void {
  if (Array.isArray(value)) return validateElements(attribute, value, path);
  if (isJsonObject(value)) return validateObject(attribute.subAttributes ?? [], value, `${path}.`);
  if (typeof value !== 'string') return;
  const longest = attribute.maxLength ?? longestText;
  if (value.length > longest) {
    throw ScimError.invalidValue(`\`${path}\` has ${value.length} characters; at most ${longest} are stored`);
  }
  if (!isStorable(value)) {
    throw ScimError.invalidValue(`\`${path}\` holds a NUL character or half a surrogate pair`);
  }
}

function validateElements(attribute: Attribute, elements: JsonValue[], path: string): void {
  const most = attribute.maxElements ?? mostElements;
  if (elements.length > most) {
    throw ScimError.invalidValue(`\`${path}\` has ${elements.length} elements; at most ${most} are stored`);
  }
  const element = { ...attribute, multiValued: false };
  for (const value of elements) validateValue(element, value, path);
  if (!findAttribute(attribute.subAttributes, 'primary')) return;
  const primaries = elements.filter((value) => isJsonObject(value) && value.primary === true);
  if (primaries.length > 1) {
    throw ScimError.invalidValue(`\`${path}\` has ${primaries.length} primary elements; at most one may be`);
  }
}

function isBlank(value: JsonValue | undefined): boolean {
  return value === undefined || (typeof value === 'string' && value.trim() === '');
}
