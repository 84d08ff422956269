import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as route from '@/app/scim/v2/[[...path]]/route';
import { serveScim } from '@/lib/scim-http/node-adapter';
import type { JsonObject } from '@/lib/scim/json';

/** A response as a client sees it. */
export interface ClientResponse {
  status: number;
  headers: Headers;
  text: string;
  /** Undefined when there is no body. */
  json: JsonObject | undefined;
}

export interface ClientRequest {
  method: string;
  /** What follows "/scim/v2", with its query. */
  path: string;
  headers?: Record<string, string>;
  /** Sent as it is when it is a text, else as JSON. */
  body?: unknown;
}

export type Send = (request: ClientRequest) => Promise<ClientResponse>;

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
    send: async (request) => toClientResponse(await fetch(`${origin}/scim/v2${request.path}`, init(request))),
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
      const sent = new Request(`http://127.0.0.1/scim/v2${request.path}`, init(request));
      return toClientResponse(await handler(sent));
    },
    close: async () => {},
  };
}

function init({ method, headers, body }: ClientRequest): RequestInit {
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  const sent = new Headers(headers);
  if (text !== undefined && !sent.has('Content-Type')) sent.set('Content-Type', 'application/scim+json');
  return { method, headers: sent, body: text };
}

async function toClientResponse(response: Response): Promise<ClientResponse> {
  const text = await response.text();
  const json = text === '' ? undefined : (JSON.parse(text) as JsonObject);
  return { status: response.status, headers: response.headers, text, json };
}

/** A client that authenticates every request with `token`. */
export function withToken(send: Send, token: string): Send {
  return (request) => send({ ...request, headers: { Authorization: `Bearer ${token}`, ...request.headers } });
}
