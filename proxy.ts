import { NextResponse, type NextRequest } from 'next/server';
import { setSecurityHeaders } from '@/app/security-headers';
import { sessionCookieName } from '@/lib/sign-in/session-cookie';

/** Pages that anyone may open. */
const publicPage = /^\/(?:$|sign-in(?:\/|$)|setup(?:\/|$)|docs(?:\/|$))/;

/**
 * What a page may load and run. Scripts need the request's nonce; what they load in turn is trusted with
 * them. Development needs `eval`, with which React rebuilds the server's stack traces, and the styles of its
 * error overlay.
 */
function contentSecurityPolicy(nonce: string): string {
  const development = process.env.NODE_ENV === 'development';
  return [
    `default-src 'self'`,
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? ` 'unsafe-eval'` : ''}`,
    `style-src 'self' ${development ? `'unsafe-inline'` : `'nonce-${nonce}'`}`,
    `img-src 'self'`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `object-src 'none'`,
    `frame-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ].join('; ');
}

/** A session's cookie is split into numbered ones when it outgrows the size browsers take. */
function hasSessionCookie(request: NextRequest): boolean {
  const name = sessionCookieName();
  return request.cookies
    .getAll()
    .some((cookie) => cookie.name === name || cookie.name.startsWith(`${name}.`));
}

/** The sign-in page, which leads back to where the visitor wanted to go. */
function signIn(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl;
  const address = new URL('/sign-in', request.url);
  address.searchParams.set('callbackUrl', `${pathname}${search}`);
  return NextResponse.redirect(address);
}

function page(request: NextRequest, policy: string): NextResponse {
  const headers = new Headers(request.headers);
  // Next.js takes the nonce for its own scripts from the policy of the request.
  headers.set('Content-Security-Policy', policy);
  return NextResponse.next({ request: { headers } });
}

/**
 * Gives every page its security headers, and spares visitors without a session a page that would turn them
 * away. It decides nothing: pages and actions read the member themselves, and a forged cookie gets past here,
 * no further. Only reading is redirected, because a redirected action could not answer its caller.
 */
export function proxy(request: NextRequest): NextResponse {
  const policy = contentSecurityPolicy(
    Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64'),
  );
  const reading = request.method === 'GET' || request.method === 'HEAD';
  const open = publicPage.test(request.nextUrl.pathname) || !reading || hasSessionCookie(request);
  const response = open ? page(request, policy) : signIn(request);
  setSecurityHeaders(response.headers, policy);
  return response;
}

export const config = {
  // The addresses of single sign-on set their own headers: of what passes here, the body is kept in memory before
  // its size is known.
  matcher: [
    '/((?!(?:scim|api|healthz|readyz)(?:/|$)|sso/[^/]+/(?:start|callback|acs|metadata|signed-out)/?$|_next/|favicon.ico$|icon.svg$).*)',
  ],
};
