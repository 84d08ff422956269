import { clientAddress } from '@/lib/shared/client-address';
import { handleScim } from '@/lib/scim-http/handle-scim';
import { pathWithinMount } from '@/lib/scim-http/mount';
import { env } from '@/lib/shared/env';

/**
 * Serves a Request of the web platform, whose connection is not known: only a trusted proxy can tell the
 * client.
 */
export async function serveScimRequest(request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const headers = Object.fromEntries(request.headers);
  const {
    status,
    headers: answered,
    body,
  } = await handleScim({
    method: request.method,
    path: pathWithinMount(pathname),
    query: search.slice(1),
    headers,
    body: request.body,
    clientAddress: clientAddress('unknown', headers['x-forwarded-for'], env().ROLLCALL_TRUSTED_PROXIES),
  });
  return new Response(body, { status, headers: answered });
}
