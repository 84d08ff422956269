import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adapters } from '@/conformance/support/adapters';
import type { Adapter } from '@/conformance/support/adapters';
import { withToken } from '@/conformance/support/client';
import { expectError } from '@/conformance/support/expect-error';
import { createTestTenant } from '@/conformance/support/test-tenant';
import type { TestTenant } from '@/conformance/support/test-tenant';
import { isJsonObject } from '@/lib/scim/json';
import { coreGroupUrn, coreUserUrn, enterpriseUserUrn, oktaRoleUrn } from '@/lib/scim/urns';

/** RFC 7644 §4: what the server says of itself. */
describe.each(adapters)('through %s', (_name, open) => {
  let adapter: Adapter;
  let tenant: TestTenant;
  beforeAll(async () => {
    adapter = await open();
    tenant = await createTestTenant();
  });
  afterAll(() => adapter.close());

  const get = (path: string) => withToken(adapter.send, tenant.token)({ method: 'GET', path });

  it('promises what is served', async () => {
    expect((await get('/ServiceProviderConfig')).json).toMatchObject({
      documentationUri: expect.stringMatching(/^https?:\/\/[^/]+\/docs\/scim$/) as string,
      patch: { supported: true },
      bulk: { supported: true, maxOperations: 1000, maxPayloadSize: 1048576 },
      filter: { supported: true, maxResults: 1000 },
      sort: { supported: true },
      etag: { supported: true },
      changePassword: { supported: false },
      pagination: {
        cursor: true,
        index: true,
        defaultPaginationMethod: 'index',
        defaultPageSize: 100,
        maxPageSize: 1000,
        cursorTimeout: 3600,
      },
    });
    expect((await get('/ResourceTypes')).json).toMatchObject({
      totalResults: 3,
      Resources: [
        { id: 'User', schemaExtensions: [{ schema: enterpriseUserUrn, required: false }] },
        { id: 'Group', endpoint: '/Groups' },
        { id: 'Role', endpoint: '/Roles', schema: oktaRoleUrn },
      ],
    });
    expect((await get('/Schemas')).json).toMatchObject({
      totalResults: 4,
      Resources: [{ id: coreUserUrn }, { id: coreGroupUrn }, { id: oktaRoleUrn }, { id: enterpriseUserUrn }],
    });
  });

  it('serves each listed item at its own location, alone', async () => {
    for (const path of ['/ResourceTypes', '/Schemas']) {
      const { Resources = [] } = (await get(`/${tenant.tenantId}${path}`)).json ?? {};
      for (const item of [Resources].flat().filter(isJsonObject)) {
        const { meta } = item;
        const location = isJsonObject(meta) ? String(meta.location) : '';
        expect((await get(location.split('/scim/v2')[1] ?? '')).json).toEqual(item);
      }
    }
  });

  it.each([
    `/Schemas/${enterpriseUserUrn}`,
    `/Schemas/${enterpriseUserUrn.toUpperCase()}`,
    `/Schemas/${encodeURIComponent(enterpriseUserUrn)}/`,
    `/Schemas/${encodeURIComponent(enterpriseUserUrn).replaceAll('%3A', '%3a')}`,
  ])('finds the schema at %s', async (path) => {
    expect((await get(path)).json).toMatchObject({ id: enterpriseUserUrn });
  });

  it('finds a resource type in any case', async () => {
    expect((await get('/ResourceTypes/group')).json).toMatchObject({ id: 'Group', name: 'Group' });
  });

  it('publishes no nulls and no password', async () => {
    const { text } = await get('/Schemas');
    expect(text).not.toContain('null');
    expect(text).not.toContain('"password"');
  });

  it.each([
    '/ResourceTypes',
    '/ResourceTypes/User',
    '/Schemas',
    `/Schemas/${coreUserUrn}`,
    '/ServiceProviderConfig',
  ])('%s takes no filter, and ignores paging and sorting', async (path) => {
    expectError(await get(`${path}?filter=x%20eq%20%22y%22`), 403);
    const whole = await get(path);
    const paged = await get(`${path}?startIndex=2&count=1&sortBy=id&sortOrder=descending`);
    expect(paged.json).toEqual(whole.json);
  });
});
