import { NextRequest } from 'next/server';
import * as acs from '@/app/sso/[tenant]/acs/route';
import * as callback from '@/app/sso/[tenant]/callback/route';
import * as start from '@/app/sso/[tenant]/start/route';
import { publicOrigin } from '@/lib/shared/env';
import { browserCookieName } from '@/lib/sign-in/session-cookie';
import { openRefusal } from '@/lib/sso/refusal-token';

interface Wanted {
  /** What the cookie of single sign-on holds; none when absent. */
  cookie?: string;
  headers?: Record<string, string>;
  body?: BodyInit;
}

type Handler = (request: NextRequest, context: { params: Promise<{ tenant: string }> }) => Promise<Response>;

/** Calls one of the addresses of single sign-on, as Next.js would. */
export function visit(handler: Handler, tenant: string, path: string, { cookie, headers, body }: Wanted = {}) {
  const request = new NextRequest(new URL(`/sso/${tenant}/${path}`, publicOrigin()), {
    method: body === undefined ? 'GET' : 'POST',
    body,
    headers: { ...headers, ...(cookie && { cookie: `${browserCookieName()}=${cookie}` }) },
  });
  return handler(request, { params: Promise.resolve({ tenant }) });
}

/** Begins a sign-in; `cookie` is what the browser holds from then on. */
export async function begin(tenant: string, query = '', cookie?: string): Promise<{ url: string; cookie: string }> {
  const response = await visit(start.GET, tenant, `start${query}`, { cookie });
  const set = response.headers.getSetCookie().find((line) => line.startsWith(`${browserCookieName()}=`));
  const value = /=([^;]*)/.exec(set ?? '')?.[1] ?? '';
  return { url: response.headers.get('location') ?? '', cookie: value };
}

/** Comes back from an OpenID provider. */
export function comeBack(tenant: string, url: URL, cookie?: string): Promise<Response> {
  return visit(callback.GET, tenant, `callback${url.search}`, { cookie });
}

/** Posts a SAML response, with no cookie, as from another site. */
export function post(tenant: string, samlResponse: string, relayState = ''): Promise<Response> {
  const body = new URLSearchParams({ SAMLResponse: samlResponse, RelayState: relayState });
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return visit(acs.POST, tenant, 'acs', { headers, body: body.toString() });
}

/** The code that a response leads to, or what it is instead. */
export function codeOf(response: Response): string {
  const location = new URL(response.headers.get('location') ?? '', publicOrigin());
  const refusal = openRefusal(location.searchParams.get('r') ?? '');
  return refusal?.code ?? `${response.status} ${location.pathname}`;
}

/** The ticket that a response hands over, and the page to open with it. */
export function ticketOf(response: Response): { ticket: string; to: string } {
  const location = new URL(response.headers.get('location') ?? '', publicOrigin());
  if (location.pathname !== '/sign-in/finish') throw new Error(`There is no ticket, but ${codeOf(response)}.`);
  return { ticket: location.hash.slice(1), to: location.searchParams.get('to') ?? '' };
}
