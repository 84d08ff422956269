import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adapters } from '@/conformance/support/adapters';
import type { Adapter } from '@/conformance/support/adapters';
import { withToken } from '@/conformance/support/client';
import type { Send } from '@/conformance/support/client';
import { expectError } from '@/conformance/support/expect-error';
import { createTestTenant } from '@/conformance/support/test-tenant';
import { listResponseUrn } from '@/lib/scim/urns';

/** RFC 7644 §3.1 and §3.8: the types of bodies and answers, and bodies that are none. */
describe.each(adapters)('media types through %s', (_name, open) => {
  let adapter: Adapter;
  let send: Send;
  beforeAll(async () => {
    adapter = await open();
    send = withToken(adapter.send, (await createTestTenant()).token);
  });
  afterAll(() => adapter.close());

  const get = (path: string, headers?: Record<string, string>) => send({ method: 'GET', path, headers });
  const post = (headers: Record<string, string>, body: string) =>
    send({ method: 'POST', path: '/Users', headers, body });

  it.each([
    'application/json',
    'application/scim+json',
    'application/scim+json;charset=UTF-8',
    'application/scim+json; charset=utf-8',
    'application/json; charset="utf-8"',
    'APPLICATION/SCIM+JSON ; Charset=Utf-8',
    'application/json; profile=x; charset=utf8',
    '',
  ])('takes a body of type %j', async (type) => {
    expectError(await post({ 'Content-Type': type }, '{}'), 400, 'invalidValue');
  });

  it.each([
    'text/plain',
    'text/json',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
    'application/json; charset=iso-8859-1',
    'application/scim+json; charset=utf-16',
  ])('refuses a body of type %s', async (type) => {
    expectError(await post({ 'Content-Type': type }, '{}'), 415);
  });

  it('refuses a compressed body and says so', async () => {
    const refused = await post({ 'Content-Encoding': 'gzip' }, '{}');
    expectError(refused, 415);
    expect(refused.json?.detail).toContain('Content-Encoding: gzip');
  });

  it.each([
    [undefined, 'application/scim+json'],
    ['*/*', 'application/scim+json'],
    ['application/json', 'application/json'],
    ['application/json, */*;q=0.1', 'application/json'],
    ['APPLICATION/JSON; charset=utf-8', 'application/json'],
    ['application/json, application/scim+json', 'application/scim+json'],
    ['application/scim+json;q=0.1, application/json', 'application/scim+json'],
    ['*/*, application/json', 'application/scim+json'],
    ['text/html', 'application/scim+json'],
    ['nonsense', 'application/scim+json'],
  ])('to Accept %s answers %s', async (accept, type) => {
    const response = await get('/Users', accept === undefined ? {} : { Accept: accept });
    expect(response.headers.get('content-type')).toBe(`${type}; charset=utf-8`);
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '{"userName": '],
    ['no object', '[]'],
    ['a list', JSON.stringify({ schemas: [listResponseUrn], Resources: [] })],
    ['a key that reaches a prototype', '{"userName":"a","__proto__":{"active":true}}'],
    ['too deep', '['.repeat(50) + ']'.repeat(50)],
  ])('refuses a body that is %s', async (_what, body) => expectError(await post({}, body), 400));

  it('refuses a body that is too large, whatever its Content-Length says', async () => {
    expectError(await post({}, JSON.stringify({ userName: 'a', displayName: 'x'.repeat(1_100_000) })), 413);
  });

  it('refuses what no column could hold', async () => {
    expectError(await post({}, '{"userName":"a\\u0000b"}'), 400, 'invalidValue');
    expectError(await post({}, JSON.stringify({ userName: 'ü'.repeat(1500) })), 400, 'invalidValue');
  });
});
