import type { BearerAccess } from '@/lib/credentials/authenticate-bearer';
import { findRoute } from '@/lib/scim-http/routes';
import type { Route } from '@/lib/scim-http/routes';
import type { Action } from '@/lib/scim-http/scim-call';
import type { ScimRequest } from '@/lib/scim-http/scim-message';
import type { JsonValue } from '@/lib/scim/json';

/** The parts of a request that an operation of a bulk request has as well. */
export type RequestHead = Omit<ScimRequest, 'body'>;

/** What is known of a request while it is served; more of it the further it gets. */
export interface Exchange {
  /** Its method is in upper case. */
  request: RequestHead;
  /** Operations of a bulk request have the id of that request. */
  requestId: string;
  now: Date;
  /** Null when no endpoint has the path. */
  route: Route | null;
  /** Reads and parses the body, once. */
  readBody: () => Promise<JsonValue>;
  /** The methods of the endpoint, once it is known. */
  allowed: string[];
  access?: BearerAccess;
  action?: Action;
  sent?: JsonValue;
}

export function beginExchange(
  request: RequestHead,
  requestId: string,
  readBody: Exchange['readBody'],
): Exchange {
  const head = { ...request, method: request.method.toUpperCase() };
  return { request: head, requestId, now: new Date(), route: findRoute(request.path), readBody, allowed: [] };
}
