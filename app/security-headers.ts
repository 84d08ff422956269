import { hasSecureOrigin } from '@/lib/sign-in/session-cookie';

/** What every answer to a browser says about itself. */
export function setSecurityHeaders(headers: Headers, contentSecurityPolicy: string): void {
  headers.set('Content-Security-Policy', contentSecurityPolicy);
  headers.set('X-Content-Type-Options', 'nosniff');
  headers.set('X-Frame-Options', 'DENY');
  // A path may hold a one-time link or a person's id, so no other site is told where a visitor came from.
  headers.set('Referrer-Policy', 'same-origin');
  headers.set('Cross-Origin-Opener-Policy', 'same-origin');
  headers.set('Cross-Origin-Resource-Policy', 'same-origin');
  headers.set('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()');
  if (hasSecureOrigin()) headers.set('Strict-Transport-Security', 'max-age=63072000; includeSubDomains');
}
