import type { ScimAnswer } from '@/lib/scim-http/scim-call';
import type { ScimResponse } from '@/lib/scim-http/scim-message';
import { scimErrorBody } from '@/lib/scim/error';
import type { ScimError } from '@/lib/scim/error';
import { versionTag } from '@/lib/scim/etag';

/** Seconds until a client should try again; Okta understands nothing but an integer. */
const RETRY_AFTER = 30;

/** What a response depends on besides its content. */
export interface ResponseBasis {
  requestId: string;
  accept: string | undefined;
  /** HEAD: the headers of GET without its body. */
  withoutBody: boolean;
}

export function respond(basis: ResponseBasis, answer: ScimAnswer): ScimResponse {
  const { status, body, version, location, allow } = answer;
  return response(basis, status, body, {
    ...(version !== undefined && { ETag: versionTag(version) }),
    ...(location !== undefined && { Location: location }),
    ...(allow && { Allow: allow.join(', ') }),
  });
}

/** @param allowed the methods of the endpoint, for the Allow header of a 405 */
export function respondError(
  basis: ResponseBasis,
  error: ScimError,
  allowed: readonly string[] = [],
): ScimResponse {
  const { status } = error;
  return response(basis, status, JSON.stringify(scimErrorBody(error)), {
    ...(status === 401 && { 'WWW-Authenticate': 'Bearer realm="scim"' }),
    ...(status === 405 && { Allow: allowed.join(', ') }),
    ...((status === 429 || status === 503) && { 'Retry-After': String(error.retryAfter ?? RETRY_AFTER) }),
  });
}

function response(
  { requestId, accept, withoutBody }: ResponseBasis,
  status: number,
  body: string | undefined,
  headers: Record<string, string>,
): ScimResponse {
  return {
    status,
    headers: {
      ...(body !== undefined && { 'Content-Type': `${mediaTypeFor(accept)}; charset=utf-8` }),
      ...headers,
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      'X-Request-Id': requestId,
    },
    body: body !== undefined && !withoutBody ? body : null,
  };
}

/**
 * application/json for a client that asks for it and not for SCIM's own type, as OneLogin does; never 406.
 */
function mediaTypeFor(accept = ''): string {
  const types = accept.split(',').map((type) => type.split(';', 1)[0]?.trim().toLowerCase());
  const json = types.indexOf('application/json');
  const anything = types.indexOf('*/*');
  const asksForJson =
    json >= 0 && !types.includes('application/scim+json') && (anything < 0 || json < anything);
  return asksForJson ? 'application/json' : 'application/scim+json';
}
