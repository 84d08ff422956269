import { ScimError } from '../error';
import { isStorable } from '../storable-text';

/** `position` counts characters from 1, as the details of errors do. */
export type Token =
  | { readonly kind: 'word' | 'quoted'; readonly text: string; readonly position: number }
  | { readonly kind: '(' | ')' | '[' | ']' | 'end'; readonly text: string; readonly position: number };

export const longestFilter = 4 * 1024;

const punctuation = '()[]';
const space = ' \t\r\n';

/**
 * Splits a filter or path into words, quoted texts and brackets. A word is a maximal run without space,
 * bracket or quote: an attribute path, an operator, a number, or a value that was left unquoted. Which of
 * them it is, the parser knows. Throws `invalidFilter`.
 */
export function tokenize(text: string): Token[] {
  if (text.length > longestFilter) {
    throw ScimError.invalidFilter(`The filter has ${text.length} characters; it is read up to position `
      + `${longestFilter}`);
  }
  const tokens: Token[] = [];
  let index = 0;
  while (index < text.length) {
    const character = text.charAt(index);
    if (space.includes(character)) {
      index++;
      continue;
    }
    const token = isPunctuation(character)
      ? { kind: character, text: character, position: index + 1 }
      : character === '"' ? readQuoted(text, index) : readWord(text, index);
    tokens.push(token);
    index = token.kind === 'quoted' ? endOfQuoted(text, index) : index + token.text.length;
  }
  tokens.push({ kind: 'end', text: '', position: text.length + 1 });
  return tokens;
}

function isPunctuation(character: string): character is '(' | ')' | '[' | ']' {
  return punctuation.includes(character);
}

function readWord(text: string, start: number): Token {
  let end = start;
  while (end < text.length && !(space + punctuation + '"').includes(text.charAt(end))) end++;
  const word = text.slice(start, end);
  refuseControls(word, start);
  refuseUnstorable(word, start);
  return { kind: 'word', text: word, position: start + 1 };
}

/** A JSON string (RFC 7159 §7), escapes and all; raw control characters are refused with it. */
function readQuoted(text: string, start: number): Token {
  const end = endOfQuoted(text, start);
  let value: unknown;
  try {
    value = JSON.parse(text.slice(start, end));
  } catch {
    throw ScimError.invalidFilter(`The text at position ${start + 1} is not a JSON string`);
  }
  refuseUnstorable(value as string, start);
  return { kind: 'quoted', text: value as string, position: start + 1 };
}

function endOfQuoted(text: string, start: number): number {
  let index = start + 1;
  while (index < text.length && text[index] !== '"') index += text[index] === '\\' ? 2 : 1;
  if (index >= text.length) {
    throw ScimError.invalidFilter(`The text that begins at position ${start + 1} has no closing quote`);
  }
  return index + 1;
}

/** Outside quotes, a control character is a mistake in the making of the filter, never part of a value. */
function refuseControls(word: string, start: number): void {
  const index = word.search(/\p{Cc}/u);
  if (index < 0) return;
  throw ScimError.invalidFilter(`There is a control character at position ${start + index + 1}`);
}

function refuseUnstorable(value: string, start: number): void {
  if (!isStorable(value)) {
    throw ScimError.invalidFilter(`The text at position ${start + 1} holds a character that no value has`);
  }
}
