import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adapters } from '@/conformance/support/adapters';
import { withToken } from '@/conformance/support/client';
import type { Adapter } from '@/conformance/support/adapters';
import type { ClientRequest, Send } from '@/conformance/support/client';
import { createTestTenant } from '@/conformance/support/test-tenant';
import type { TestTenant } from '@/conformance/support/test-tenant';
import { db } from '@/lib/db/kysely';
import { memberKeys } from '@/lib/members/member-keys';
import { patchOpUrn } from '@/lib/scim/urns';

const CLIENTS = 20;

/** Identity providers send in parallel, and repeat what timed out. */
describe('requests at the same time', () => {
  let adapter: Adapter;
  let tenant: TestTenant;
  let send: Send;
  beforeAll(async () => {
    const [[, open]] = adapters as [(typeof adapters)[number]];
    adapter = await open();
    tenant = await createTestTenant();
    send = withToken(adapter.send, tenant.token);
  });
  afterAll(() => adapter.close());

  async function statuses(requests: ClientRequest[]): Promise<number[]> {
    const responses = await Promise.all(requests.map(send));
    return responses.map(({ status }) => status).sort();
  }

  function patch(id: string, value: object): ClientRequest {
    return {
      method: 'PATCH',
      path: `/Users/${id}`,
      body: { schemas: [patchOpUrn], Operations: [{ op: 'replace', value }] },
    };
  }

  async function create(userName: string, attributes: object = {}): Promise<string> {
    const { json } = await send({ method: 'POST', path: '/Users', body: { userName, ...attributes } });
    return String(json?.id);
  }

  it('exactly one of twenty creations of one userName succeeds, in whatever case', async () => {
    const names = ['twin@acme.test', 'TWIN@acme.test', 'Twin@acme.test', 'twin@ACME.test', 'twin@acme.TEST'];
    const requests = Array.from({ length: CLIENTS }, (_, n) => {
      return { method: 'POST', path: '/Users', body: { userName: names[n % names.length] } };
    });
    expect(await statuses(requests)).toEqual([201, ...Array<number>(CLIENTS - 1).fill(409)]);
    const members = await db()
      .selectFrom('Member')
      .select('id')
      .where('tenantId', '=', tenant.tenantId)
      .where('emailKey', '=', 'twin@acme.test')
      .execute();
    expect(members).toHaveLength(1);
  });

  it('exactly one of two renames to one userName succeeds', async () => {
    const [first, second] = [await create('first@acme.test'), await create('second@acme.test')];
    const renames = [first, second].map((id) => patch(id, { userName: 'taken@acme.test' }));
    expect(await statuses(renames)).toEqual([200, 409]);
  });

  it('no change of one person gets lost among others', async () => {
    const id = await create('busy@acme.test');
    const attributes = [
      'title',
      'nickName',
      'userType',
      'locale',
      'timezone',
      'preferredLanguage',
      'displayName',
      'profileUrl',
    ];
    expect(await statuses(attributes.map((name) => patch(id, { [name]: `x-${name}` })))).toEqual(
      attributes.map(() => 200),
    );
    const { json } = await send({ method: 'GET', path: `/Users/${id}` });
    expect(json).toMatchObject(Object.fromEntries(attributes.map((name) => [name, `x-${name}`])));
    expect(json).toMatchObject({ meta: { version: `W/"${attributes.length + 1}"` } });
  });

  it('of twenty clients who change one person, each adds an address and none gets lost', async () => {
    const id = await create('reachable@acme.test');
    const addresses = Array.from({ length: CLIENTS }, (_, n) => `reach${n}@acme.test`);
    const changes = addresses.map((value) => ({
      method: 'PATCH',
      path: `/Users/${id}`,
      body: { schemas: [patchOpUrn], Operations: [{ op: 'add', path: 'emails', value: [{ value }] }] },
    }));
    expect(await statuses(changes)).toEqual(addresses.map(() => 200));
    const { json } = await send({ method: 'GET', path: `/Users/${id}` });
    expect((json?.emails as { value: string }[]).map(({ value }) => value).sort()).toEqual(addresses.sort());
    expect(json).toMatchObject({ meta: { version: `W/"${CLIENTS + 1}"` } });
  });

  it('a person who is deleted while twenty clients change them is gone', async () => {
    for (let round = 0; round < 3; round += 1) {
      const id = await create(`leaving${round}@acme.test`);
      const changes = Array.from({ length: CLIENTS }, (_, n) => patch(id, { title: `x${n}` }));
      const requests = changes.toSpliced(round * 5, 0, { method: 'DELETE', path: `/Users/${id}` });
      const answers = await statuses(requests);
      expect(answers.filter((status) => status === 204)).toHaveLength(1);
      expect(answers.filter((status) => ![200, 204, 404].includes(status))).toEqual([]);
      expect(await statuses([{ method: 'GET', path: `/Users/${id}` }])).toEqual([404]);
    }
  });

  it('one of two changes of the same version is refused', async () => {
    const id = await create('versioned@acme.test');
    const guarded = ['a', 'b'].map((title) => ({
      ...patch(id, { title }),
      headers: { 'If-Match': 'W/"1"' },
    }));
    expect(await statuses(guarded)).toEqual([200, 412]);
  });

  it('one person deleted twice is deleted once', async () => {
    const id = await create('gone@acme.test');
    const deletion = { method: 'DELETE', path: `/Users/${id}` };
    expect(await statuses([deletion, deletion, deletion])).toEqual([204, 404, 404]);
  });

  it('a member is adopted by one of two users who could be them', async () => {
    const member = { displayName: 'Shared Mailbox', email: 'shared@acme.test' };
    await db()
      .insertInto('Member')
      .values({ tenantId: tenant.tenantId, id: 'shared', ...member, ...memberKeys(member) })
      .execute();
    const emails = [{ value: 'shared@acme.test', primary: true }];
    const requests = ['left', 'right'].map((userName) => ({
      method: 'POST',
      path: '/Users',
      body: { userName, emails },
    }));
    expect(await statuses(requests)).toEqual([201, 201]);
    const members = await db()
      .selectFrom('Member')
      .select(['id', 'scimUserId'])
      .where('tenantId', '=', tenant.tenantId)
      .where('emailKey', '=', 'shared@acme.test')
      .execute();
    expect(members).toHaveLength(2);
    expect(new Set(members.map(({ scimUserId }) => scimUserId)).size).toBe(2);
  });

  it('two owners who leave at once leave one behind', async () => {
    const roles = [{ value: 'owner', primary: true }];
    const [left, right] = [
      await create('left.owner@acme.test', { roles }),
      await create('right.owner@acme.test', { roles }),
    ];
    await db()
      .updateTable('Member')
      .set({ status: 'DEPROVISIONED' })
      .where('tenantId', '=', tenant.tenantId)
      .where('id', '=', tenant.ownerId)
      .execute();
    expect(await statuses([left, right].map((id) => patch(id, { active: false })))).toEqual([200, 403]);
  });
});
