import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adapters } from '@/conformance/support/adapters';
import type { Adapter } from '@/conformance/support/adapters';
import { withToken } from '@/conformance/support/client';
import type { ClientRequest, Send } from '@/conformance/support/client';
import { createTestTenant } from '@/conformance/support/test-tenant';
import { isJsonObject } from '@/lib/scim/json';
import { patchOpUrn } from '@/lib/scim/urns';

const CLIENTS = 20;

/** Whoever comes first, the outcome is that of some order: nothing gets lost, and nobody gets a 5xx. */
describe('changes of groups at the same time', () => {
  let adapter: Adapter;
  let send: Send;
  let people: string[];
  let groups = 0;
  beforeAll(async () => {
    const [[, open]] = adapters as [(typeof adapters)[number]];
    adapter = await open();
    const { token } = await createTestTenant();
    send = withToken(adapter.send, token);
    people = await Promise.all(range(2 * CLIENTS).map((n) => createUser(`person${n}@acme.test`)));
  });
  afterAll(() => adapter.close());

  async function statuses(requests: ClientRequest[]): Promise<number[]> {
    const responses = await Promise.all(requests.map(send));
    return responses.map(({ status }) => status).sort();
  }

  async function createUser(userName: string): Promise<string> {
    const { json } = await send({ method: 'POST', path: '/Users', body: { userName } });
    return String(json?.id);
  }

  async function createGroup(members: readonly string[] = []): Promise<string> {
    const body = { displayName: `Group ${(groups += 1)}`, members: references(members) };
    const { json } = await send({ method: 'POST', path: '/Groups', body });
    return String(json?.id);
  }

  async function read(id: string): Promise<{ members: string[]; version: string }> {
    const { json } = await send({ method: 'GET', path: `/Groups/${id}` });
    const members = Array.isArray(json?.members) ? json.members : [];
    const meta = isJsonObject(json?.meta) ? json.meta : {};
    return {
      members: members.map((member) => (isJsonObject(member) ? String(member.value) : '')),
      version: String(meta.version),
    };
  }

  function patch(id: string, ...Operations: object[]): ClientRequest {
    return { method: 'PATCH', path: `/Groups/${id}`, body: { schemas: [patchOpUrn], Operations } };
  }

  it('twenty clients who each add another member add them all', async () => {
    const group = await createGroup();
    const joining = people.slice(0, CLIENTS);
    expect(new Set(await statuses(joining.map((id) => patch(group, adding(id)))))).toEqual(new Set([204]));
    expect(await read(group)).toEqual({ members: joining.toSorted(), version: `W/"${CLIENTS + 1}"` });
  });

  it('twenty clients who add the same member add it once', async () => {
    const group = await createGroup();
    const [same = ''] = people;
    const requests = range(CLIENTS).map(() => patch(group, adding(same)));
    expect(new Set(await statuses(requests))).toEqual(new Set([204]));
    expect(await read(group)).toEqual({ members: [same], version: 'W/"2"' });
  });

  it('twenty clients who each remove another member remove them all', async () => {
    const [leaving, staying] = [people.slice(0, CLIENTS), people.slice(CLIENTS)];
    const group = await createGroup(people);
    expect(new Set(await statuses(leaving.map((id) => patch(group, removing(id)))))).toEqual(new Set([204]));
    expect((await read(group)).members).toEqual(staying.toSorted());
  });

  it('twenty clients who each swap two members swap them all', async () => {
    const [leaving, joining] = [people.slice(0, CLIENTS), people.slice(CLIENTS)];
    const group = await createGroup(leaving);
    const requests = leaving.map((id, n) => patch(group, removing(id), adding(joining[n] ?? '')));
    expect(new Set(await statuses(requests))).toEqual(new Set([204]));
    expect(await read(group)).toEqual({ members: joining.toSorted(), version: `W/"${CLIENTS + 1}"` });
  });

  it('clients who change members and names at once all get through', async () => {
    const group = await createGroup();
    const requests = people.slice(0, CLIENTS).map((id, n) =>
      n % 2 === 0
        ? patch(group, adding(id))
        : patch(group, adding(id), { op: 'replace', value: { displayName: `Renamed ${group} ${n}` } }),
    );
    expect(new Set(await statuses(requests))).toEqual(new Set([204]));
    expect((await read(group)).members).toHaveLength(CLIENTS);
  });

  it('adding and removing one member ends in one of the two', async () => {
    const group = await createGroup();
    const [one = ''] = people;
    const requests = range(CLIENTS).map((n) => patch(group, n % 2 === 0 ? adding(one) : removing(one)));
    expect(new Set(await statuses(requests))).toEqual(new Set([204]));
    const { members } = await read(group);
    expect([[], [one]]).toContainEqual(members);
  });

  it('of two who swap the same members in opposite ways, one is the last', async () => {
    const [a = '', b = ''] = people;
    for (let round = 0; round < 10; round += 1) {
      const group = await createGroup([b]);
      const requests = [patch(group, adding(a), removing(b)), patch(group, removing(a), adding(b))];
      expect(await statuses(requests)).toEqual([204, 204]);
      const { members } = await read(group);
      expect([[a], [b]]).toContainEqual(members);
    }
  });

  it('of two who replace all members, one is the last', async () => {
    const lists = [people.slice(0, 12).toSorted(), people.slice(8, 30).toSorted()];
    for (let round = 0; round < 10; round += 1) {
      const group = await createGroup(people.slice(5, 15));
      const displayName = `Replaced ${group}`;
      const requests = lists.map((list, n) =>
        n === 0
          ? patch(group, { op: 'replace', path: 'members', value: references(list) })
          : { method: 'PUT', path: `/Groups/${group}`, body: { displayName, members: references(list) } },
      );
      expect(await statuses(requests)).toEqual([200, 204]);
      expect(lists).toContainEqual((await read(group)).members);
    }
  });

  it('a replacement and additions end in some order of them', async () => {
    const list = people.slice(0, 5).toSorted();
    const added = people.slice(10, 14);
    const group = await createGroup(people.slice(3, 8));
    const requests = [
      patch(group, { op: 'replace', path: 'members', value: references(list) }),
      ...added.map((id) => patch(group, adding(id))),
    ];
    expect(new Set(await statuses(requests))).toEqual(new Set([204]));
    const { members } = await read(group);
    expect(members).toEqual(expect.arrayContaining(list));
    expect([...list, ...added]).toEqual(expect.arrayContaining(members));
  });

  it('a group that is deleted while it is changed is gone', async () => {
    const group = await createGroup(people.slice(0, 3));
    const requests = people.slice(3, 13).map((id) => patch(group, adding(id)));
    const remove = { method: 'DELETE', path: `/Groups/${group}` };
    const responses = await Promise.all([remove, ...requests].map(send));
    expect(responses[0]?.status).toBe(204);
    for (const { status } of responses.slice(1)) expect([204, 404]).toContain(status);
    expect((await send({ method: 'GET', path: `/Groups/${group}` })).status).toBe(404);
  });

  it('a user who is deleted while groups take them in is in none', async () => {
    const joining = await createUser('leaver@acme.test');
    const all = await Promise.all(range(10).map(() => createGroup([people[0] ?? ''])));
    const requests = all.map((group) => patch(group, adding(joining)));
    const remove = { method: 'DELETE', path: `/Users/${joining}` };
    const responses = await Promise.all([...requests.slice(0, 5), remove, ...requests.slice(5)].map(send));
    expect(responses[5]?.status).toBe(204);
    for (const [n, { status }] of responses.entries()) if (n !== 5) expect([204, 400]).toContain(status);
    for (const group of all) {
      const { members, version } = await read(group);
      expect(members).toEqual([people[0]]);
      // Whoever had taken them in lost them: two versions more, and none otherwise.
      expect(['W/"1"', 'W/"3"']).toContain(version);
    }
  });

  it('groups that are deleted while they take each other in are gone', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [left, right] = [await createGroup(), await createGroup()];
      const found = await statuses([
        patch(left, adding(right)),
        patch(right, adding(left)),
        { method: 'DELETE', path: `/Groups/${left}` },
        { method: 'DELETE', path: `/Groups/${right}` },
      ]);
      expect(found.filter((status) => status >= 500)).toEqual([]);
      expect((await send({ method: 'GET', path: `/Groups/${left}` })).status).toBe(404);
      expect((await send({ method: 'GET', path: `/Groups/${right}` })).status).toBe(404);
    }
  });

  it('exactly one of many creations of one name succeeds, in whatever case', async () => {
    const names = ['Twins', 'TWINS', 'twins', 'tWINS', 'twinS'];
    const requests = names.map((displayName) => ({ method: 'POST', path: '/Groups', body: { displayName } }));
    expect(await statuses(requests)).toEqual([201, 409, 409, 409, 409]);
  });
});

function adding(id: string): object {
  return { op: 'add', path: 'members', value: [{ value: id }] };
}

function removing(id: string): object {
  return { op: 'remove', path: `members[value eq "${id}"]` };
}

function references(ids: readonly string[]): object[] {
  return ids.map((value) => ({ value }));
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}
