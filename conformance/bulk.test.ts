import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adapters } from '@/conformance/support/adapters';
import type { Adapter } from '@/conformance/support/adapters';
import { withToken } from '@/conformance/support/client';
import type { ClientResponse, Send } from '@/conformance/support/client';
import { createTestTenant } from '@/conformance/support/test-tenant';
import { settleDeferredWrites } from '@/lib/db/deferred-writes';
import { db } from '@/lib/db/kysely';
import { isJsonObject } from '@/lib/scim/json';
import type { JsonObject } from '@/lib/scim/json';
import {
  bulkRequestUrn,
  bulkResponseUrn,
  coreGroupUrn,
  coreUserUrn,
  enterpriseUserUrn,
  errorUrn,
  patchOpUrn,
} from '@/lib/scim/urns';

/** RFC 7644 §3.7: many requests in one, each as if it had come alone. */
describe.each(adapters)('through %s', (_name, open) => {
  let adapter: Adapter;
  let tenantId: string;
  let send: Send;
  beforeAll(async () => {
    adapter = await open();
    const tenant = await createTestTenant();
    tenantId = tenant.tenantId;
    send = withToken(adapter.send, tenant.token);
  });
  afterAll(() => adapter.close());

  function bulk(operations: object[], more: object = {}, sender = send): Promise<ClientResponse> {
    const body = { schemas: [bulkRequestUrn], Operations: operations, ...more };
    return sender({ method: 'POST', path: '/Bulk', body });
  }

  function user(bulkId: string, more: object = {}) {
    const data = { schemas: [coreUserUrn], userName: `${bulkId}@acme.test`, ...more };
    return { method: 'POST', path: '/Users', bulkId, data };
  }

  function group(bulkId: string, ...members: string[]) {
    const data = { schemas: [coreGroupUrn], displayName: bulkId, members: members.map((value) => ({ value })) };
    return { method: 'POST', path: '/Groups', bulkId, data };
  }

  function managedBy(value: string) {
    return { [enterpriseUserUrn]: { manager: { value } } };
  }

  function patch(path: string, value: object) {
    return { method: 'PATCH', path, data: { schemas: [patchOpUrn], Operations: [{ op: 'replace', value }] } };
  }

  function results(response: ClientResponse): JsonObject[] {
    expect([response.status, response.json?.schemas]).toEqual([200, [bulkResponseUrn]]);
    const { Operations } = response.json ?? {};
    return Array.isArray(Operations) ? Operations.filter(isJsonObject) : [];
  }

  const statuses = (response: ClientResponse) => results(response).map(({ status }) => status);

  async function read(result: JsonObject | undefined): Promise<JsonObject> {
    const path = String(result?.location).split('/scim/v2')[1] ?? '';
    const { json } = await send({ method: 'GET', path });
    return json ?? {};
  }

  async function created(...operations: object[]): Promise<string[]> {
    const made = results(await bulk(operations));
    expect(made.map(({ status }) => status)).toEqual(operations.map(() => '201'));
    return made.map(({ location }) => String(location).split('/').at(-1) ?? '');
  }

  it('answers in the order of the request: method, bulkId, location, version and status', async () => {
    const [old = '', gone = ''] = await created(user('old'), user('gone'));
    const response = await bulk([
      { ...user('new'), method: 'post' },
      { method: 'PUT', path: `/Users/${old}`, data: { userName: 'older@acme.test' } },
      { ...patch(`/Users/${old}`, { title: 'Chief' }), bulkId: 'mine' },
      { method: 'DELETE', path: `/Users/${gone}` },
    ]);
    const [first, ...others] = results(response);
    expect(first).toEqual({
      method: 'POST',
      bulkId: 'new',
      location: expect.stringMatching(/\/scim\/v2\/Users\/[0-9a-f-]{36}$/) as string,
      version: 'W/"1"',
      status: '201',
    });
    const base = String(first?.location).split('/Users/')[0];
    expect(others).toEqual([
      { method: 'PUT', location: `${base}/Users/${old}`, version: 'W/"2"', status: '200' },
      { method: 'PATCH', bulkId: 'mine', location: `${base}/Users/${old}`, version: 'W/"3"', status: '200' },
      { method: 'DELETE', location: `${base}/Users/${gone}`, status: '204' },
    ]);
    expect(await read(others[0])).toMatchObject({ userName: 'older@acme.test', title: 'Chief' });
  });

  it('names its locations as the address it was sent to does', async () => {
    const body = { schemas: [bulkRequestUrn], Operations: [user('long')] };
    const [made] = results(await send({ method: 'POST', path: `/${tenantId}/Bulk`, body }));
    expect(made?.location).toContain(`/scim/v2/${tenantId}/Users/`);
    expect(await read(made)).toMatchObject({ meta: { location: made?.location } });
  });

  it('resolves references in any order, in data, $ref, path and the filter of a PATCH', async () => {
    const response = await bulk([
      patch('/Users/bulkId:ref-ana', { title: 'Engineer' }),
      {
        method: 'PATCH',
        path: '/Groups/bulkId:ref-team',
        data: { Operations: [{ op: 'remove', path: 'members[value eq "bulkId:ref-leo"]' }] },
      },
      group('ref-team', 'bulkId:ref-ana', 'bulkId:ref-leo'),
      user('ref-ana', managedBy('bulkId:ref-leo')),
      user('ref-leo'),
    ]);
    const [ana, , team, , leo] = results(response);
    expect(statuses(response)).toEqual(['200', '204', '201', '201', '201']);
    const leoId = String((await read(leo)).id);
    const { id, title, [enterpriseUserUrn]: enterprise } = await read(ana);
    expect([title, enterprise]).toMatchObject(['Engineer', { manager: { value: leoId } }]);
    expect(await read(team)).toMatchObject({ members: [{ value: id, type: 'User' }] });
  });

  it('makes circles of users and of groups, and reports the version in which they are closed', async () => {
    const response = await bulk([
      user('boss', managedBy('bulkId:aide')),
      user('aide', managedBy('bulkId:boss')),
      group('outer', 'bulkId:inner', 'bulkId:boss'),
      group('inner', 'bulkId:outer', 'bulkId:inner'),
    ]);
    expect(statuses(response)).toEqual(['201', '201', '201', '201']);
    const circle = results(response);
    const resources = await Promise.all(circle.map(read));
    expect(resources.map(({ meta }) => meta)).toMatchObject(circle.map(({ version }) => ({ version })));
    const [boss, aide, outer, inner] = resources.map(({ id }) => String(id));
    expect(resources[0]).toMatchObject({ [enterpriseUserUrn]: { manager: { value: aide } } });
    expect(resources[1]).toMatchObject({ [enterpriseUserUrn]: { manager: { value: boss } } });
    const membersOf = (resource: JsonObject | undefined) =>
      (Array.isArray(resource?.members) ? resource.members.filter(isJsonObject) : []).map(({ value }) => value);
    expect(new Set(membersOf(resources[2]))).toEqual(new Set([inner, boss]));
    expect(new Set(membersOf(resources[3]))).toEqual(new Set([outer, inner]));
  });

  it('goes on after errors, and fails what refers to what failed', async () => {
    const response = await bulk([
      user('taken'),
      { ...user('taken-too'), data: { userName: 'TAKEN@acme.test' } },
      user('report', managedBy('bulkId:taken-too')),
      user('lost', managedBy('bulkId:nobody')),
      user('fine'),
    ]);
    expect(statuses(response)).toEqual(['201', '409', '409', '400', '201']);
    const [, taken, report, lost] = results(response);
    expect(taken).toEqual({
      method: 'POST',
      bulkId: 'taken-too',
      status: '409',
      response: {
        schemas: [errorUrn],
        status: '409',
        scimType: 'uniqueness',
        detail: 'A user with this userName already exists',
      },
    });
    expect(report?.response).toMatchObject({ detail: expect.stringContaining('"taken-too"') as string });
    expect(lost?.response).toMatchObject({ detail: expect.stringContaining('"nobody"') as string });
  });

  it('says of a resource that its circle could not be closed', async () => {
    const response = await bulk([
      { ...user('half-a', managedBy('bulkId:half-b')), data: { ...managedBy('bulkId:half-b'), userName: '' } },
      user('half-b', managedBy('bulkId:half-a')),
    ]);
    const [, half] = results(response);
    expect(statuses(response)).toEqual(['400', '409']);
    expect(half?.response).toMatchObject({ detail: expect.stringContaining('without what refers to') as string });
    expect(await read(half)).toMatchObject({ userName: 'half-b@acme.test' });
  });

  it('stops after as many errors as failOnErrors says, and returns what was tried', async () => {
    const operations = [user('stop'), user('stop'), { method: 'DELETE', path: '/Users/x' }, user('never')];
    const distinct = operations.map((operation, index) => ({ ...operation, bulkId: `stop-${index}` }));
    expect(statuses(await bulk(distinct, { failOnErrors: 2 }))).toEqual(['201', '409', '404']);
    const { json } = await send({ method: 'GET', path: '/Users?filter=userName%20eq%20%22never@acme.test%22' });
    expect(json).toMatchObject({ totalResults: 0 });
  });

  it.each([
    ['PATCH', '/Users', '405'],
    ['POST', '/ResourceTypes', '405'],
    ['POST', '/Me', '501'],
    ['POST', '/Nothing', '404'],
    ['POST', '/Bulk', '400'],
    ['POST', '/Users/.search', '400'],
    ['POST', '/Users?attributes=id', '400'],
    ['GET', '/Users', '400'],
    ['DELETE', '/Groups/00919288221112222', '404'],
  ])('%s %s is refused with %s, as the operation that it is', async (method, path, status) => {
    expect(statuses(await bulk([{ method, path, bulkId: 'refused', data: {} }]))).toEqual([status]);
  });

  it('honours the version of an operation', async () => {
    const [id = ''] = await created(user('versioned'));
    const change = patch(`/Users/${id}`, { title: 'x' });
    const response = await bulk([
      { ...change, version: 'W/"7"' },
      { ...change, version: 'W/"1"' },
      { method: 'DELETE', path: `/Users/${id}`, version: 'W/"1"' },
    ]);
    expect(statuses(response)).toEqual(['412', '200', '412']);
  });

  it('treats another tenant’s resources as ones that do not exist', async () => {
    const stranger = await createTestTenant();
    const sendForeign = withToken(adapter.send, stranger.token);
    const [made] = results(await bulk([user('foreign')], {}, sendForeign));
    const id = String(made?.location).split('/').at(-1) ?? '';
    const attempts = (target: string) => [
      patch(`/Users/${target}`, { title: 'x' }),
      { method: 'DELETE', path: `/Users/${target}` },
      { method: 'DELETE', path: `/${stranger.tenantId}/Users/${target}` },
      group('spy', target),
    ];
    const shapes = async (target: string) =>
      JSON.stringify(results(await bulk(attempts(target)))).replaceAll(target, '');
    const unknown = await shapes('01a20000-0000-7000-8000-000000000000');
    expect(await shapes(id)).toBe(unknown);
    expect(unknown).not.toContain('"20');
    const { json } = await sendForeign({ method: 'GET', path: `/Users/${id}` });
    expect(json).not.toHaveProperty('title');
  });

  it('leaves an event for each operation, as if it had come alone, and no secret in any', async () => {
    const response = await bulk([
      user('logged', { password: 'hunter2' }),
      { ...user('unlogged', { password: 'hunter2' }), path: '/Users?password=hunter2' },
      { method: 'DELETE', path: '/Users/x' },
    ]);
    await settleDeferredWrites();
    const events = await db()
      .selectFrom('IdentityEvent')
      .selectAll()
      .where('tenantId', '=', tenantId)
      .where('requestId', '=', response.headers.get('x-request-id'))
      .orderBy('id')
      .execute();
    expect(events.map(({ type, method, path, status, summary }) => [type, method, path, status, summary])).toEqual([
      ['scim_provision', 'POST', '/scim/v2/Users', 201, 'Okta production created logged@acme.test'],
      [
        'scim_error',
        'POST',
        '/scim/v2/Users?password=[redacted]',
        400,
        expect.stringContaining('Okta production could not create a user: `path` must be') as string,
      ],
      [
        'scim_error',
        'DELETE',
        '/scim/v2/Users/x',
        404,
        'Okta production could not delete a user: User not in this tenant',
      ],
    ]);
    expect(JSON.stringify(events)).not.toContain('hunter2');
  });

  it('takes 1,000 operations and 1 MiB, and names the limit to who sends more', async () => {
    const deletion = { method: 'DELETE', path: '/Bulk' };
    expect(statuses(await bulk(Array.from({ length: 1_000 }, () => deletion), { failOnErrors: 1 }))).toEqual(['400']);
    const tooMany = await bulk(Array.from({ length: 1_001 }, () => deletion));
    expect([tooMany.status, tooMany.json?.detail]).toEqual([413, expect.stringContaining('maxOperations is 1000')]);
    const tooLarge = await bulk([user('large', { displayName: 'x'.repeat(1_100_000) })]);
    expect([tooLarge.status, tooLarge.json?.detail]).toEqual([413, expect.stringContaining('1048576')]);
  });

  it('refuses what is no bulk request, and reads of it', async () => {
    for (const body of [{}, [], { Operations: [] }, { Operations: 'x' }, { Operations: [user('x')], failOnErrors: 0 }]) {
      const { status, json } = await send({ method: 'POST', path: '/Bulk', body });
      expect([status, json?.schemas]).toEqual([400, [errorUrn]]);
    }
    const { status, headers } = await send({ method: 'GET', path: '/Bulk' });
    expect([status, headers.get('allow')]).toEqual([405, 'POST, OPTIONS']);
  });

  it('holds its operations to the mode of the credential', async () => {
    const { token } = await createTestTenant({ mode: 'STRICT' });
    const strict = withToken(adapter.send, token);
    const operations = [user('odd', { favouriteColour: 'red' }), user('even')];
    expect(statuses(await bulk(operations, {}, strict))).toEqual(['400', '201']);
    expect((await strict({ method: 'POST', path: '/Bulk', body: { Operations: operations } })).status).toBe(400);
  });

  it('is switched off with provisioning', async () => {
    const { token } = await createTestTenant({ scimEnabled: false });
    expect((await bulk([user('off')], {}, withToken(adapter.send, token))).status).toBe(503);
  });
});
