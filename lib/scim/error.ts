import type { JsonObject } from './json';
import { errorUrn } from './urns';

/** Those of RFC 7644 §3.12, table 9, and RFC 9865 §2.2 that there is an occasion for. */
export type ScimType =
  | 'invalidFilter' | 'tooMany' | 'uniqueness' | 'mutability' | 'invalidSyntax' | 'invalidPath'
  | 'noTarget' | 'invalidValue'
  | 'invalidCursor' | 'expiredCursor' | 'invalidCount';

/**
 * The bundler may load this module twice (once for pages, once for the SCIM server), which makes
 * `instanceof` lie; a registered symbol is the same in every copy.
 */
const tag: unique symbol = Symbol.for('rollcall.ScimError') as never;

/**
 * A refusal in the words of RFC 7644 §3.12. `detail` is shown to the administrator of the
 * provisioning client, so it says what is wrong and how to mend it and never holds a secret.
 * The static constructors are the rows of the RFC's tables; nothing else builds one.
 */
export class ScimError extends Error {
  override readonly name = 'ScimError';
  readonly [tag] = true;

  private constructor(
    readonly status: number,
    readonly detail: string,
    readonly scimType?: ScimType,
    /** Seconds after which the same request may succeed, where that is known. */
    readonly retryAfter?: number,
  ) {
    super(detail);
  }

  static invalidFilter(detail: string): ScimError {
    return new ScimError(400, detail, 'invalidFilter');
  }

  static invalidPath(detail: string): ScimError {
    return new ScimError(400, detail, 'invalidPath');
  }

  static noTarget(detail: string): ScimError {
    return new ScimError(400, detail, 'noTarget');
  }

  static invalidValue(detail: string): ScimError {
    return new ScimError(400, detail, 'invalidValue');
  }

  static invalidSyntax(detail: string): ScimError {
    return new ScimError(400, detail, 'invalidSyntax');
  }

  static mutability(detail: string): ScimError {
    return new ScimError(400, detail, 'mutability');
  }

  static tooMany(detail: string): ScimError {
    return new ScimError(400, detail, 'tooMany');
  }

  /** One text for every cursor that was not issued for this request, whoever made it (RFC 9865 §2.2). */
  static invalidCursor(): ScimError {
    return new ScimError(400, 'The cursor belongs to no such query; send the query it came from unchanged, '
      + 'or begin again with an empty cursor', 'invalidCursor');
  }

  static expiredCursor(): ScimError {
    return new ScimError(400, 'The cursor has expired; begin again with an empty cursor', 'expiredCursor');
  }

  static invalidCount(detail: string): ScimError {
    return new ScimError(400, detail, 'invalidCount');
  }

  static unauthorized(): ScimError {
    return new ScimError(401, 'Unknown or revoked SCIM token');
  }

  static forbidden(detail: string): ScimError {
    return new ScimError(403, detail);
  }

  static lastOwner(): ScimError {
    return new ScimError(403, 'The last owner cannot be deprovisioned; transfer ownership first');
  }

  static notFound(resourceType: 'User' | 'Group' | 'Role'): ScimError {
    return new ScimError(404, `${resourceType} not in this tenant`);
  }

  static unknownEndpoint(): ScimError {
    const detail = 'There is no such SCIM endpoint; the base URL ends in /scim/v2 or /scim/v2/<tenant>';
    return new ScimError(404, detail);
  }

  static notPublished(): ScimError {
    return new ScimError(404, 'There is none of this name; /ResourceTypes and /Schemas list them all');
  }

  static methodNotAllowed(method: string, allowed: readonly string[]): ScimError {
    return new ScimError(405, `${method} is not allowed here; use ${allowed.join(', ')}`);
  }

  static uniqueness(noun: 'user' | 'group', attribute: string): ScimError {
    return new ScimError(409, `A ${noun} with this ${attribute} already exists`, 'uniqueness');
  }

  static conflict(detail: string): ScimError {
    return new ScimError(409, detail);
  }

  static preconditionFailed(): ScimError {
    return new ScimError(412, 'The resource has changed since the version named in If-Match; read it again');
  }

  static tooLarge(detail: string): ScimError {
    return new ScimError(413, detail);
  }

  static unsupportedMediaType(contentType: string): ScimError {
    return new ScimError(415, `Send application/scim+json or application/json instead of ${contentType}`);
  }

  static unsupportedCoding(coding: string): ScimError {
    return new ScimError(415, `Send the body as it is, without Content-Encoding: ${coding}`);
  }

  static unsupportedCharset(charset: string): ScimError {
    return new ScimError(415, `Send the body in UTF-8 instead of ${charset}`);
  }

  /** @param retryAfter whole seconds */
  static tooManyRequests(retryAfter: number): ScimError {
    const detail = 'Too many requests; wait for the seconds named in Retry-After';
    return new ScimError(429, detail, undefined, retryAfter);
  }

  /** @param retryAfter whole seconds */
  static tooManyFailures(retryAfter: number): ScimError {
    const detail = 'Too many requests with an unknown or revoked SCIM token came from this address; '
      + 'check the token and wait for the seconds named in Retry-After';
    return new ScimError(429, detail, undefined, retryAfter);
  }

  static internal(): ScimError {
    return new ScimError(500, 'The request failed for a reason that is not in the request; try it again');
  }

  static notImplemented(detail: string): ScimError {
    return new ScimError(501, detail);
  }

  static disabled(): ScimError {
    return new ScimError(503, 'SCIM provisioning is switched off for this tenant; switch it on in Settings');
  }

  static unavailable(detail: string): ScimError {
    return new ScimError(503, detail);
  }
}

export function isScimError(error: unknown): error is ScimError {
  return typeof error === 'object' && error !== null && tag in error;
}

/** The error message of RFC 7644 §3.12, where `status` is a JSON string. */
export function scimErrorBody(error: ScimError): JsonObject {
  return {
    schemas: [errorUrn],
    status: String(error.status),
    ...(error.scimType && { scimType: error.scimType }),
    detail: error.detail,
  };
}
