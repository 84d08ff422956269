import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adapters, withToken } from '@/conformance/support/scim-client';
import type { Adapter, ClientResponse, Send } from '@/conformance/support/scim-client';
import { createTestTenant } from '@/conformance/support/test-tenant';
import type { TestTenant } from '@/conformance/support/test-tenant';
import { enterpriseUserUrn, patchOpUrn } from '@/lib/scim/urns';

const unknownId = '01900000-0000-7000-8000-000000000000';
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

/** Everything below "/scim/v2" or a tenant's part of it, with the foreign user's id where an id goes. */
const addresses = [
  '',
  '/Users',
  '/Users/{id}',
  '/ServiceProviderConfig',
  '/ResourceTypes',
  '/ResourceTypes/User',
  '/Schemas',
  '/Me',
  '/Bulk',
  '/Users/{id}/nothing',
];

const body = {
  schemas: [patchOpUrn],
  userName: 'intruder@acme.test',
  Operations: [{ op: 'replace', path: 'active', value: false }],
};

/** RFC 7644 §6: what another tenant has is answered exactly as what nobody has. */
describe.each(adapters)('through %s', (_name, open) => {
  let adapter: Adapter;
  let foreign: TestTenant;
  let foreignId: string;
  let send: Send;
  let sendForeign: Send;
  let before: unknown;

  beforeAll(async () => {
    adapter = await open();
    const own = await createTestTenant();
    foreign = await createTestTenant();
    send = withToken(adapter.send, own.token);
    sendForeign = withToken(adapter.send, foreign.token);
    const created = await sendForeign({
      method: 'POST',
      path: '/Users',
      body: { userName: 'eva@globex.test', externalId: 'x', displayName: 'Eva' },
    });
    foreignId = String(created.json?.id);
    before = (await sendForeign({ method: 'GET', path: `/Users/${foreignId}` })).json;
  });
  afterAll(() => adapter.close());

  const cases = methods.flatMap((method) => addresses.map((address) => [method, address] as const));

  it.each(cases)(
    '%s %s does not tell a foreign tenant from one that is not there',
    async (method, address) => {
      const there = await request(method, `/${foreign.tenantId}${address.replace('{id}', foreignId)}`);
      const nowhere = await request(method, `/no-such-tenant${address.replace('{id}', unknownId)}`);
      expect(there).toEqual(nowhere);
      expect(there.status).toBe(404);
    },
  );

  it.each(methods)('%s does not tell a foreign user from one that is not there', async (method) => {
    expect(await request(method, `/Users/${foreignId}`)).toEqual(
      await request(method, `/Users/${unknownId}`),
    );
  });

  it.each(['id', 'userName', 'externalId', 'displayName'])(
    'a filter on %s finds nobody else’s',
    async (attribute) => {
      const value = (before as Record<string, string>)[attribute];
      const equality = `${attribute} eq "${value}"`;
      const path = `/Users?filter=${encodeURIComponent(`${equality} or not (${equality})`)}`;
      expect((await send({ method: 'GET', path })).json).toMatchObject({ totalResults: 0 });
    },
  );

  it('a userName and an externalId that another tenant has are free here', async () => {
    const created = await send({
      method: 'POST',
      path: '/Users',
      body: { userName: 'eva@globex.test', externalId: 'x' },
    });
    expect(created.status).toBe(201);
    expect(created.json?.id).not.toBe(foreignId);
    await send({ method: 'DELETE', path: `/Users/${String(created.json?.id)}` });
  });

  it('a manager of another tenant stays a text', async () => {
    const report = { userName: 'report@acme.test', [enterpriseUserUrn]: { manager: { value: foreignId } } };
    const created = await send({ method: 'POST', path: '/Users', body: report });
    expect(created.json?.[enterpriseUserUrn]).toEqual({ manager: { value: foreignId } });
    await send({ method: 'DELETE', path: `/Users/${String(created.json?.id)}` });
  });

  it('and after all of it the other tenant is as it was', async () => {
    expect((await sendForeign({ method: 'GET', path: `/Users/${foreignId}` })).json).toEqual(before);
    expect((await sendForeign({ method: 'GET', path: '/Users' })).json).toMatchObject({ totalResults: 1 });
  });

  async function request(
    method: string,
    path: string,
  ): Promise<{ status: number; text: string; headers: unknown }> {
    const hasBody = ['POST', 'PUT', 'PATCH'].includes(method);
    const response = await send({ method, path, body: hasBody ? body : undefined });
    return { status: response.status, text: response.text, headers: lasting(response) };
  }
});

function lasting({ headers }: ClientResponse): Record<string, string> {
  const changing = ['x-request-id', 'date', 'connection', 'keep-alive'];
  return Object.fromEntries([...headers].filter(([name]) => !changing.includes(name)));
}
