import { ScimError } from './error';
import { inspectJson, type JsonLimits } from './inspect-json';
import type { JsonValue } from './json';

/**
 * Parses a request body within limits, so that nothing after it meets an input that is deep, long, ambiguous
 * or dangerous to assign. Throws `invalidSyntax`, `invalidValue` or 413.
 */
export function parseJson(text: string, limits: JsonLimits): JsonValue {
  inspectJson(text, limits);
  try {
    return JSON.parse(text) as JsonValue;
  } catch (error) {
    throw notJson(text, error);
  }
}

/** The engine's own message quotes the body, which may hold a password; only the position is passed on. */
function notJson(text: string, error: unknown): ScimError {
  if (text.trim() === '') return ScimError.invalidSyntax('The body is empty; send JSON');
  const position = error instanceof Error ? /at position \d+/.exec(error.message)?.[0] : undefined;
  return ScimError.invalidSyntax(`The body is not valid JSON${position ? ` ${position}` : ''}`);
}
