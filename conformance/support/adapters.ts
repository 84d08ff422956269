import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as route from '@/app/scim/[[...path]]/route';
import { clientOf, requestInit, toClientResponse } from '@/conformance/support/client';
import type { Send } from '@/conformance/support/client';
import { serveScim } from '@/lib/scim-http/node-adapter';

export interface Adapter {
  send: Send;
  close: () => Promise<void>;
}

/** Both ways in: the server's own dispatch, and Next's route handler. */
export const adapters: [name: string, open: () => Promise<Adapter>][] = [
  ['node:http', openNodeAdapter],
  ['the Next route', openRouteAdapter],
];

async function openNodeAdapter(): Promise<Adapter> {
  const server = createServer((request, response) => void serveScim(request, response));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    send: clientOf(`${origin}/scim/v2`),
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

async function openRouteAdapter(): Promise<Adapter> {
  const handlers = route as unknown as Record<string, (request: Request) => Promise<Response>>;
  return {
    async send(request) {
      const handler = handlers[request.method];
      if (!handler) throw new Error(`The route has no handler for ${request.method}.`);
      const sent = new Request(`http://127.0.0.1/scim/v2${request.path}`, requestInit(request));
      return toClientResponse(await handler(sent));
    },
    close: async () => {},
  };
}
