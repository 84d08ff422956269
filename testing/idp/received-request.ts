import type { IncomingMessage } from 'node:http';

/** What an identity provider was asked. */
export interface ReceivedRequest {
  method: string;
  path: string;
  query: Readonly<Record<string, string>>;
}

export function receivedRequest({ method = 'GET', url = '/' }: IncomingMessage): ReceivedRequest {
  const { pathname, searchParams } = new URL(url, 'http://idp');
  return { method, path: pathname, query: Object.fromEntries(searchParams) };
}
