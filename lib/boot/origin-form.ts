const SCHEME_AND_AUTHORITY = /^https?:\/\/[^/?#]*/i;

/**
 * A request target as a path with its query. A client may send the whole address instead (RFC 9112 §3.2.2); the
 * host in it decides nothing here.
 */
export function originForm(target: string): string {
  const path = target.replace(SCHEME_AND_AUTHORITY, '');
  return path.startsWith('/') ? path : `/${path}`;
}
