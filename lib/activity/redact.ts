import type { AttributeChange } from '@/lib/activity/identity-event';
import { storableText } from '@/lib/activity/storable-text';
import { isJsonObject } from '@/lib/scim/json';
import type { JsonObject, JsonValue } from '@/lib/scim/json';
import type { Attribute } from '@/lib/scim/schema/attribute';
import { resourceTypes } from '@/lib/scim/schema/registry';

export const REDACTED = '[redacted]';

/** Longer texts, lists and bodies are cut: an event is for reading, and is kept for weeks. */
const LONGEST_TEXT = 2_000;
const LONGEST_LIST = 100;
const LONGEST_BODY = 64 * 1024;

/** Bodies are shallower; JSON inside a text may be as deep as somebody likes. */
const DEEPEST = 40;

/**
 * Words that make a name a secret's, or a likeness's, wherever they stand in it and however it is spelled.
 */
const secretWords = [
  'password',
  'passwd',
  'passphrase',
  'passcode',
  'secret',
  'token',
  'authorization',
  'assertion',
  'cookie',
  'credential',
  'apikey',
  'privatekey',
  'photo',
  'certificate',
];

/** Attributes that are never shown, by their characteristics: write-only, never returned, or binary. */
const secretAttributes = resourceTypes
  .flatMap(({ schema, extensions }) => [schema, ...extensions])
  .flatMap(({ attributes }) => attributes.filter(isSecretAttribute))
  .map(({ name }) => lettersOf(name));

const secretNames = [...new Set([...secretWords, ...secretAttributes])];

/**
 * A name in running text with what begins its value behind it: `password=…`, `"client_secret": …`, a filter. It
 * is looked for from where a name begins, and from nowhere else within it: the time is that of reading the text
 * once, whatever a client makes the text of.
 */
const nameInText = /(?<![\w.-])([\w.-]+)["'\]]*\s*(?:[=:]|\b(?:eq|ne|co|sw|ew)\b)/gi;

const secretSpelled = new RegExp(secretNames.map((name) => [...name].join('[_-]?')).join('|'), 'i');

/** Our own tokens, and whatever follows the word Bearer, wherever somebody pasted them. */
const tokenInText = /\brc_[a-z]+_[0-9A-Za-z]{8,}|\bbearer\s+[\w.~+/=-]{8,}/gi;

/** Keys whose text says what the `value` beside it is: of a PATCH operation, or of a name and value pair. */
const namingKeys = ['path', 'name', 'key', 'attribute'];

/**
 * A body without its secrets, for the activity log. They are found by the schemas and by name: as keys,
 * dotted and URN-qualified ones too, in PATCH operations with and without a path, in bulk data, and in JSON
 * inside a text.
 */
export function redact(value: JsonValue): JsonValue {
  const redacted = redactAt(0, value);
  const text = JSON.stringify(redacted);
  if (text.length <= LONGEST_BODY) return redacted;
  return `${storableText(text.slice(0, LONGEST_BODY))}… [${text.length - LONGEST_BODY} more characters]`;
}

function redactAt(depth: number, value: JsonValue): JsonValue {
  if (depth > DEEPEST) return hide(value);
  if (typeof value === 'string') return redactText(value, depth);
  if (Array.isArray(value)) return redactList(value, depth);
  return isJsonObject(value) ? redactObject(value, depth) : value;
}

/** A change of an attribute without its secrets. */
export function redactChange({ attribute, before, after }: AttributeChange): AttributeChange {
  const shown = isSecretName(attribute) ? hide : redact;
  return { attribute, before: shown(before), after: shown(after) };
}

/** A query string without its secrets, decoded for reading. */
export function redactQuery(query: string): string {
  const parameters = [...new URLSearchParams(query)];
  return parameters
    .map(([name, value]) => `${name}=${isSecretName(name) ? REDACTED : redactText(value)}`)
    .join('&');
}

function redactObject(object: JsonObject, depth: number): JsonObject {
  const namesSecret = Object.entries(object).some(
    ([key, value]) =>
      namingKeys.includes(key.toLowerCase()) && typeof value === 'string' && isSecretName(value),
  );
  const entries = Object.entries(object);
  const shown = entries.slice(0, LONGEST_LIST).map(([key, value]): [string, JsonValue] => {
    const isSecret = isSecretName(key) || (namesSecret && key.toLowerCase() === 'value');
    return [storableText(key), isSecret ? hide(value) : redactAt(depth + 1, value)];
  });
  if (entries.length > LONGEST_LIST) shown.push(['…', `[${entries.length - LONGEST_LIST} more]`]);
  return Object.fromEntries(shown);
}

/** Whether there was a value is worth knowing; what it was is not. */
function hide(value: JsonValue): JsonValue {
  return value === null || typeof value === 'boolean' ? value : REDACTED;
}

function redactList(list: JsonValue[], depth: number): JsonValue[] {
  const shown = list.slice(0, LONGEST_LIST).map((element) => redactAt(depth + 1, element));
  return list.length > LONGEST_LIST ? [...shown, `[${list.length - LONGEST_LIST} more]`] : shown;
}

function redactText(text: string, depth = 0): string {
  const json = jsonIn(text);
  if (json !== undefined) return JSON.stringify(redactAt(depth + 1, json));
  if (namesSecretInText(text)) return REDACTED;
  const clean = storableText(text).replace(tokenInText, REDACTED);
  if (clean.length <= LONGEST_TEXT) return clean;
  return `${clean.slice(0, LONGEST_TEXT)}… [${clean.length - LONGEST_TEXT} more characters]`;
}

function namesSecretInText(text: string): boolean {
  for (const [, name = ''] of text.matchAll(nameInText)) if (secretSpelled.test(name)) return true;
  return false;
}

/** The object or array that a text is the JSON of. */
function jsonIn(text: string): JsonValue | undefined {
  if (!/^\s*["[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

/**
 * Spelling is ignored: client_secret, clientSecret and Client-Secret are one name, and so is x.clientSecret.
 */
function isSecretName(name: string): boolean {
  const letters = lettersOf(name);
  return secretNames.some((secret) => letters.includes(secret));
}

function lettersOf(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
}

function isSecretAttribute(attribute: Attribute): boolean {
  return (
    attribute.mutability === 'writeOnly' ||
    attribute.returned === 'never' ||
    attribute.type === 'binary' ||
    (attribute.subAttributes ?? []).some(isSecretAttribute)
  );
}
