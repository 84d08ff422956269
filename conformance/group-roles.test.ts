import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adapters } from '@/conformance/support/adapters';
import type { Adapter } from '@/conformance/support/adapters';
import { references, RoleTenant } from '@/conformance/support/role-tenant';
import { db } from '@/lib/db/kysely';
import { addRules } from '@/testing/add-rules';
import { setMapping } from '@/testing/set-mapping';

const lastOwnerDetail = 'The last owner cannot be deprovisioned; transfer ownership first';

/** What pushed groups make of people's roles, by the time the identity provider has its answer. */
describe('roles from groups', () => {
  let adapter: Adapter;
  beforeAll(async () => {
    const [[, open]] = adapters as [(typeof adapters)[number]];
    adapter = await open();
  });
  afterAll(() => adapter.close());

  const open = (rules: Record<string, string>) => RoleTenant.open(adapter.send, rules);

  it('whoever joins a group has its role, and whoever leaves has not', async () => {
    const acme = await open({ Admins: 'admin', Staff: 'viewer' });
    const [ana, ben] = [await acme.user('Ana'), await acme.user('Ben')];
    const admins = await acme.group('Admins', [ana]);
    const staff = await acme.group('Staff', [ana]);
    expect(await acme.roles('Ana')).toEqual(['admin: group Admins', 'viewer: group Staff']);
    expect(await acme.roles('Ben')).toEqual(['member: Default role']);
    await acme.join(staff, ben);
    await acme.leave(admins, ana);
    expect(await acme.roles('Ana')).toEqual(['viewer: group Staff']);
    expect(await acme.roles('Ben')).toEqual(['viewer: group Staff']);
    await acme.leave(staff, ana, ben);
    expect(await acme.roles('Ana')).toEqual(['member: Default role']);
  });

  it('one event tells what happened to each person, with the request that did it', async () => {
    const acme = await open({ Admins: 'admin' });
    const ana = await acme.user('Ana');
    const admins = await acme.group('Admins');
    const before = (await acme.events()).length;
    await acme.join(admins, ana);
    const [person, group, ...older] = await acme.events();
    expect(older).toHaveLength(before);
    expect(person).toMatchObject({
      type: 'scim_provision',
      summary: 'Okta production made Ana Admin (was Member): group Admins',
      subjectEmail: 'ana@acme.test',
      resourceId: ana,
      changes: [{ attribute: 'granted roles', before: 'Member', after: 'Admin' }],
      requestId: group?.requestId,
      credentialId: acme.tenant.credentialId,
      path: `/scim/v2/Groups/${admins}`,
    });
    const [grant] = await acme.grants('Ana');
    expect(grant).toMatchObject({ roleKey: 'admin', eventId: person?.id, memberId: person?.memberId });
  });

  it('says plainly that somebody has no role left', async () => {
    const acme = await open({ Admins: 'admin' });
    await setMapping(acme.tenant.tenantId, { defaultRoleKey: null });
    const ana = await acme.user('Ana');
    const admins = await acme.group('Admins', [ana]);
    await acme.leave(admins, ana);
    expect(await acme.roles('Ana')).toEqual([]);
    const [event] = await acme.events();
    expect(event?.summary).toBe('Okta production took Admin from Ana, who has no role left, so no access');
  });

  it('several rules may name one group, or give one role', async () => {
    const acme = await open({ Admins: 'admin', Owners: 'admin' });
    await addRules(acme.tenant.tenantId, [{ kind: 'GROUP', name: 'Admins', roleKey: 'viewer' }]);
    const ana = await acme.user('Ana');
    const admins = await acme.group('Admins', [ana]);
    await acme.group('Owners', [ana]);
    expect(await acme.roles('Ana')).toEqual(['admin: group Admins', 'viewer: group Admins']);
    await acme.leave(admins, ana);
    expect(await acme.roles('Ana')).toEqual(['admin: group Owners']);
  });

  it('a replacement of all members gives and takes at once', async () => {
    const acme = await open({ Admins: 'admin' });
    const [ana, ben] = [await acme.user('Ana'), await acme.user('Ben')];
    const admins = await acme.group('Admins', [ana]);
    const body = { displayName: 'Admins', members: references([ben]) };
    await acme.send({ method: 'PUT', path: `/Groups/${admins}`, body });
    expect(await acme.roles('Ana')).toEqual(['member: Default role']);
    expect(await acme.roles('Ben')).toEqual(['admin: group Admins']);
    await acme.patch(`/Groups/${admins}`, { op: 'replace', path: 'members', value: references([ana]) });
    expect(await acme.roles('Ana')).toEqual(['admin: group Admins']);
    expect(await acme.roles('Ben')).toEqual(['member: Default role']);
    await acme.patch(`/Groups/${admins}`, { op: 'remove', path: 'members' });
    expect(await acme.roles('Ana')).toEqual(['member: Default role']);
  });

  describe('nested groups', () => {
    it('give the role to whoever is below, as the path comes and goes', async () => {
      const acme = await open({ Engineering: 'admin' });
      const [ana, ben] = [await acme.user('Ana'), await acme.user('Ben')];
      const team = await acme.group('Team', [ana]);
      const platform = await acme.group('Platform', [team]);
      const engineering = await acme.group('Engineering');
      expect(await acme.roles('Ana')).toEqual(['member: Default role']);
      await acme.join(engineering, platform);
      expect(await acme.roles('Ana')).toEqual(['admin: group Engineering, through Team, Platform']);
      await acme.join(team, ben);
      expect(await acme.roles('Ben')).toEqual(['admin: group Engineering, through Team, Platform']);
      await acme.join(platform, ben);
      await acme.leave(team, ben);
      expect(await acme.roles('Ben')).toEqual(['admin: group Engineering, through Platform']);
      await acme.remove(`/Groups/${platform}`);
      expect(await acme.roles('Ana')).toEqual(['member: Default role']);
      expect(await acme.roles('Ben')).toEqual(['member: Default role']);
    });

    it('may go round in circles', async () => {
      const acme = await open({ Left: 'admin', Right: 'viewer' });
      const ana = await acme.user('Ana');
      const [left, right] = [await acme.group('Left', [ana]), await acme.group('Right')];
      await acme.join(left, right);
      await acme.join(right, left);
      await acme.join(right, right);
      expect(await acme.roles('Ana')).toEqual(['admin: group Left', 'viewer: group Right, through Left']);
      await acme.leave(left, ana);
      expect(await acme.roles('Ana')).toEqual(['member: Default role']);
      await acme.join(right, ana);
      await acme.remove(`/Groups/${left}`);
      expect(await acme.roles('Ana')).toEqual(['viewer: group Right']);
    });
  });

  describe('a rule', () => {
    it('finds its group when it is pushed, by its exact name, and keeps it whatever it is called', async () => {
      const acme = await open({ Admins: 'admin' });
      const ana = await acme.user('Ana');
      const near = await acme.group('admins', [ana]);
      expect(await acme.roles('Ana')).toEqual(['member: Default role']);
      expect(await acme.rules()).toMatchObject([{ name: 'Admins', groupId: null }]);
      await acme.rename(near, 'Admins');
      expect(await acme.roles('Ana')).toEqual(['admin: group Admins']);
      expect(await acme.rules()).toMatchObject([{ name: 'Admins', groupId: near }]);
      await acme.rename(near, 'Administrators');
      const ben = await acme.user('Ben');
      await acme.join(near, ben);
      expect(await acme.roles('Ben')).toEqual(['admin: group Administrators']);
      const namesake = await acme.group('Admins', [await acme.user('Eve')]);
      expect(await acme.roles('Eve')).toEqual(['member: Default role']);
      expect(await acme.rules()).toMatchObject([{ name: 'Admins', groupId: near }]);
      await acme.remove(`/Groups/${namesake}`);
      expect(await acme.rules()).toMatchObject([{ groupId: near, groupGoneAt: null }]);
    });

    it('waits for its group under its last name when that is deleted, and finds it again', async () => {
      const acme = await open({ Admins: 'admin' });
      const ana = await acme.user('Ana');
      const first = await acme.group('Admins', [ana]);
      await acme.rename(first, 'Administrators');
      expect((await acme.remove(`/Groups/${first}`)).status).toBe(204);
      expect(await acme.roles('Ana')).toEqual(['member: Default role']);
      expect(await acme.rules()).toEqual([
        {
          name: 'Administrators',
          nameKey: 'administrators',
          groupId: null,
          groupGoneAt: expect.any(Date) as Date,
          roleKey: 'admin',
        },
      ]);
      const second = await acme.group('Administrators', [ana]);
      expect(await acme.roles('Ana')).toEqual(['admin: group Administrators']);
      expect(await acme.rules()).toMatchObject([{ groupId: second, groupGoneAt: null }]);
    });

    it('follows its group also while roles come from elsewhere', async () => {
      const acme = await open({ Admins: 'admin' });
      await setMapping(acme.tenant.tenantId, { source: 'PORTAL' });
      const ana = await acme.user('Ana');
      const admins = await acme.group('Admins', [ana]);
      expect(await acme.rules()).toMatchObject([{ groupId: admins }]);
      expect(await acme.roles('Ana')).toEqual(['member: Default role']);
      expect((await acme.remove(`/Groups/${admins}`)).status).toBe(204);
      expect(await acme.rules()).toMatchObject([{ groupId: null }]);
    });
  });

  describe('people', () => {
    it('who are inactive keep what their groups give, and change with them, until they come back', async () => {
      const acme = await open({ Admins: 'admin', Staff: 'viewer' });
      const ana = await acme.user('Ana');
      const admins = await acme.group('Admins', [ana]);
      const staff = await acme.group('Staff');
      await acme.patch(`/Users/${ana}`, { op: 'replace', value: { active: false } });
      expect(await acme.roles('Ana')).toEqual(['admin: group Admins']);
      const events = (await acme.events()).length;
      await acme.leave(admins, ana);
      await acme.join(staff, ana);
      expect(await acme.roles('Ana')).toEqual(['viewer: group Staff']);
      // The two changes of groups are told, but not the roles of somebody who has no access.
      expect(await acme.events()).toHaveLength(events + 2);
      const restored = { userName: 'ana@acme.test', displayName: 'Ana' };
      const { json } = await acme.send({ method: 'POST', path: '/Users', body: restored });
      expect(json?.id).toBe(ana);
      expect(await acme.roles('Ana')).toEqual(['viewer: group Staff']);
    });

    it('who are deleted and created again start without groups', async () => {
      const acme = await open({ Admins: 'admin' });
      const ana = await acme.user('Ana');
      const admins = await acme.group('Admins', [ana]);
      await acme.remove(`/Users/${ana}`);
      expect(await acme.roles('Ana')).toEqual(['admin: group Admins']);
      const again = await acme.user('Ana');
      expect(await acme.roles('Ana')).toEqual(['member: Default role']);
      await acme.join(admins, again);
      expect(await acme.roles('Ana')).toEqual(['admin: group Admins']);
    });

    it('whose profile alone changes keep their roles', async () => {
      const acme = await open({ Admins: 'admin' });
      const ana = await acme.user('Ana');
      await acme.group('Admins', [ana]);
      await acme.patch(`/Users/${ana}`, { op: 'replace', value: { title: 'CTO', roles: [{ value: 'viewer' }] } });
      expect(await acme.roles('Ana')).toEqual(['admin: group Admins']);
    });
  });

  describe('the last owner', () => {
    it('is not taken away by any change of groups, and nothing of it is done', async () => {
      const acme = await open({ Owners: 'owner' });
      const [ana, ben] = [await acme.user('Ana'), await acme.user('Ben')];
      const owners = await acme.group('Owners', [ana]);
      await acme.retireFirstOwner();
      const attempts = [
        () => acme.leave(owners, ana),
        () => acme.patch(`/Groups/${owners}`, { op: 'replace', path: 'members', value: [] }),
        () => acme.send({ method: 'PUT', path: `/Groups/${owners}`, body: { displayName: 'X', members: [] } }),
        () => acme.remove(`/Groups/${owners}`),
      ];
      for (const attempt of attempts) {
        const refused = await attempt();
        expect(refused.json).toMatchObject({ status: '403', detail: lastOwnerDetail });
        expect((await acme.events())[0]).toMatchObject({ type: 'scim_error', status: 403 });
      }
      const { json } = await acme.send({ method: 'GET', path: `/Groups/${owners}` });
      expect(json).toMatchObject({ displayName: 'Owners', meta: { version: 'W/"1"' } });
      expect(await acme.roles('Ana')).toEqual(['owner: group Owners']);
      expect(await acme.rules()).toMatchObject([{ groupId: owners }]);

      const swap = await acme.patch(`/Groups/${owners}`, {
        op: 'replace',
        path: 'members',
        value: references([ben]),
      });
      expect(swap.status).toBe(204);
      expect(await acme.roles('Ben')).toEqual(['owner: group Owners']);
      expect(await acme.roles('Ana')).toEqual(['member: Default role']);
    });

    it('stays one whom an admin made an owner, with a warning', async () => {
      const acme = await open({ Staff: 'viewer' });
      const { ownerEmail, tenantId } = acme.tenant;
      const body = { userName: ownerEmail, displayName: 'Olga' };
      const { json } = await acme.send({ method: 'POST', path: '/Users', body });
      await acme.group('Staff', [String(json?.id)]);
      expect(await acme.roles('Olga')).toEqual([
        expect.stringMatching(/^owner: /) as string,
        'viewer: group Staff',
      ]);
      expect((await acme.events())[0]).toMatchObject({
        tenantId,
        notes: [{ kind: 'warning', text: expect.stringContaining('last owner') as string }],
      });
    });
  });

  it('a name that takes the place of another in one bulk request moves the role', async () => {
    const acme = await open({ Admins: 'admin' });
    const [ana, ben] = [await acme.user('Ana'), await acme.user('Ben')];
    const first = await acme.group('Admins', [ana]);
    const Operations = [
      { method: 'DELETE', path: `/Groups/${first}` },
      { method: 'POST', path: '/Groups', bulkId: 'b', data: { displayName: 'Admins', members: references([ben]) } },
    ];
    const { json } = await acme.send({ method: 'POST', path: '/Bulk', body: { Operations } });
    expect(json).toMatchObject({ Operations: [{ status: '204' }, { status: '201' }] });
    expect(await acme.roles('Ana')).toEqual(['member: Default role']);
    expect(await acme.roles('Ben')).toEqual(['admin: group Admins']);
    const pending = await db()
      .selectFrom('PendingRoles')
      .select('memberId')
      .where('tenantId', '=', acme.tenant.tenantId)
      .execute();
    expect(pending).toEqual([]);
  });
});
