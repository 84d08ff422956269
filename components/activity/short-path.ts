/** "/Users/0192…" of "/scim/v2/acme/Users/0192…?count=1": what tells requests of one endpoint apart. */
export function shortPath(path: string): string {
  const [withoutQuery = ''] = path.split('?');
  return withoutQuery.replace(/^\/scim\/v2(?=\/|$)/, '').replace(/^\/[a-z0-9-]+(?=\/[A-Z])/, '') || '/';
}
