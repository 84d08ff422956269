import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adapters } from '@/conformance/support/adapters';
import type { Adapter } from '@/conformance/support/adapters';
import {
  groupCreation,
  idOf,
  managedBy,
  replacement,
  resourceAt,
  resultsOf,
  sendBulk,
  statusesOf,
  userCreation,
} from '@/conformance/support/bulk-operations';
import { withToken } from '@/conformance/support/client';
import type { Send } from '@/conformance/support/client';
import { expectError } from '@/conformance/support/expect-error';
import { createTestTenant } from '@/conformance/support/test-tenant';
import { settleDeferredWrites } from '@/lib/db/deferred-writes';
import { db } from '@/lib/db/kysely';
import { bulkRequestUrn, errorUrn } from '@/lib/scim/urns';

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

  it('answers in the order of the request: method, bulkId, location, version and status', async () => {
    const made = await sendBulk(send, [userCreation('old'), userCreation('gone')]);
    const [old = '', gone = ''] = resultsOf(made).map(idOf);
    const response = await sendBulk(send, [
      { ...userCreation('new'), method: 'post' },
      { method: 'PUT', path: `/Users/${old}`, data: { userName: 'older@acme.test' } },
      { ...replacement(`/Users/${old}`, { title: 'Chief' }), bulkId: 'mine' },
      { method: 'DELETE', path: `/Users/${gone}` },
    ]);
    const [first, ...others] = resultsOf(response);
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
    expect(await resourceAt(send, others[0])).toMatchObject({ userName: 'older@acme.test', title: 'Chief' });
  });

  it('names its locations as the address it was sent to does', async () => {
    const body = { schemas: [bulkRequestUrn], Operations: [userCreation('long')] };
    const [made] = resultsOf(await send({ method: 'POST', path: `/${tenantId}/Bulk`, body }));
    expect(made?.location).toContain(`/scim/v2/${tenantId}/Users/`);
    expect(await resourceAt(send, made)).toMatchObject({ meta: { location: made?.location } });
  });

  it('goes on after errors, and fails what refers to what failed', async () => {
    const response = await sendBulk(send, [
      userCreation('taken'),
      { ...userCreation('taken-too'), data: { userName: 'TAKEN@acme.test' } },
      userCreation('report', managedBy('bulkId:taken-too')),
      userCreation('lost', managedBy('bulkId:nobody')),
      userCreation('fine'),
    ]);
    expect(statusesOf(response)).toEqual(['201', '409', '409', '400', '201']);
    const [, taken, report, lost] = resultsOf(response);
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

  it('stops after as many errors as failOnErrors says, and returns what was tried', async () => {
    const operations = [
      userCreation('stop'),
      userCreation('stop'),
      { method: 'DELETE', path: '/Users/x' },
      userCreation('never'),
    ];
    const distinct = operations.map((operation, index) => ({ ...operation, bulkId: `stop-${index}` }));
    expect(statusesOf(await sendBulk(send, distinct, { failOnErrors: 2 }))).toEqual(['201', '409', '404']);
    const path = '/Users?filter=userName%20eq%20%22never@acme.test%22';
    const { json } = await send({ method: 'GET', path });
    expect(json).toMatchObject({ totalResults: 0 });
  });

  it.each([
    ['PATCH', '/Users', '405'],
    ['POST', '/ResourceTypes', '405'],
    ['POST', '/Roles', '405'],
    ['PATCH', '/Roles/admin', '405'],
    ['POST', '/Roles/.search', '400'],
    ['POST', '/Me', '501'],
    ['POST', '/Nothing', '404'],
    ['POST', '/Bulk', '400'],
    ['POST', '/Users/.search', '400'],
    ['POST', '/Users?attributes=id', '400'],
    ['GET', '/Users', '400'],
    ['DELETE', '/Groups/00919288221112222', '404'],
  ])('%s %s is refused with %s, as the operation that it is', async (method, path, status) => {
    const operation = { method, path, bulkId: 'refused', data: {} };
    expect(statusesOf(await sendBulk(send, [operation]))).toEqual([status]);
  });

  it('honours the version of an operation', async () => {
    const [id = ''] = resultsOf(await sendBulk(send, [userCreation('versioned')])).map(idOf);
    const change = replacement(`/Users/${id}`, { title: 'x' });
    const response = await sendBulk(send, [
      { ...change, version: 'W/"7"' },
      { ...change, version: 'W/"1"' },
      { method: 'DELETE', path: `/Users/${id}`, version: 'W/"1"' },
    ]);
    expect(statusesOf(response)).toEqual(['412', '200', '412']);
  });

  it('treats another tenant’s resources as ones that do not exist', async () => {
    const stranger = await createTestTenant();
    const sendForeign = withToken(adapter.send, stranger.token);
    const [made] = resultsOf(await sendBulk(sendForeign, [userCreation('foreign')]));
    const id = idOf(made);
    const attempts = (target: string) => [
      replacement(`/Users/${target}`, { title: 'x' }),
      { method: 'DELETE', path: `/Users/${target}` },
      { method: 'DELETE', path: `/${stranger.tenantId}/Users/${target}` },
      groupCreation('spy', target),
    ];
    const shapes = async (target: string) =>
      JSON.stringify(resultsOf(await sendBulk(send, attempts(target)))).replaceAll(target, '');
    const unknown = await shapes('01a20000-0000-7000-8000-000000000000');
    expect(await shapes(id)).toBe(unknown);
    expect(unknown).not.toContain('"20');
    const { json } = await sendForeign({ method: 'GET', path: `/Users/${id}` });
    expect(json).not.toHaveProperty('title');
  });

  it('leaves an event for each operation, as if it had come alone, and no secret in any', async () => {
    const response = await sendBulk(send, [
      userCreation('logged', { password: 'hunter2' }),
      { ...userCreation('unlogged', { password: 'hunter2' }), path: '/Users?password=hunter2' },
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
    const shown = events.map(({ type, method, path, status, summary }) =>
      [type, method, path, status, summary]);
    expect(shown).toEqual([
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
    const most = Array.from({ length: 1_000 }, () => deletion);
    expect(statusesOf(await sendBulk(send, most, { failOnErrors: 1 }))).toEqual(['400']);
    const tooMany = await sendBulk(send, [...most, deletion]);
    expectError(tooMany, 413);
    expect(tooMany.json?.detail).toContain('maxOperations is 1000');
    const tooLarge = await sendBulk(send, [userCreation('large', { displayName: 'x'.repeat(1_100_000) })]);
    expectError(tooLarge, 413);
    expect(tooLarge.json?.detail).toContain('1048576');
  });

  it('refuses what is no bulk request, and reads of it', async () => {
    const endless = { Operations: [userCreation('x')], failOnErrors: 0 };
    for (const body of [{}, [], { Operations: [] }, { Operations: 'x' }, endless]) {
      expectError(await send({ method: 'POST', path: '/Bulk', body }), 400);
    }
    const { status, headers } = await send({ method: 'GET', path: '/Bulk' });
    expect([status, headers.get('allow')]).toEqual([405, 'POST, OPTIONS']);
  });

  it('holds its operations to the mode of the credential', async () => {
    const { token } = await createTestTenant({ mode: 'STRICT' });
    const strict = withToken(adapter.send, token);
    const operations = [userCreation('odd', { favouriteColour: 'red' }), userCreation('even')];
    expect(statusesOf(await sendBulk(strict, operations))).toEqual(['400', '201']);
    const unnamed = { method: 'POST', path: '/Bulk', body: { Operations: operations } };
    expectError(await strict(unnamed), 400);
  });

  it('is switched off with provisioning', async () => {
    const { token } = await createTestTenant({ scimEnabled: false });
    expect((await sendBulk(withToken(adapter.send, token), [userCreation('off')])).status).toBe(503);
  });
});
