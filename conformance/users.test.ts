import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adapters, withToken } from '@/conformance/support/scim-client';
import type { Adapter, Send } from '@/conformance/support/scim-client';
import { createTestTenant } from '@/conformance/support/test-tenant';
import { patchOpUrn } from '@/lib/scim/urns';

describe.each(adapters)('through %s', (_name, open) => {
  let adapter: Adapter;
  let send: Send;
  beforeAll(async () => {
    adapter = await open();
    const { token } = await createTestTenant();
    send = withToken(adapter.send, token);
  });
  afterAll(() => adapter.close());

  it('creates, reads, changes, lists and deletes a user', async () => {
    const created = await send({ method: 'POST', path: '/Users', body: { userName: 'Ana@acme.test', externalId: 'x1', emails: [{ value: 'ana@acme.test', type: 'work', primary: true }] } });
    expect(created.json).toMatchObject({ userName: 'Ana@acme.test', active: true });
    expect(created.status).toBe(201);
    const id = String(created.json?.id);
    const got = await send({ method: 'GET', path: `/Users/${id}` });
    expect(got.json).toEqual(created.json);
    const patched = await send({ method: 'PATCH', path: `/Users/${id}`, body: { schemas: [patchOpUrn], Operations: [{ op: 'replace', value: { active: false } }] } });
    expect(patched.json).toMatchObject({ active: false, meta: { version: 'W/"2"' } });
    const list = await send({ method: 'GET', path: `/Users?filter=${encodeURIComponent('emails[type eq "work"].value eq "ANA@acme.test" and userName sw "a" and meta.created gt "2020-01-01T00:00:00Z"')}` });
    expect(list.json).toMatchObject({ totalResults: 1, Resources: [{ id }] });
    const put = await send({ method: 'PUT', path: `/Users/${id}`, body: { ...got.json, active: true, displayName: 'Ana' } });
    expect(put.json).toMatchObject({ active: true, displayName: 'Ana' });
    expect((await send({ method: 'DELETE', path: `/Users/${id}` })).status).toBe(204);
    expect((await send({ method: 'GET', path: `/Users/${id}` })).status).toBe(404);
  });
});
