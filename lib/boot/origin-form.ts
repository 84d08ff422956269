const SCHEME_AND_AUTHORITY = /^https?:\/\/[^/?#]*/i;

/**
 * A request target as a path with its query. A client may send the whole address instead (RFC 9112 §3.2.2); the
 * host in it decides nothing here. Slashes before the path are one: some clients join an origin that ends with
 * one and a path that begins with one.
 */
export function originForm(target: string): string {
  const path = target.replace(SCHEME_AND_AUTHORITY, '');
  return path.replace(/^\/*/, '/');
}
