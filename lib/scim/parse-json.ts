import { ScimError } from './error';
import type { JsonValue } from './json';
import { isStorable } from './storable-text';

/** Nesting of arrays and objects; the deepest SCIM message needs six levels. */
const deepest = 20;

/** Elements of one array, and members of one object. */
const mostElements = 5_000;

/** Code units of one text: photos and certificates are the longest attributes. */
const longestText = 64 * 1024;

/** Keys that reach an object's prototype where a program assigns them. */
const refusedKeys = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Parses a request body within limits, so that nothing after it meets an input that is deep, long or
 * dangerous to assign. A repeated key is tolerated; the last one counts. Throws
 * `invalidSyntax`, `invalidValue` or 413.
 */
export function parseJson(text: string): JsonValue {
  refuseDepth(text);
  let value: JsonValue;
  try {
    value = JSON.parse(text) as JsonValue;
  } catch (error) {
    throw notJson(text, error);
  }
  refuseContent(value);
  return value;
}

/** The engine's own message quotes the body, which may hold a password; only the position is passed on. */
function notJson(text: string, error: unknown): ScimError {
  if (text.trim() === '') return ScimError.invalidSyntax('The body is empty; send JSON');
  const position = error instanceof Error ? /at position \d+/.exec(error.message)?.[0] : undefined;
  return ScimError.invalidSyntax(`The body is not valid JSON${position ? ` ${position}` : ''}`);
}

/** Counts brackets before parsing, because the parser itself is recursive. */
function refuseDepth(text: string): void {
  let depth = 0;
  let inText = false;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (inText) {
      if (character === '\\') index++;
      else if (character === '"') inText = false;
    } else if (character === '"') inText = true;
    else if (character === '[' || character === '{') depth++;
    else if (character === ']' || character === '}') depth--;
    if (depth > deepest) throw ScimError.invalidSyntax(`The body is nested deeper than ${deepest} levels`);
  }
}

function refuseContent(value: JsonValue): void {
  if (typeof value === 'string') {
    refuseUnstorable(value);
    if (value.length > longestText) {
      throw ScimError.tooLarge(`A text of the body is longer than ${longestText} characters`);
    }
  } else if (Array.isArray(value)) {
    refuseCount(value.length, 'An array');
    value.forEach(refuseContent);
  } else if (value !== null && typeof value === 'object') {
    const members = Object.entries(value);
    refuseCount(members.length, 'An object');
    for (const [key, member] of members) {
      if (refusedKeys.has(key)) throw ScimError.invalidSyntax(`The key "${key}" is not allowed in a body`);
      refuseUnstorable(key);
      refuseContent(member);
    }
  }
}

/** Bodies end up in the activity log too, whatever is stored of them. */
function refuseUnstorable(text: string): void {
  if (!isStorable(text)) {
    throw ScimError.invalidValue('A text of the body holds a NUL character or half a surrogate pair');
  }
}

function refuseCount(count: number, what: string): void {
  if (count > mostElements) {
    throw ScimError.tooLarge(`${what} of the body has ${count} entries; the limit is ${mostElements}`);
  }
}
