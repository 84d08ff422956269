const MOUNT = '/scim/v2';

/** What follows "/scim/v2" in a URL's path; without its leading slash when the path is not under it. */
export function pathWithinMount(pathname: string): string {
  const rest = pathname.slice(MOUNT.length);
  const isWithin = pathname.startsWith(MOUNT) && (rest === '' || rest.startsWith('/'));
  return isWithin ? rest : pathname.replace(/^\//, '');
}

/** The path of the URL again. */
export function fullPath(path: string): string {
  return isMounted(path) ? `${MOUNT}${path}` : `/${path}`;
}

export function isMounted(path: string): boolean {
  return path === '' || path.startsWith('/');
}
