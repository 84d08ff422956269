import { publicOrigin } from '@/lib/shared/env';

/** True when people reach Rollcall over https, so that cookies can carry the __Host- prefix. */
export function hasSecureOrigin(): boolean {
  return publicOrigin().startsWith('https://');
}

/**
 * "__Host-rollcall-csrf" over https (the browser then refuses it for other hosts and paths), else
 * "rollcall-csrf".
 */
export function cookieName(part: string): string {
  return `${hasSecureOrigin() ? '__Host-' : ''}rollcall-${part}`;
}

/** The cookie that holds the session token. */
export function sessionCookieName(): string {
  return cookieName('session');
}

/**
 * The cookie that ties an answer of an identity provider to the browser that went there. Its secret's hash is kept
 * with the request and the ticket.
 */
export function browserCookieName(): string {
  return cookieName('sso');
}

/** The terms of every cookie. With the prefix __Host- a browser takes, and removes, a cookie only under these. */
export function cookieTerms() {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure: hasSecureOrigin() } as const;
}
