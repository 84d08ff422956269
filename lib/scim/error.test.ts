import { describe, expect, it } from 'vitest';
import { isScimError, ScimError, scimErrorBody } from './error';

/** RFC 7644 §3.12: each refusal, its status, its scimType, and the texts that runbooks quote. */
const table: [ScimError, number, string | undefined, string | RegExp][] = [
  [ScimError.invalidFilter('x'), 400, 'invalidFilter', 'x'],
  [ScimError.invalidPath('x'), 400, 'invalidPath', 'x'],
  [ScimError.noTarget('x'), 400, 'noTarget', 'x'],
  [ScimError.invalidValue('x'), 400, 'invalidValue', 'x'],
  [ScimError.invalidSyntax('x'), 400, 'invalidSyntax', 'x'],
  [ScimError.mutability('x'), 400, 'mutability', 'x'],
  [ScimError.tooMany('x'), 400, 'tooMany', 'x'],
  [ScimError.unauthorized(), 401, undefined, 'Unknown or revoked SCIM token'],
  [ScimError.forbidden('x'), 403, undefined, 'x'],
  [ScimError.lastOwner(), 403, undefined, 'The last owner cannot be deprovisioned; transfer ownership first'],
  [ScimError.notFound('User'), 404, undefined, 'User not in this tenant'],
  [ScimError.notFound('Group'), 404, undefined, 'Group not in this tenant'],
  [ScimError.unknownEndpoint(), 404, undefined, /endpoint/],
  [ScimError.methodNotAllowed('PUT', ['GET', 'POST']), 405, undefined, /GET, POST/],
  [ScimError.uniqueness('user', 'userName'), 409, 'uniqueness', /userName already exists$/],
  [ScimError.uniqueness('group', 'displayName'), 409, 'uniqueness', /displayName already exists$/],
  [ScimError.preconditionFailed(), 412, undefined, /If-Match/],
  [ScimError.tooLarge('x'), 413, undefined, 'x'],
  [ScimError.unsupportedMediaType('text/xml'), 415, undefined, /text\/xml/],
  [ScimError.unsupportedCoding('gzip'), 415, undefined, /gzip/],
  [ScimError.unsupportedCharset('utf-16'), 415, undefined, /UTF-8 instead of utf-16/],
  [ScimError.tooManyRequests(1), 429, undefined, /Retry-After/],
  [ScimError.tooManyFailures(2), 429, undefined, /check the token/],
  [ScimError.internal(), 500, undefined, /again/],
  [ScimError.notImplemented('x'), 501, undefined, 'x'],
  [ScimError.disabled(), 503, undefined, /switched off/],
  [ScimError.unavailable('x'), 503, undefined, 'x'],
];

describe('ScimError', () => {
  it.each(table)('%s', (error, status, scimType, detail) => {
    expect(error).toMatchObject({ status, scimType });
    expect(error.detail).toMatch(detail);
    expect(error.message).toBe(error.detail);
    expect(isScimError(error)).toBe(true);
  });

  it('becomes the message of RFC 7644 §3.12 with `status` as a JSON string', () => {
    expect(scimErrorBody(ScimError.uniqueness('user', 'userName'))).toEqual({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      status: '409',
      scimType: 'uniqueness',
      detail: 'A user with this userName already exists',
    });
    expect(scimErrorBody(ScimError.unauthorized())).not.toHaveProperty('scimType');
  });

  it('is told by its tag, so that a second copy of the module recognises it', () => {
    expect(isScimError({ [Symbol.for('rollcall.ScimError')]: true })).toBe(true);
    expect([new Error('x'), null, undefined, 'ScimError', { status: 400 }].some(isScimError)).toBe(false);
  });
});
