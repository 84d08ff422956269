import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adapters } from '@/conformance/support/adapters';
import type { Adapter } from '@/conformance/support/adapters';
import { withToken } from '@/conformance/support/client';
import type { Send } from '@/conformance/support/client';
import { expectError } from '@/conformance/support/expect-error';
import { createTestTenant } from '@/conformance/support/test-tenant';
import type { TestTenant } from '@/conformance/support/test-tenant';
import { db } from '@/lib/db/kysely';
import { coreUserUrn, listResponseUrn, patchOpUrn } from '@/lib/scim/urns';

/** RFC 7644 as HTTP: addresses, methods and headers. */
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

    it.each(['/Users/', '//Users', '/Users//', '/Users?', '/%55sers', '/Users/?aadOptscim062020&unknown=1'])(
      'forgives the spelling %s',
      async (path) => {
        expect((await get(path)).json).toMatchObject({ schemas: [listResponseUrn], totalResults: 1 });
      },
    );

    it('answers at the base URL, with a slash at its end and without, and in both forms', async () => {
      for (const path of ['', '/', `/${tenant.tenantId}`, `/${tenant.tenantId}/`]) {
        expect((await get(path)).json).toMatchObject({ schemas: [listResponseUrn], totalResults: 1 });
      }
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
      '/nowhere/Users',
      '/users',
      '/v1/Users',
      '/Users/a/b',
      '/Groups/x',
      '/Schemas/urn:none',
      '/ResourceTypes/Device',
      '/Roles/x',
      '/Roles/admin/members',
      '/roles',
      '/../v1/Users',
      '/../v1',
      '/..',
      'x/Users',
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

    it.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])('%s answers 501 at /Me and below', async (method) => {
      for (const path of ['/Me', '/Me/x', `/${tenant.tenantId}/Me`]) {
        expectError(await send({ method, path }), 501);
      }
    });
  });

  describe('methods', () => {
    const list = 'GET, POST, HEAD, OPTIONS';
    const resource = 'GET, PUT, PATCH, DELETE, HEAD, OPTIONS';
    const read = 'GET, HEAD, OPTIONS';
    const post = 'POST, OPTIONS';

    it.each([
      ['', read],
      ['/Users', list],
      ['/Users/x', resource],
      ['/Users/.search', post],
      ['/Groups', list],
      ['/Groups/x', resource],
      ['/Groups/.search', post],
      ['/Roles', read],
      ['/Roles/admin', read],
      ['/Roles/x', read],
      ['/Roles/.search', post],
      ['/.search', post],
      ['/Bulk', post],
      ['/ServiceProviderConfig', read],
      ['/ResourceTypes', read],
      ['/ResourceTypes/User', read],
      ['/Schemas', read],
      [`/Schemas/${coreUserUrn}`, read],
      ['/Me', 'GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS'],
    ])('%s takes %s: OPTIONS says so, and so does the 405 to every other method', async (path, allowed) => {
      const options = await send({ method: 'OPTIONS', path });
      expect([options.status, options.text, options.headers.get('allow')]).toEqual([204, '', allowed]);
      const others = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter((method) => !allowed.includes(method));
      for (const method of others) {
        const refused = await send({ method, path });
        expectError(refused, 405);
        expect(refused.headers.get('allow')).toBe(allowed);
        expect(refused.json?.detail).toBe(`${method} is not allowed here; use ${allowed}`);
      }
      if (!allowed.includes('HEAD')) expect((await send({ method: 'HEAD', path })).status).toBe(405);
    });

    it.each([
      '',
      '/Users',
      '/Groups',
      '/ServiceProviderConfig',
      '/ResourceTypes',
      '/Schemas',
      '/Roles',
      '/Roles/admin',
      '/Roles/x',
      '/Users/x',
      '/nowhere',
    ])('HEAD %s has the status and headers of GET, and no body', async (path) => {
      const [head, full] = [await send({ method: 'HEAD', path }), await get(path)];
      expect([head.status, head.text]).toEqual([full.status, '']);
      for (const name of ['content-type', 'cache-control', 'x-content-type-options']) {
        expect([name, head.headers.get(name)]).toEqual([name, full.headers.get(name)]);
      }
    });

    it('HEAD of a user has its ETag', async () => {
      const [head, full] = [await send({ method: 'HEAD', path: `/Users/${id}` }), await get(`/Users/${id}`)];
      expect([head.status, head.text, head.headers.get('etag')]).toEqual([200, '', full.headers.get('etag')]);
    });
  });

  describe('headers', () => {
    it.each([
      ['GET', '/Users'],
      ['GET', '/Schemas'],
      ['GET', '/nowhere'],
      ['PUT', '/Users'],
      ['OPTIONS', '/Users'],
      ['HEAD', '/Users'],
      ['POST', '/Bulk'],
      ['DELETE', '/Users/x'],
    ])('%s %s lets nothing be cached or sniffed, and names the request', async (method, path) => {
      const { headers } = await send({ method, path });
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

  it('switched off, everything but discovery is 503 and says so', async () => {
    const off = await createTestTenant({ scimEnabled: false });
    const sendOff = withToken(adapter.send, off.token);
    for (const [method, path] of [
      ['GET', '/Users'],
      ['POST', '/Users'],
      ['GET', '/Users/x'],
      ['DELETE', '/Users/x'],
      ['GET', '/Groups'],
      ['GET', '/Roles'],
      ['GET', '/Roles/admin'],
      ['POST', '/Roles/.search'],
      ['GET', ''],
      ['POST', '/.search'],
      ['POST', '/Bulk'],
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
