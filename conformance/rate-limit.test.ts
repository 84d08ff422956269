import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adapters } from '@/conformance/support/adapters';
import { withToken } from '@/conformance/support/client';
import type { Adapter } from '@/conformance/support/adapters';
import type { ClientResponse } from '@/conformance/support/client';
import { createTestCredential, createTestTenant } from '@/conformance/support/test-tenant';
import { mintToken } from '@/lib/credentials/token';
import { settleDeferredWrites } from '@/lib/db/deferred-writes';
import { db } from '@/lib/db/kysely';
import { bulkRequestUrn, errorUrn } from '@/lib/scim/urns';

// One request a second refills so little that no test here is a matter of time.
process.env.ROLLCALL_SCIM_RATE = '1';
process.env.ROLLCALL_SCIM_BURST = '20';
process.env.ROLLCALL_TRUSTED_PROXIES = '1';

function expectTooMany({ status, headers, json }: ClientResponse): void {
  expect([status, headers.get('content-type')]).toEqual([429, 'application/scim+json; charset=utf-8']);
  expect(json).toMatchObject({ schemas: [errorUrn], status: '429' });
  expect(headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
}

async function errorsOf(tenantId: string) {
  await settleDeferredWrites();
  return db()
    .selectFrom('IdentityEvent')
    .select(['summary', 'status', 'notes'])
    .where('tenantId', '=', tenantId)
    .where('type', '=', 'scim_error')
    .execute();
}

describe.each(adapters)('through %s', (_name, open) => {
  let adapter: Adapter;
  beforeAll(async () => {
    adapter = await open();
  });
  afterAll(() => adapter.close());

  const list = { method: 'GET', path: '/Users' };

  it('a credential that is too fast is told when to come again, its tenant once, others never', async () => {
    const [storm, calm] = [await createTestTenant(), await createTestTenant()];
    const [send, sendCalm] = [withToken(adapter.send, storm.token), withToken(adapter.send, calm.token)];
    const answers: ClientResponse[] = [];
    for (let sent = 0; sent < 60; sent += 1) answers.push(await send(list));
    const refused = answers.filter(({ status }) => status !== 200);
    expect(answers.slice(0, 20).map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(refused.length).toBeGreaterThan(0);
    refused.forEach(expectTooMany);

    expect((await sendCalm(list)).status).toBe(200);
    const second = await createTestCredential(storm.tenantId);
    expect((await withToken(adapter.send, second.token)(list)).status).toBe(200);

    expect(await errorsOf(storm.tenantId)).toMatchObject([{ status: 429 }]);
    expect(await errorsOf(calm.tenantId)).toEqual([]);
  });

  it('operations of a bulk request are charged one by one', async () => {
    const { token } = await createTestTenant();
    const send = withToken(adapter.send, token);
    const Operations = Array.from({ length: 40 }, (_, index) => ({
      method: 'POST',
      path: '/Users',
      bulkId: `u${index}`,
      data: { userName: `u${index}@acme.test` },
    }));
    const body = { schemas: [bulkRequestUrn], Operations };
    const { json } = await send({ method: 'POST', path: '/Bulk', body });
    const statuses = (json?.Operations as { status: string }[]).map(({ status }) => status);
    expect(statuses.slice(0, 19)).toEqual(Array(19).fill('201'));
    expect(statuses.filter((status) => status === '429').length).toBeGreaterThan(0);
  });

  it('a credential that was revoked is told so, and has no bucket', async () => {
    const { tenantId } = await createTestTenant();
    const { token, credentialId } = await createTestCredential(tenantId);
    await db()
      .updateTable('Credential')
      .set({ revokedAt: new Date() })
      .where('tenantId', '=', tenantId)
      .where('id', '=', credentialId)
      .execute();
    expect((await withToken(adapter.send, token)(list)).status).toBe(401);
    const buckets = db().selectFrom('TokenBucket').select('tokens').where('tenantId', '=', tenantId);
    expect(await buckets.execute()).toEqual([]);
  });

  it('an address that fails too often is told to wait, and its good credentials are served', async () => {
    const { tenantId, token } = await createTestTenant();
    const network = `2001:db8:${Math.floor(Math.random() * 65_536).toString(16)}:1`;
    const from = (host: number) => ({ 'X-Forwarded-For': `${network}::${host.toString(16)}` });
    const answers: ClientResponse[] = [];
    for (let sent = 1; sent <= 50; sent += 1) {
      const headers = { ...from(sent), Authorization: `Bearer ${mintToken().token}` };
      answers.push(await adapter.send({ method: 'GET', path: `/${tenantId}/Users`, headers }));
    }
    expect(answers.slice(0, 30).map(({ status }) => status)).toEqual(Array(30).fill(401));
    const refused = answers.filter(({ status }) => status !== 401);
    expect(refused.length).toBeGreaterThan(0);
    refused.forEach(expectTooMany);

    expect((await withToken(adapter.send, token)({ ...list, headers: from(1) })).status).toBe(200);
    const elsewhere = { 'X-Forwarded-For': '203.0.113.99' };
    expect((await adapter.send({ ...list, headers: elsewhere })).status).toBe(401);
    expect((await errorsOf(tenantId)).length).toBeLessThanOrEqual(2);
  });
});
