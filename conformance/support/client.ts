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
  /** Sent as it is when it is a text or a stream, else as JSON. */
  body?: unknown;
}

export type Send = (request: ClientRequest) => Promise<ClientResponse>;

/** A client of the server whose SCIM base URL is `baseUrl`, without a slash at its end. */
export function clientOf(baseUrl: string): Send {
  return async (request) => toClientResponse(await fetch(`${baseUrl}${request.path}`, requestInit(request)));
}

/** A client that authenticates every request with `token`. */
export function withToken(send: Send, token: string): Send {
  return (request) => send({ ...request, headers: { Authorization: `Bearer ${token}`, ...request.headers } });
}

export function requestInit({ method, headers, body }: ClientRequest): RequestInit {
  const sent = new Headers(headers);
  if (body instanceof ReadableStream) return { method, headers: sent, body, duplex: 'half' } as RequestInit;
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  if (text !== undefined && !sent.has('Content-Type')) sent.set('Content-Type', 'application/scim+json');
  return { method, headers: sent, body: text };
}

export async function toClientResponse(response: Response): Promise<ClientResponse> {
  const text = await response.text();
  const json = text === '' ? undefined : (JSON.parse(text) as JsonObject);
  return { status: response.status, headers: response.headers, text, json };
}
