import { ScimError } from './error';
import { isStorable } from './storable-text';

/** What a body may hold; sizes that depend on the endpoint. */
export interface JsonLimits {
  /** Elements of one array, and members of one object. */
  elements: number;
}

/** Nesting of arrays and objects; the deepest SCIM message needs six levels. */
export const deepest = 20;

/** Code units of one text: photos and certificates are the longest attributes. */
export const longestText = 64 * 1024;

/** Keys that reach an object's prototype where a program assigns them. */
const refusedKeys = new Set(['__proto__', 'constructor', 'prototype']);

/** Numbers of up to this many characters are kept exactly: 1e99 is the largest of them that is not. */
const alwaysKept = 3;

/** A decimal whose digits are all zero. */
const zero = /^-?[0.]+(?:[eE].*)?$/;

const code = (character: string) => character.charCodeAt(0);
const quote = code('"');
const comma = code(',');
const minus = code('-');
const openObject = code('{');
const closeObject = code('}');
const openArray = code('[');
const closeArray = code(']');

/** One array or object that is open where the scan is. Frames are used again: bodies have many objects. */
interface Frame {
  isObject: boolean;
  commas: number;
  /** In the case in which attribute names are compared. */
  readonly keys: Set<string>;
}

/**
 * Looks through the text of a body, once and without recursion, for what must not reach a program that has
 * parsed it: nesting without end, keys that reach a prototype, one key twice, numbers that the parser would
 * silently change, texts no column can hold. It decides nothing about whether the text is JSON. Throws
 * `invalidSyntax`, `invalidValue` or 413.
 * @param text decoded from UTF-8, so that only an escape such as \ud800 can make half a surrogate pair
 */
export function inspectJson(text: string, limits: JsonLimits): void {
  // As `includes`, this search would be moved into the loop by the engine's optimiser, at quadratic cost.
  const namesCharacters = /\\u/.test(text);
  const frames: Frame[] = [];
  let depth = 0;
  let isKey = false;
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (character === quote) {
      const end = closingQuote(text, at + 1);
      const frame = frames[depth - 1];
      if (isKey && frame) takeKey(frame, text.slice(at + 1, end));
      else if (namesCharacters || end - at > longestText) inspectText(text.slice(at + 1, end));
      isKey = false;
      at = end;
    } else if (character === comma) {
      const frame = frames[depth - 1];
      isKey = frame?.isObject ?? false;
      if (frame) takeComma(frame, limits);
    } else if (character === openObject || character === openArray) {
      isKey = character === openObject;
      if (++depth > deepest) throw tooDeep();
      open(frames, depth - 1, isKey);
    } else if (character === closeObject || character === closeArray) {
      isKey = false;
      if (depth > 0) depth--;
    } else if (character === minus || isDigit(character)) {
      at = inspectNumber(text, at) - 1;
    }
  }
}

/** The place of the next quote that no backslash escapes, or the end of a text that has none. */
function closingQuote(text: string, start: number): number {
  let end = text.indexOf('"', start);
  while (end >= 0 && isEscaped(text, start, end)) end = text.indexOf('"', end + 1);
  return end < 0 ? text.length : end;
}

function isEscaped(text: string, start: number, at: number): boolean {
  let first = at;
  while (first > start && text[first - 1] === '\\') first--;
  return (at - first) % 2 === 1;
}

function open(frames: Frame[], index: number, isObject: boolean): void {
  const frame = frames[index];
  if (!frame) {
    frames.push({ isObject, commas: 0, keys: new Set() });
    return;
  }
  frame.isObject = isObject;
  frame.commas = 0;
  if (frame.keys.size > 0) frame.keys.clear();
}

/** Attribute names ignore case (RFC 7643 §2.1), so two that differ only in it are one name twice. */
function takeKey({ keys }: Frame, written: string): void {
  const key = unescaped(written);
  refuseUnstorable(key);
  if (refusedKeys.has(key)) throw ScimError.invalidSyntax(`The key "${key}" is not allowed in a body`);
  const name = comparable(key);
  if (keys.has(name)) throw repeated(key);
  keys.add(name);
}

/** A key that is a path with a filter may name two values that differ only in case. */
function comparable(key: string): string {
  return key.includes('[') ? key : key.toLowerCase();
}

function repeated(key: string): ScimError {
  const shown = key.length > 100 ? `${key.slice(0, 100)}…` : key;
  return ScimError.invalidSyntax(
    `The key ${JSON.stringify(shown)} stands twice in one object; names ignore case, so send it once`,
  );
}

function takeComma(frame: Frame, { elements }: JsonLimits): void {
  if (++frame.commas < elements) return;
  const what = frame.isObject ? 'An object' : 'An array';
  throw ScimError.tooLarge(`${what} of the body has more than ${elements} entries; send them in parts`);
}

function inspectText(written: string): void {
  const text = unescaped(written);
  refuseUnstorable(text);
  if (text.length > longestText) {
    throw ScimError.tooLarge(`A text of the body is longer than ${longestText} characters`);
  }
}

/** What stands between two quotes, as the parser will read it; what it will refuse is its own to refuse. */
function unescaped(written: string): string {
  if (!written.includes('\\')) return written;
  try {
    return JSON.parse(`"${written}"`) as string;
  } catch {
    return written;
  }
}

/** Bodies end up in the activity log too, whatever is stored of them. */
function refuseUnstorable(text: string): void {
  if (!isStorable(text)) {
    throw ScimError.invalidValue('A text of the body holds a NUL character or half a surrogate pair');
  }
}

function isDigit(character: number): boolean {
  return character >= 0x30 && character <= 0x39;
}

/**
 * Takes a number to its end. The parser makes Infinity of 1e999, 0 of 1e-999, and 9007199254740992 of the
 * integer after it.
 * @returns the place after the number
 */
function inspectNumber(text: string, start: number): number {
  let end = start + 1;
  while (isDigit(text.charCodeAt(end)) || (end < text.length && '.eE+-'.includes(text.charAt(end)))) end++;
  if (end - start <= alwaysKept) return end;
  const written = text.slice(start, end);
  const number = Number(written);
  const isLost = Math.abs(number) > Number.MAX_SAFE_INTEGER || (number === 0 && !zero.test(written));
  if (!isLost) return end;
  const shown = written.length > 40 ? `${written.slice(0, 40)}…` : written;
  throw ScimError.invalidValue(`The number ${shown} cannot be kept exactly; write it as text, in quotes`);
}

function tooDeep(): ScimError {
  return ScimError.invalidSyntax(`The body is nested deeper than ${deepest} levels`);
}
