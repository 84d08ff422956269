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
