const MOUNT = '/scim/v2';

/**
 * What follows "/scim/v2" in a URL's path; without its leading slash when the path is not under it. Slashes
 * too many are forgiven, because admins paste base URLs with and without one at the end.
 */
export function pathWithinMount(pathname: string): string {
  const path = pathname.replace(/\/+/g, '/');
  const rest = path.slice(MOUNT.length);
  const isWithin = path.startsWith(MOUNT) && (rest === '' || rest.startsWith('/'));
  return isWithin ? rest : path.replace(/^\//, '');
}

/** The path of the URL again. */
export function fullPath(path: string): string {
  return isMounted(path) ? `${MOUNT}${path}` : `/${path}`;
}

export function isMounted(path: string): boolean {
  return path === '' || path.startsWith('/');
}
