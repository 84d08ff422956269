import { ScimError } from '@/lib/scim/error';

/** Parameters that mean something here; others are ignored, as identity providers send some of their own. */
const known = [
  'filter', 'sortBy', 'sortOrder', 'startIndex', 'count', 'cursor', 'attributes', 'excludedAttributes',
];

/**
 * Reads a query string. A stray "%" is taken as it stands, as browsers do.
 * @param query without "?"
 * @throws ScimError 400 for what would silently be read as something else: bytes that are not UTF-8, NUL, and
 *   one parameter with two values
 */
export function readQuery(query: string): URLSearchParams {
  if (query.includes('%')) refuseBytes(query);
  const parameters = new URLSearchParams(query);
  const repeated = known.find((name) => new Set(parameters.getAll(name)).size > 1);
  if (repeated) throw ScimError.invalidValue(`The parameter ${repeated} stands twice with different values`);
  return parameters;
}

function refuseBytes(query: string): void {
  if (query.includes('%00')) throw ScimError.invalidValue('The query holds a NUL character (%00)');
  try {
    decodeURIComponent(query.replace(/%(?![0-9a-f]{2})/gi, '%25'));
  } catch {
    throw ScimError.invalidValue('The query is not UTF-8 in percent-encoding');
  }
}
