import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adapters } from '@/conformance/support/adapters';
import type { Adapter } from '@/conformance/support/adapters';
import type { ClientRequest } from '@/conformance/support/client';
import { patchRequest, references, RoleTenant } from '@/conformance/support/role-tenant';
import { db } from '@/lib/db/kysely';
import { runRoleWork } from '@/lib/provisioning/roles/role-worker';
import { startApplication } from '@/lib/provisioning/roles/start-application';
import { addRules } from '@/testing/add-rules';
import { Dice } from '@/testing/dice';
import { setMapping } from '@/testing/set-mapping';
import { wronglyHeld } from '@/testing/wrongly-held';

const ROUNDS = 6;
const REQUESTS = 30;

/** Whoever comes first: in the end, everybody's roles follow from what is stored, and nobody got a 5xx. */
describe('changes at the same time that concern the same people', () => {
  let adapter: Adapter;
  beforeAll(async () => {
    const [[, open]] = adapters as [(typeof adapters)[number]];
    adapter = await open();
  });
  afterAll(() => adapter.close());

  async function all(tenant: RoleTenant, requests: readonly ClientRequest[]): Promise<number[]> {
    const responses = await Promise.all(requests.map((request) => tenant.send(request)));
    return responses.map(({ status }) => status);
  }

  it('one person in many groups', async () => {
    const names = range(10).map((n) => `Group ${n}`);
    const rules = Object.fromEntries(names.map((name, n) => [name, n % 2 === 0 ? 'admin' : 'viewer']));
    const acme = await RoleTenant.open(adapter.send, rules);
    const ana = await acme.user('Ana');
    const groups = await Promise.all(names.map((name) => acme.group(name)));
    expect(new Set(await all(acme, groups.map((id) => patchRequest(`/Groups/${id}`, adding(ana)))))).toEqual(
      new Set([204]),
    );
    expect(await wronglyHeld(acme.tenant.tenantId)).toEqual([]);
    const [stays = '', ...left] = groups;
    await all(acme, left.map((id) => patchRequest(`/Groups/${id}`, removing(ana))));
    expect(await acme.roles('Ana')).toEqual(['admin: group Group 0']);
    expect((await acme.remove(`/Groups/${stays}`)).status).toBe(204);
    expect(await acme.roles('Ana')).toEqual(['member: Default role']);
  });

  it('a path of groups that is made while people join below it', async () => {
    const acme = await RoleTenant.open(adapter.send, { Top: 'admin' });
    const top = await acme.group('Top');
    for (const round of range(ROUNDS)) {
      const [middle, bottom] = [await acme.group(`Middle ${round}`), await acme.group(`Bottom ${round}`)];
      const people = await Promise.all(range(6).map((n) => acme.user(`Person${round}-${n}`)));
      const joins = people.map((id) => patchRequest(`/Groups/${bottom}`, adding(id)));
      const paths = [
        patchRequest(`/Groups/${top}`, adding(middle)),
        patchRequest(`/Groups/${middle}`, adding(bottom)),
      ];
      const statuses = await all(acme, [...joins.slice(0, 3), ...paths, ...joins.slice(3)]);
      expect(new Set(statuses)).toEqual(new Set([204]));
      expect(await wronglyHeld(acme.tenant.tenantId)).toEqual([]);
      expect(await acme.roles(`Person${round}-5`)).toHaveLength(1);
    }
  });

  it('whatever identity providers send about groups, in any order', async () => {
    const dice = new Dice(20261122);
    for (let round = 0; round < ROUNDS; round += 1) {
      const rules = { 'G 0': 'admin', 'G 1': 'viewer', 'G 5': 'admin', New: 'viewer' };
      const acme = await RoleTenant.open(adapter.send, rules);
      const people = await Promise.all(range(5).map((n) => acme.user(`P${n}`)));
      const groups = await Promise.all(range(5).map((n) => acme.group(`G ${n}`, people.slice(n, n + 2))));
      const request = (): ClientRequest => {
        const group = `/Groups/${dice.pick(groups)}`;
        const member = dice.pick([...people, ...people, ...groups]);
        switch (dice.below(10)) {
          case 0:
            return { method: 'DELETE', path: group };
          case 1:
            return patchRequest(group, { op: 'replace', path: 'displayName', value: `G ${dice.below(7)}` });
          case 2:
            return patchRequest(group, { op: 'replace', path: 'members', value: references([dice.pick(people)]) });
          case 3:
            return {
              method: 'POST',
              path: '/Groups',
              body: { displayName: dice.pick(['New', 'G 5']), members: references(people) },
            };
          case 4:
            return patchRequest(`/Users/${dice.pick(people)}`, { op: 'replace', value: { active: dice.chance(0.5) } });
          case 5:
            return patchRequest(`/Users/${dice.pick(people)}`, { op: 'replace', value: { title: `T${dice.below(99)}` } });
          case 6:
          case 7:
            return patchRequest(group, removing(member));
          default:
            return patchRequest(group, adding(member));
        }
      };
      const statuses = await all(acme, range(REQUESTS).map(request));
      expect(statuses.filter((status) => status >= 500)).toEqual([]);
      expect(await wronglyHeld(acme.tenant.tenantId)).toEqual([]);
    }
  });

  /** Changes the mapping and has it applied, as saving it does. */
  async function apply(tenantId: string, change: Parameters<typeof setMapping>[1]): Promise<void> {
    const cause = { kind: 'admin', actorName: 'Olga', what: 'the role mapping', eventId: null } as const;
    await setMapping(tenantId, change);
    await db()
      .transaction()
      .execute((trx) => startApplication(trx, tenantId, cause));
    await runRoleWork(tenantId);
  }

  it('a mapping that changes its mind while groups and people change', async () => {
    const acme = await RoleTenant.open(adapter.send, { 'G 0': 'admin', 'G 1': 'viewer' });
    const { tenantId } = acme.tenant;
    await addRules(tenantId, [{ kind: 'VALUE', name: 'chief', roleKey: 'admin' }]);
    const people = await Promise.all(range(12).map((n) => acme.user(`P${n}`)));
    const groups = await Promise.all(range(2).map((n) => acme.group(`G ${n}`)));
    for (let round = 0; round < ROUNDS; round += 1) {
      const source = round % 2 === 0 ? 'IDP_ATTRIBUTE' : 'IDP_GROUPS';
      const requests = people.flatMap((id, n) => [
        patchRequest(`/Groups/${groups[n % 2] ?? ''}`, (n + round) % 3 === 0 ? removing(id) : adding(id)),
        patchRequest(`/Users/${id}`, {
          op: 'replace',
          value: { roles: (n + round) % 2 === 0 ? [{ value: 'chief' }] : [], title: `${n}/${round}` },
        }),
      ]);
      const [statuses] = await Promise.all([
        all(acme, requests),
        apply(tenantId, { source, defaultRoleKey: round % 4 === 0 ? 'viewer' : 'member' }),
        runRoleWork(tenantId),
      ]);
      expect(statuses.filter((status) => status >= 500)).toEqual([]);
      await runRoleWork(tenantId);
      expect(await wronglyHeld(tenantId)).toEqual([]);
    }
  });

  it('owners who all leave at once leave one behind', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const acme = await RoleTenant.open(adapter.send, { Owners: 'owner', Chiefs: 'owner' });
      const people = await Promise.all(range(4).map((n) => acme.user(`P${n}`)));
      const groups = [
        await acme.group('Owners', people.slice(0, 2)),
        await acme.group('Chiefs', people.slice(2)),
      ];
      await acme.retireFirstOwner();
      const leaving = people.map((id, n) => patchRequest(`/Groups/${groups[n < 2 ? 0 : 1] ?? ''}`, removing(id)));
      const deactivated = people.map((id) => patchRequest(`/Users/${id}`, { op: 'replace', value: { active: false } }));
      const statuses = await all(acme, round % 2 === 0 ? leaving : [...leaving.slice(0, 2), ...deactivated]);
      expect(statuses.filter((status) => status >= 500)).toEqual([]);
      expect(statuses).toContain(403);
      expect(await wronglyHeld(acme.tenant.tenantId)).toEqual([]);
      const owners = await db()
        .selectFrom('MemberRole')
        .innerJoin('Member', 'Member.id', 'MemberRole.memberId')
        .select('Member.id')
        .where('Member.tenantId', '=', acme.tenant.tenantId)
        .where('Member.status', '=', 'ACTIVE')
        .where('roleKey', '=', 'owner')
        .execute();
      expect(owners.length).toBeGreaterThan(0);
    }
  });
});

function adding(id: string): object {
  return { op: 'add', path: 'members', value: references([id]) };
}

function removing(id: string): object {
  return { op: 'remove', path: `members[value eq "${id}"]` };
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_unused, index) => index);
}
