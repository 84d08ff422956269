/**
 * The sign-in page for whoever comes back from an identity provider without being signed in: the page they wanted is
 * not forgotten, and a code is offered beside it.
 * @param path the page to open afterwards
 */
export function signInAgainPath(path: string): string {
  return `/sign-in?${new URLSearchParams({ callbackUrl: path, again: 'yes' })}`;
}
