import { z } from 'zod';
import { ScimError } from './error';
import { isJsonObject, type JsonValue } from './json';
import { parseListQuery, type ListQuery } from './list';
import { lowerCaseKeys } from './lower-case-keys';
import type { ConformanceMode } from './mode';
import { searchRequestUrn } from './urns';

const text = z.string().nullish();
const integer = z.union([z.number(), z.string()]).nullish();
const names = z.union([z.array(z.string()), z.string()]).nullish();

/** The parameters by their names in lower case, and what each has to be. */
const parameters = {
  filter: { name: 'filter', schema: text, is: 'a text' },
  sortby: { name: 'sortBy', schema: text, is: 'a text' },
  sortorder: { name: 'sortOrder', schema: text, is: 'a text' },
  startindex: { name: 'startIndex', schema: integer, is: 'an integer' },
  count: { name: 'count', schema: integer, is: 'an integer' },
  cursor: { name: 'cursor', schema: text, is: 'a text' },
  attributes: { name: 'attributes', schema: names, is: 'a list of attribute names' },
  excludedattributes: { name: 'excludedAttributes', schema: names, is: 'a list of attribute names' },
} as const;

/**
 * Reads a SearchRequest message (RFC 7644 §3.4.3): the parameters of GET in a body, with lists of names as
 * arrays or as comma-separated texts. Keys are read in any case; `schemas` may be missing but in strict mode.
 * Throws `invalidSyntax` for another message, and for values what `parseListQuery` throws.
 */
export function parseSearchRequest(body: JsonValue, mode: ConformanceMode): ListQuery {
  const message = lowerCaseKeys(body);
  if (!isJsonObject(message)) throw ScimError.invalidSyntax('The body must be a SearchRequest message');
  refuseOtherMessages(message.schemas, mode);
  const query = new URLSearchParams();
  for (const [key, { name, schema, is }] of Object.entries(parameters)) {
    const value = schema.safeParse(message[key]);
    if (!value.success) throw ScimError.invalidValue(`\`${name}\` must be ${is}`);
    if (value.data !== undefined && value.data !== null) query.set(name, String(value.data));
  }
  return parseListQuery(query);
}

function refuseOtherMessages(schemas: JsonValue | undefined, mode: ConformanceMode): void {
  const urns = Array.isArray(schemas) ? schemas.map((urn) => (typeof urn === 'string' ? urn.toLowerCase() : '')) : [];
  const named = urns.includes(searchRequestUrn.toLowerCase());
  const unsaid = schemas === undefined || schemas === null || (Array.isArray(schemas) && schemas.length === 0);
  if (named || (unsaid && mode === 'compatible')) return;
  throw ScimError.invalidSyntax(`\`schemas\` must name ${searchRequestUrn}`);
}
