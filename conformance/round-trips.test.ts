import { beforeAll, describe, expect, it } from 'vitest';
import { countStatements } from '@/conformance/support/count-statements';
import { adapters } from '@/conformance/support/adapters';
import { withToken } from '@/conformance/support/client';
import type { ClientRequest, Send } from '@/conformance/support/client';
import { RoleTenant } from '@/conformance/support/role-tenant';
import { createTestTenant } from '@/conformance/support/test-tenant';
import { settleDeferredWrites } from '@/lib/db/deferred-writes';
import { db } from '@/lib/db/kysely';
import { mintToken } from '@/lib/credentials/token';
import { memberKeys } from '@/lib/members/member-keys';
import { enterpriseUserUrn, patchOpUrn } from '@/lib/scim/urns';

/**
 * A request costs few round trips: they are what its latency is made of when the database is not next door.
 */
describe('statements per request, authentication included', () => {
  let anonymous: Send;
  let send: Send;
  let tenantId: string;
  beforeAll(async () => {
    const [, [, open]] = adapters as [(typeof adapters)[number], (typeof adapters)[number]];
    anonymous = (await open()).send;
    const tenant = await createTestTenant();
    tenantId = tenant.tenantId;
    send = withToken(anonymous, tenant.token);
    // When a credential was last used is written once a minute, after the answer.
    await send({ method: 'GET', path: '/Users' });
    await settleDeferredWrites();
  });

  async function cost(request: ClientRequest, status: number, sender = send): Promise<number> {
    let answered = 0;
    const count = await countStatements(async () => {
      answered = (await sender(request)).status;
    });
    expect(answered).toBe(status);
    return count;
  }

  async function create(userName: string): Promise<string> {
    const { json } = await send({ method: 'POST', path: '/Users', body: { userName } });
    return String(json?.id);
  }

  function patch(id: string, value: object): ClientRequest {
    return {
      method: 'PATCH',
      path: `/Users/${id}`,
      body: { schemas: [patchOpUrn], Operations: [{ op: 'replace', value }] },
    };
  }

  it('a lookup, a read and a page take 2', async () => {
    const id = await create('read@acme.test');
    expect(
      await cost({ method: 'GET', path: '/Users?filter=userName%20eq%20%22read@acme.test%22' }, 200),
    ).toBe(2);
    expect(await cost({ method: 'GET', path: '/Users?filter=userName%20eq%20%22nobody%22' }, 200)).toBe(2);
    expect(await cost({ method: 'GET', path: `/Users/${id}` }, 200)).toBe(2);
    expect(await cost({ method: 'GET', path: '/Users?count=50' }, 200)).toBe(2);
  });

  it.each([
    '/Users?startIndex=5001&count=50',
    '/Users?cursor&count=1',
    '/Groups',
    '/Groups?filter=displayName%20eq%20%22Finance%22&excludedAttributes=members',
    '/Groups?filter=members%20eq%20%22nobody%22',
    '/Roles',
    '/Roles/admin',
    '/Roles?filter=value%20eq%20%22admin%22&sortBy=displayName',
    '/Roles?cursor&count=1',
    '/?filter=displayName%20eq%20%22Finance%22&sortBy=displayName',
  ])('a list takes 2 when it costs little: %s', async (path) => {
    expect(await cost({ method: 'GET', path }, 200)).toBe(2);
  });

  it.each([
    '/Users?sortBy=title&sortOrder=descending',
    '/Users?filter=emails%20co%20%22a%22%20or%20manager%20pr',
  ])('a list that may read all of a tenant takes 5, for its limit of time: %s', async (path) => {
    expect(await cost({ method: 'GET', path }, 200)).toBe(5);
  });

  it('a search by POST takes what the same list takes', async () => {
    expect(await cost({ method: 'POST', path: '/.search', body: { filter: 'id eq "none"' } }, 200)).toBe(2);
    expect(await cost({ method: 'POST', path: '/.search', body: { filter: 'id pr' } }, 200)).toBe(5);
  });

  it('a create takes 3, with a manager and several emails too', async () => {
    const boss = await create('boss@acme.test');
    const emails = [
      { value: 'a@acme.test', type: 'work' },
      { value: 'b@acme.test', type: 'home' },
    ];
    const body = { userName: 'new@acme.test', emails, [enterpriseUserUrn]: { manager: { value: boss } } };
    expect(await cost({ method: 'POST', path: '/Users', body }, 201)).toBe(3);
  });

  it('a change of the profile takes 3, and one without effect 2', async () => {
    const id = await create('profile@acme.test');
    expect(await cost(patch(id, { title: 'Engineer' }), 200)).toBe(3);
    expect(await cost(patch(id, { title: 'Engineer' }), 200)).toBe(2);
    expect(
      await cost({ method: 'PUT', path: `/Users/${id}`, body: { userName: 'renamed@acme.test' } }, 200),
    ).toBe(3);
  });

  it('what takes access away takes the owners’ lock too, and 6 at most', async () => {
    const id = await create('leaver@acme.test');
    expect(await cost(patch(id, { roles: [{ value: 'viewer' }] }), 200)).toBe(6);
    expect(await cost(patch(id, { active: false }), 200)).toBe(6);
    expect(await cost(patch(id, { active: true }), 200)).toBe(3);
    expect(await cost({ method: 'DELETE', path: `/Users/${id}` }, 204)).toBe(6);
  });

  it('a create that adopts a member takes 6 at most', async () => {
    const member = { displayName: 'Invited', email: 'invited@acme.test' };
    await db()
      .insertInto('Member')
      .values({ tenantId, id: 'invited', ...member, ...memberKeys(member) })
      .execute();
    expect(
      await cost({ method: 'POST', path: '/Users', body: { userName: 'invited@acme.test' } }, 201),
    ).toBeLessThanOrEqual(6);
  });

  it('a bulk request takes what its operations take, and authenticates once', async () => {
    const creation = (name: string, more: object = {}) => ({
      method: 'POST',
      path: '/Users',
      bulkId: name,
      data: { userName: `${name}@bulk.test`, ...more },
    });
    const bulk = (...Operations: object[]): ClientRequest => ({
      method: 'POST',
      path: '/Bulk',
      body: { Operations },
    });
    const ten = Array.from({ length: 10 }, (_unused, index) => creation(`bulk-${index}`));
    expect(await cost(bulk(...ten), 200)).toBe(1 + 10 * 2);

    const managed = (name: string) => ({ [enterpriseUserUrn]: { manager: { value: `bulkId:${name}` } } });
    const circle = bulk(creation('left', managed('right')), creation('right', managed('left')));
    expect(await cost(circle, 200)).toBe(1 + 3 * 2);
  });

  it('a group takes 2 without members and 3 with them, however many', async () => {
    const members = [{ value: await create('one@acme.test') }, { value: await create('two@acme.test') }];
    const group = (displayName: string, more = {}) => ({
      method: 'POST',
      path: '/Groups',
      body: { displayName, ...more },
    });
    expect(await cost(group('Empty', { members: [] }), 201)).toBe(2);
    expect(await cost(group('Pair', { members }), 201)).toBe(3);
  });

  it('a change of a group or its members takes 3, and one without effect 2', async () => {
    const [one, two] = [await create('joins@acme.test'), await create('joins.too@acme.test')];
    const { json } = await send({ method: 'POST', path: '/Groups', body: { displayName: 'Changing' } });
    const path = `/Groups/${String(json?.id)}`;
    const change = (...Operations: object[]) => ({
      method: 'PATCH',
      path,
      body: { schemas: [patchOpUrn], Operations },
    });
    const members = [{ value: one }, { value: two }];
    const name = { op: 'replace', value: { id: json?.id, displayName: 'Changed' } };
    expect(await cost(change({ op: 'add', path: 'members', value: [{ value: one }] }), 204)).toBe(3);
    expect(await cost(change({ op: 'add', path: 'members', value: [{ value: one }] }), 204)).toBe(2);
    expect(await cost(change(name, { op: 'add', path: 'members', value: members }), 204)).toBe(3);
    expect(await cost(change({ op: 'remove', path: `members[value eq "${one}"]` }), 204)).toBe(3);
    expect(await cost(change({ op: 'replace', path: 'members', value: members }), 204)).toBe(3);
    expect(await cost({ method: 'PUT', path, body: { displayName: 'Changed', members: [] } }, 200)).toBe(4);
    expect(await cost({ method: 'PUT', path, body: { displayName: 'Renamed' } }, 200)).toBe(3);
    expect(await cost({ method: 'GET', path }, 200)).toBe(2);
    expect(await cost({ method: 'DELETE', path }, 204)).toBe(6);
  });

  it('a change of a group that gives a role takes 9, however many people it concerns', async () => {
    const acme = await RoleTenant.open(anonymous, { Admins: 'admin' });
    const people = await Promise.all(['Ana', 'Ben', 'Cleo'].map((name) => acme.user(name)));
    const [admins, others] = [await acme.group('Admins'), await acme.group('Others')];
    await settleDeferredWrites();
    expect(await countStatements(() => acme.join(admins, ...people))).toBe(9);
    expect(await countStatements(() => acme.leave(admins, ...people))).toBe(9);
    expect(await countStatements(() => acme.join(others, ...people))).toBe(3);
  });

  it('a stranger takes 1, and none when the token cannot be one', async () => {
    const unknown = { Authorization: `Bearer ${mintToken().token}` };
    expect(await cost({ method: 'GET', path: '/Users', headers: unknown }, 401, anonymous)).toBe(1);
    expect(
      await cost({ method: 'GET', path: '/Users', headers: { Authorization: 'Bearer x' } }, 401, anonymous),
    ).toBe(0);
  });
});
