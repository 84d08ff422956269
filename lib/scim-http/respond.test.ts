import { expect, it } from 'vitest';
import { respondError } from '@/lib/scim-http/respond';
import { ScimError } from '@/lib/scim/error';

it.each([
  ['a conflict that was not resolved', ScimError.unavailable('in the way'), '30'],
  ['provisioning that is switched off', ScimError.disabled(), '30'],
  ['a rate limit', ScimError.tooManyRequests(2), '2'],
  ['a fault of the request', ScimError.invalidValue('wrong'), undefined],
])('after %s Retry-After is right', (_what, error, seconds) => {
  const basis = { requestId: 'r', accept: undefined, withoutBody: false };
  expect(respondError(basis, error).headers['Retry-After']).toBe(seconds);
});
