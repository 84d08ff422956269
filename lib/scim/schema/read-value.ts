import { foldCase } from '@/lib/shared/fold-case';
import { booleanFromText, idFromReference, isRoleLike, roleFromJsonText } from '../dialect';
import { ScimError } from '../error';
import { isJsonObject, type JsonObject, type JsonValue } from '../json';
import type { Leniency } from '../leniency';
import { findAttribute, valueOf, type Attribute } from './attribute';
import { mergeDuplicates } from './elements';
import { parseInstant } from './instant';

/**
 * Reads what a client sent for an attribute: checks its type, repairs what `leniency` allows and drops
 * readOnly parts. Undefined means "unassign" (RFC 7643 §2.5: null and an empty list are unassigned).
 * `path` is the attribute's name in notes and errors. Throws `invalidValue`.
 */
export function readValue(
  attribute: Attribute,
  sent: JsonValue,
  path: string,
  leniency: Leniency,
): JsonValue | undefined {
  if (attribute.multiValued) return readElements(attribute, sent, path, leniency);
  const value = unwrapped(sent, path, leniency);
  const read = readSingle(attribute, value, path, leniency);
  if (read === undefined && attribute.defaultValue !== undefined) {
    throw ScimError.invalidValue(`\`${path}\` must be true or false; it cannot be unassigned`);
  }
  return read;
}

/**
 * Reads what was sent for a complex attribute, or for one element of it, part by part, so that a merge can
 * tell a part that was unassigned from one that was not named. Undefined means "unassign the whole".
 */
export function readParts(
  attribute: Attribute,
  sent: JsonValue,
  path: string,
  leniency: Leniency,
): Map<string, JsonValue | undefined> | undefined {
  const single = unwrapped(sent, path, leniency);
  if (single === null || isEmptied(single, path, leniency)) return undefined;
  const parts = new Map<string, JsonValue | undefined>();
  for (const [key, value] of Object.entries(asObject(attribute, single, path, leniency))) {
    const subAttribute = findPart(attribute, key, path, leniency);
    if (!subAttribute) leniency.ignore(`${path}.${key}`);
    else if (subAttribute.mutability !== 'readOnly') {
      parts.set(subAttribute.name, readValue(subAttribute, value, `${path}.${subAttribute.name}`, leniency));
    }
  }
  return parts;
}

/** The elements sent for a multi-valued attribute, without repetitions. */
function readElements(
  attribute: Attribute,
  sent: JsonValue,
  path: string,
  leniency: Leniency,
): JsonValue[] | undefined {
  if (sent === null || isEmptied(sent, path, leniency)) return undefined;
  if (!Array.isArray(sent)) leniency.repair('singleForArray', path);
  const elements = (Array.isArray(sent) ? sent : [sent])
    .map((element) => readElement(attribute, element, path, leniency))
    .filter((element) => element !== undefined);
  return elements.length > 0 ? mergeDuplicates(attribute, elements) : undefined;
}

/**
 * An element of which nothing is left is none. One that lacks what every element needs is a mistake, which
 * must not end as a list that was cleared.
 */
function readElement(
  attribute: Attribute,
  sent: JsonValue,
  path: string,
  leniency: Leniency,
): JsonValue | undefined {
  const element = readSingle(attribute, sent, path, leniency);
  const needed = attribute.subAttributes?.find(({ required }) => required);
  if (element === undefined && sent !== null && needed) {
    throw ScimError.invalidValue(`Every element of \`${path}\` needs a \`${needed.name}\``);
  }
  return element;
}

function readSingle(
  attribute: Attribute,
  sent: JsonValue,
  path: string,
  leniency: Leniency,
): JsonValue | undefined {
  if (attribute.type !== 'complex') return readSimple(attribute, sent, path, leniency);
  const object: JsonObject = {};
  for (const [name, value] of readParts(attribute, sent, path, leniency) ?? []) {
    if (value !== undefined) object[name] = value;
  }
  return Object.keys(object).length > 0 ? object : undefined;
}

function isEmptied(sent: JsonValue, path: string, leniency: Leniency): boolean {
  if (sent === '') leniency.repair('emptyTextUnassigns', path);
  return sent === '';
}

function findPart(
  attribute: Attribute,
  key: string,
  path: string,
  leniency: Leniency,
): Attribute | undefined {
  const found = findAttribute(attribute.subAttributes, key);
  if (found || !isRoleLike(attribute) || foldCase(key) !== 'displayname') return found;
  leniency.repair('roleDisplayName', path);
  return findAttribute(attribute.subAttributes, 'display');
}

function asObject(attribute: Attribute, sent: JsonValue, path: string, leniency: Leniency): JsonObject {
  if (isJsonObject(sent)) return withValue(attribute, sent, path, leniency);
  if (valueOf(attribute) && (typeof sent === 'string' || typeof sent === 'number')) {
    leniency.repair('textForComplex', path);
    return withValue(attribute, { value: sent }, path, leniency);
  }
  throw ScimError.invalidValue(`\`${path}\` must be an object, not ${nameOf(sent)}`);
}

/** Repairs of the sub-attribute `value`: JSON in a text for roles, and references without it. */
function withValue(attribute: Attribute, sent: JsonObject, path: string, leniency: Leniency): JsonObject {
  const { value, $ref } = sent;
  if (isRoleLike(attribute) && typeof value === 'string') {
    const role = roleFromJsonText(value);
    if (!role) return sent;
    leniency.repair('roleAsJsonText', path);
    return { ...sent, ...role };
  }
  if (value === undefined && typeof $ref === 'string' && findAttribute(attribute.subAttributes, '$ref')) {
    const id = idFromReference($ref);
    if (!id) return sent;
    leniency.repair('valueFromReference', path);
    return { ...sent, value: id };
  }
  return sent;
}

function unwrapped(sent: JsonValue, path: string, leniency: Leniency): JsonValue {
  if (!Array.isArray(sent)) return sent;
  const [only = null, ...rest] = sent;
  if (rest.length > 0) throw ScimError.invalidValue(`\`${path}\` has one value; ${sent.length} were sent`);
  leniency.repair('arrayForSingle', path);
  return only;
}

function readSimple(
  attribute: Attribute,
  sent: JsonValue,
  path: string,
  leniency: Leniency,
): JsonValue | undefined {
  if (sent === null) return undefined;
  // To the RFC an empty text is a value, so strict mode keeps it where a text may stand.
  const mayBeEmpty = attribute.required || (leniency.strict && attribute.type === 'string');
  if (!mayBeEmpty && isEmptied(sent, path, leniency)) return undefined;
  switch (attribute.type) {
    case 'boolean':
      return readBoolean(sent, path, leniency);
    case 'integer':
    case 'decimal':
      return readNumber(attribute.type, sent, path, leniency);
    case 'dateTime':
      if (typeof sent === 'string' && parseInstant(sent) !== undefined) return sent;
      throw ScimError.invalidValue(`\`${path}\` must be a date and time such as 2026-01-31T12:00:00Z`);
    default:
      return readText(sent, path, leniency);
  }
}

function readBoolean(sent: JsonValue, path: string, leniency: Leniency): boolean {
  if (typeof sent === 'boolean') return sent;
  const meant = typeof sent === 'string' ? booleanFromText(sent) : undefined;
  if (meant === undefined) {
    throw ScimError.invalidValue(`\`${path}\` must be true or false, not ${nameOf(sent)}`);
  }
  leniency.repair('booleanAsText', path, sent as string);
  return meant;
}

const jsonNumber = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;

function readNumber(
  type: 'integer' | 'decimal',
  sent: JsonValue,
  path: string,
  leniency: Leniency,
): number {
  const isText = typeof sent === 'string' && jsonNumber.test(sent);
  const value = isText ? Number(sent) : sent;
  const fits = type === 'integer' ? Number.isInteger : Number.isFinite;
  if (typeof value !== 'number' || !fits(value)) {
    throw ScimError.invalidValue(`\`${path}\` must be a JSON number of type ${type}, not ${nameOf(sent)}`);
  }
  refuseInexact(value, path);
  if (isText) leniency.repair('textForNumber', path);
  return value;
}

/** Beyond 2^53 the JSON parser has already rounded what was sent; storing that would change it unseen. */
function refuseInexact(value: number, path: string): void {
  if (!Number.isInteger(value) || Number.isSafeInteger(value)) return;
  throw ScimError.invalidValue(`\`${path}\` is too large to be kept exactly as a JSON number`);
}

function readText(sent: JsonValue, path: string, leniency: Leniency): string {
  if (typeof sent === 'string') return sent;
  if (typeof sent !== 'number') {
    throw ScimError.invalidValue(`\`${path}\` must be a text, not ${nameOf(sent)}`);
  }
  refuseInexact(sent, path);
  leniency.repair('numberForText', path);
  return String(sent);
}

function nameOf(value: JsonValue): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value === 'string' ? 'text' : typeof value}`;
}
