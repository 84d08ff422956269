import type { IncomingMessage, ServerResponse } from 'node:http';
import { clientAddress } from '@/lib/shared/client-address';
import { discardBody } from '@/lib/scim-http/discard-body';
import { handleScim } from '@/lib/scim-http/handle-scim';
import { pathWithinMount } from '@/lib/scim-http/mount';
import type { ScimRequest } from '@/lib/scim-http/scim-message';
import { env } from '@/lib/shared/env';

/** Serves a request of node:http whose path begins with /scim. */
export async function serveScim(req: IncomingMessage, res: ServerResponse): Promise<void> {
  const { status, headers, body } = await handleScim(toScimRequest(req));
  // What is left of a body that was too large is not worth reading: the connection ends with the answer.
  if (status === 413) res.shouldKeepAlive = false;
  const bytes = Buffer.from(body ?? '');
  res.writeHead(status, body === null ? headers : { ...headers, 'Content-Length': bytes.byteLength });
  if (status !== 413) return void res.end(bytes);
  res.write(bytes);
  await discardBody(req);
  res.end();
}

function toScimRequest(req: IncomingMessage): ScimRequest {
  const [pathname = '', ...query] = (req.url ?? '').split('?');
  const headers: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(req.headers)) {
    headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  const peer = req.socket.remoteAddress ?? '';
  return {
    method: req.method ?? 'GET',
    path: pathWithinMount(pathname),
    query: query.join('?'),
    headers,
    // Leaving the loop over a body must not close the connection that the answer goes through.
    body: req.iterator({ destroyOnReturn: false }),
    clientAddress: clientAddress(peer, headers['x-forwarded-for'], env().ROLLCALL_TRUSTED_PROXIES),
  };
}
