import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adapters, withToken } from '@/conformance/support/scim-client';
import type { Adapter, ClientResponse, Send } from '@/conformance/support/scim-client';
import { createTestTenant } from '@/conformance/support/test-tenant';
import type { TestTenant } from '@/conformance/support/test-tenant';
import { db } from '@/lib/db/kysely';
import { coreUserUrn, enterpriseUserUrn, errorUrn, listResponseUrn, patchOpUrn } from '@/lib/scim/urns';

/** RFC 7644 as HTTP: addresses, methods, media types, headers and limits. */
describe.each(adapters)('through %s', (_name, open) => {
  let adapter: Adapter;
  let tenant: TestTenant;
  let send: Send;
  let id: string;
  beforeAll(async () => {
    adapter = await open();
    tenant = await createTestTenant();
    send = withToken(adapter.send, tenant.token);
    const created = await send({ method: 'POST', path: '/Users', body: { userName: 'zoë@acme.test' } });
    id = String(created.json?.id);
  });
  afterAll(() => adapter.close());

  const get = (path: string, headers?: Record<string, string>) => send({ method: 'GET', path, headers });

  function expectError(response: ClientResponse, status: number, scimType?: string): void {
    expect(response.json).toMatchObject({
      schemas: [errorUrn],
      status: String(status),
      ...(scimType && { scimType }),
    });
    expect(typeof response.json?.detail).toBe('string');
    expect(response.status).toBe(status);
  }

  describe('addresses', () => {
    it('serves both forms of URL, and each names its own locations', async () => {
      const [short, long] = [await get(`/Users/${id}`), await get(`/${tenant.tenantId}/Users/${id}`)];
      expect(short.json).toMatchObject({
        meta: { location: expect.stringMatching(new RegExp(`/scim/v2/Users/${id}$`)) as string },
      });
      expect(long.json).toMatchObject({
        meta: {
          location: expect.stringMatching(new RegExp(`/scim/v2/${tenant.tenantId}/Users/${id}$`)) as string,
        },
      });
    });

    it.each(['/Users/', '//Users', '/Users?', '/%55sers'])('forgives the spelling %s', async (path) => {
      expect((await get(path)).json).toMatchObject({ schemas: [listResponseUrn], totalResults: 1 });
    });

    it('reads a percent-encoded id, a URN encoded or not, and plus as space in a query', async () => {
      expect((await get(`/Users/${id.replace('-', '%2D')}`)).status).toBe(200);
      expect((await get(`/Schemas/${encodeURIComponent(coreUserUrn)}`)).json).toMatchObject({
        id: coreUserUrn,
      });
      expect((await get(`/Schemas/${coreUserUrn.toUpperCase()}`)).json).toMatchObject({ id: coreUserUrn });
      expect((await get('/Users?filter=userName+eq+%22zo%C3%AB%40acme.test%22')).json).toMatchObject({
        totalResults: 1,
      });
    });

    it.each([
      '/nowhere',
      '/users',
      '/Users/a/b',
      '/Groups',
      '/Groups/x',
      '/Schemas/urn:none',
      '/ResourceTypes/Group',
      '/%E0%A4%A',
      '/Users/%00',
      '/constructor',
      '/__proto__/x',
    ])('answers 404 in SCIM at %s', async (path) => expectError(await get(path), 404));

    it('answers 404 for an id that nobody has, in the words that runbooks quote', async () => {
      expect((await get('/Users/00919288221112222')).json).toMatchObject({
        detail: 'User not in this tenant',
      });
    });

    it.each(['', '/Me', '/Bulk', '/.search', '/Users/.search', '/Me/x'])(
      'answers 501 at %j',
      async (path) => {
        expectError(await send({ method: 'POST', path, body: {} }), 501);
      },
    );
  });

  describe('methods', () => {
    it.each([
      ['PUT', '/Users', 'GET, POST, HEAD, OPTIONS'],
      ['POST', '/Users/x', 'GET, PUT, PATCH, DELETE, HEAD, OPTIONS'],
      ['DELETE', '/Schemas', 'GET, HEAD, OPTIONS'],
      ['POST', '/ServiceProviderConfig', 'GET, HEAD, OPTIONS'],
    ])('%s %s is 405, with what is allowed', async (method, path, allowed) => {
      const response = await send({ method, path });
      expectError(response, 405);
      expect(response.headers.get('allow')).toBe(allowed);
    });

    it('OPTIONS says what is allowed', async () => {
      const response = await send({ method: 'OPTIONS', path: '/Users' });
      expect([response.status, response.headers.get('allow')]).toEqual([204, 'GET, POST, HEAD, OPTIONS']);
    });

    it('HEAD has the headers of GET and no body', async () => {
      const [head, full] = [await send({ method: 'HEAD', path: `/Users/${id}` }), await get(`/Users/${id}`)];
      expect([head.status, head.text, head.headers.get('etag')]).toEqual([200, '', full.headers.get('etag')]);
    });
  });

  describe('media types', () => {
    const post = (headers: Record<string, string>, body: string) =>
      send({ method: 'POST', path: '/Users', headers, body });

    it.each(['application/json', 'application/scim+json;charset=UTF-8', 'APPLICATION/SCIM+JSON', ''])(
      'takes a body of type %j',
      async (type) => {
        expectError(await post({ 'Content-Type': type }, '{}'), 400, 'invalidValue');
      },
    );

    it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml'])(
      'refuses a body of type %s',
      async (type) => {
        expectError(await post({ 'Content-Type': type }, '{}'), 415);
      },
    );

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
      ['application/json, application/scim+json', 'application/scim+json'],
      ['text/html', 'application/scim+json'],
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

  describe('headers', () => {
    it('lets nothing be cached or sniffed, and names the request', async () => {
      const { headers } = await get('/Users');
      expect([headers.get('cache-control'), headers.get('x-content-type-options')]).toEqual([
        'no-store',
        'nosniff',
      ]);
      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
      expect(headers.get('access-control-allow-origin')).toBeNull();
    });

    it('gives a created user its Location and ETag, as in its meta', async () => {
      const { json, headers } = await send({
        method: 'POST',
        path: '/Users',
        body: { userName: 'located@acme.test' },
      });
      expect(json).toMatchObject({
        meta: { location: headers.get('location'), version: headers.get('etag') },
      });
    });

    it('answers 304 to a version that is known, and 412 to one that has passed', async () => {
      const etag = (await get(`/Users/${id}`)).headers.get('etag') ?? '';
      const known = await get(`/Users/${id}`, { 'If-None-Match': etag });
      expect([known.status, known.text, known.headers.get('etag')]).toEqual([304, '', etag]);
      for (const method of ['PUT', 'PATCH', 'DELETE']) {
        const body = {
          schemas: [patchOpUrn],
          userName: 'x',
          Operations: [{ op: 'replace', value: { title: 'x' } }],
        };
        const stale = {
          method,
          path: `/Users/${id}`,
          body: method === 'DELETE' ? undefined : body,
          headers: { 'If-Match': 'W/"99"' },
        };
        expectError(await send(stale), 412);
      }
      expect((await get(`/Users/${id}`)).headers.get('etag')).toBe(etag);
    });
  });

  describe('discovery', () => {
    it('promises what is served', async () => {
      expect((await get('/ServiceProviderConfig')).json).toMatchObject({
        patch: { supported: true },
        filter: { supported: true, maxResults: 1000 },
        bulk: { supported: false },
        sort: { supported: false },
        etag: { supported: true },
        changePassword: { supported: false },
      });
      expect((await get('/ResourceTypes')).json).toMatchObject({
        totalResults: 1,
        Resources: [{ id: 'User', schemaExtensions: [{ schema: enterpriseUserUrn, required: false }] }],
      });
      expect((await get('/Schemas')).json).toMatchObject({
        totalResults: 2,
        Resources: [{ id: coreUserUrn }, { id: enterpriseUserUrn }],
      });
    });

    it('publishes no nulls and no password', async () => {
      const { text } = await get('/Schemas');
      expect(text).not.toContain('null');
      expect(text).not.toContain('"password"');
    });

    it.each(['/ResourceTypes', '/Schemas', '/ServiceProviderConfig'])('%s takes no filter', async (path) => {
      expectError(await get(`${path}?filter=x%20eq%20%22y%22`), 403);
    });
  });

  it('switched off, everything but discovery is 503 and says so', async () => {
    const off = await createTestTenant({ scimEnabled: false });
    const sendOff = withToken(adapter.send, off.token);
    for (const [method, path] of [
      ['GET', '/Users'],
      ['POST', '/Users'],
      ['GET', '/Users/x'],
      ['DELETE', '/Users/x'],
    ] as const) {
      const response = await sendOff({ method, path });
      expectError(response, 503);
      expect(response.json?.detail).toContain('switched off');
      expect(response.headers.get('retry-after')).toMatch(/^\d+$/);
    }
    for (const path of ['/ServiceProviderConfig', '/ResourceTypes', '/Schemas']) {
      expect((await sendOff({ method: 'GET', path })).status).toBe(200);
    }
    const members = await db()
      .selectFrom('Member')
      .select('status')
      .where('tenantId', '=', off.tenantId)
      .execute();
    expect(members).toEqual([{ status: 'ACTIVE' }]);
  });
});
