/** Pages that would lead someone who has just signed in back to where they came from, or nowhere. */
const noDestination = /^\/(?:$|api\/|sso\/|sign-in(?:\/|$)|setup(?:\/|$)|no-access$)/;

const MAX_LENGTH = 2_000;

/** Where a visit without a destination ends. */
export const defaultReturnPath = '/settings';

/**
 * The page to open after signing in. Only a path on this site is followed, because a link such as
 * "/sign-in?callbackUrl=https://evil.test" would otherwise lend our name to another site's sign-in page.
 */
export function returnPath(wanted: string | string[] | null | undefined): string {
  if (typeof wanted !== 'string' || !wanted.startsWith('/')) return defaultReturnPath;
  if (wanted.length > MAX_LENGTH) return defaultReturnPath;
  // The browser's own parser decides what leaves the site: it takes "/\evil.test" and "/<tab>/evil.test" for
  // hosts.
  const here = 'http://rollcall.invalid';
  if (!URL.canParse(wanted, here)) return defaultReturnPath;
  const { origin, pathname, search, hash } = new URL(wanted, here);
  if (origin !== here || pathname.startsWith('//') || noDestination.test(pathname)) return defaultReturnPath;
  return `${pathname}${search}${hash}`;
}
