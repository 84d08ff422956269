import { beforeEach, describe, expect, it } from 'vitest';
import { testContext } from '@/conformance/support/test-context';
import { createTestTenant } from '@/conformance/support/test-tenant';
import { db } from '@/lib/db/kysely';
import { createUser } from '@/lib/provisioning/create-user';
import { deleteGroup } from '@/lib/provisioning/delete-group';
import { tenantsWithRoleWork, workOnRoles } from '@/lib/provisioning/roles/role-work';
import { runRoleWork } from '@/lib/provisioning/roles/role-worker';
import { startApplication } from '@/lib/provisioning/roles/start-application';
import { findTenantMapping } from '@/lib/roles/tenant-mapping';
import { parseProjection } from '@/lib/scim/projection';
import { userType } from '@/lib/scim/schema/registry';
import { addRules } from '@/testing/add-rules';
import { failStatement } from '@/testing/fail-statement';
import { setMapping } from '@/testing/set-mapping';
import { joinCrowd, storeCrowd } from '@/testing/store-crowd';
import { storeGroup, storePeople } from '@/testing/store-people';
import { wronglyHeld } from '@/testing/wrongly-held';

const BATCH = 500;
const CROWD = 1_200;

/** What is left to the background, and the application of a mapping to everybody. */
describe('background work on roles', () => {
  let tenantId: string;
  let ownerId: string;
  beforeEach(async () => {
    ({ tenantId, ownerId } = await createTestTenant());
    await setMapping(tenantId, { source: 'IDP_GROUPS' });
  });

  async function apply(): Promise<string> {
    const cause = { kind: 'admin', actorName: 'Olga', what: 'the role mapping', eventId: 'e-1' } as const;
    return db()
      .transaction()
      .execute((trx) => startApplication(trx, tenantId, cause));
  }

  function waiting() {
    return db().selectFrom('PendingRoles').selectAll().where('tenantId', '=', tenantId).execute();
  }

  function application() {
    return db()
      .selectFrom('RoleApplication')
      .selectAll()
      .where('tenantId', '=', tenantId)
      .executeTakeFirstOrThrow();
  }

  function events(type: string) {
    return db()
      .selectFrom('IdentityEvent')
      .selectAll()
      .where('tenantId', '=', tenantId)
      .where('type', '=', type)
      .orderBy('id')
      .execute();
  }

  async function holders(roleKey: string): Promise<number> {
    const held = await db()
      .selectFrom('MemberRole')
      .select('memberId')
      .where('tenantId', '=', tenantId)
      .where('roleKey', '=', roleKey)
      .execute();
    return held.length;
  }

  /** A mapping that makes the first of a crowd admins, of whom nobody is one yet. */
  async function newAdmins(count: number): Promise<void> {
    await storeCrowd(tenantId, CROWD);
    const groupId = await storeGroup(tenantId, 'Admins');
    await joinCrowd(tenantId, groupId, 0, count);
    await addRules(tenantId, [{ kind: 'GROUP', name: 'Admins', groupId, roleKey: 'admin' }]);
  }

  it('a large group that goes is answered with the first, and the rest follow, each told once', async () => {
    const size = 2_000;
    await storeCrowd(tenantId, size, { roleKey: 'viewer', reason: 'group Staff' });
    const id = await storeGroup(tenantId, 'Staff');
    await joinCrowd(tenantId, id, 0, size);
    await addRules(tenantId, [{ kind: 'GROUP', name: 'Staff', groupId: id, roleKey: 'viewer' }]);
    const context = testContext(tenantId, { mapping: await findTenantMapping(tenantId) });
    await deleteGroup(context, { id, ifMatch: undefined });
    expect(await waiting()).toHaveLength(size - BATCH);
    expect(await holders('member')).toBe(BATCH);
    expect(await tenantsWithRoleWork()).toContain(tenantId);

    await runRoleWork(tenantId);
    expect(await waiting()).toEqual([]);
    expect(await holders('member')).toBe(size);
    expect(await holders('viewer')).toBe(0);
    const told = (await events('scim_provision')).map(({ memberId }) => memberId);
    expect(new Set(told).size).toBe(size);
    expect(told).toHaveLength(size);
    expect((await events('scim_provision')).at(-1)).toMatchObject({
      summary: expect.stringMatching(
        /^Okta production made Person \d+ Member \(was Viewer\): default role$/,
      ) as string,
      credentialId: 'credential',
      requestId: 'request',
    });
  });

  it('an application reaches those it changes, and ends with one event', async () => {
    await newAdmins(700);
    const id = await apply();
    expect(await application()).toMatchObject({ id, state: 'PLANNING', total: 0 });
    expect(await workOnRoles(tenantId)).toBe('more');
    expect(await application()).toMatchObject({ id, state: 'RUNNING', total: 700, done: 0 });
    expect(await workOnRoles(tenantId)).toBe('more');
    expect(await application()).toMatchObject({ state: 'RUNNING', total: 700, done: BATCH, changed: BATCH });
    await runRoleWork(tenantId);
    expect(await application()).toMatchObject({ state: 'DONE', total: 700, done: 700, changed: 700 });
    expect(await wronglyHeld(tenantId)).toEqual([]);
    const changes = await events('admin_member_roles_changed');
    expect(changes).toHaveLength(700);
    expect(changes[0]).toMatchObject({
      actorName: 'Olga',
      summary: expect.stringMatching(
        /^Olga made Person \d+ Admin \(was Member\) with the role mapping: group Admins$/,
      ) as string,
    });
    expect(await events('admin_mapping_applied')).toMatchObject([
      { actorName: 'Olga', summary: 'Olga changed the roles of 700 people with the role mapping' },
    ]);
    expect(await tenantsWithRoleWork()).not.toContain(tenantId);
  });

  it.each([
    ['planning', /insert into "PendingRoles"/],
    ['writing roles', /insert into "MemberRole"/],
    ['taking people off the list', /delete from "PendingRoles"/],
    ['telling of the end', /^\s*insert into "IdentityEvent"/],
  ])('a process that ends while %s leaves it to the next, which does all of it once', async (_when, statement) => {
    await newAdmins(600);
    await apply();
    await failStatement(statement, () => expect(runRoleWork(tenantId)).rejects.toThrow('ended here'));
    await runRoleWork(tenantId);
    expect(await application()).toMatchObject({ state: 'DONE', total: 600, done: 600, changed: 600 });
    expect(await wronglyHeld(tenantId)).toEqual([]);
    expect(await events('admin_member_roles_changed')).toHaveLength(600);
    expect(await events('admin_mapping_applied')).toHaveLength(1);
  });

  it('several processes share it, and nobody is told twice', async () => {
    await newAdmins(CROWD);
    await apply();
    await Promise.all([runRoleWork(tenantId), runRoleWork(tenantId), runRoleWork(tenantId)]);
    expect(await application()).toMatchObject({ state: 'DONE', total: CROWD, done: CROWD, changed: CROWD });
    expect(await events('admin_member_roles_changed')).toHaveLength(CROWD);
    expect(await events('admin_mapping_applied')).toHaveLength(1);
  });

  it('a newer application takes the place of one that is under way', async () => {
    await newAdmins(CROWD);
    await apply();
    await workOnRoles(tenantId);
    await workOnRoles(tenantId);
    await db().updateTable('RoleRule').set({ roleKey: 'viewer' }).where('tenantId', '=', tenantId).execute();
    await setMapping(tenantId, {});
    const id = await apply();
    expect(await waiting()).toEqual([]);
    await runRoleWork(tenantId);
    expect(await application()).toMatchObject({ id, state: 'DONE', done: CROWD, changed: CROWD });
    expect(await holders('viewer')).toBe(CROWD);
    expect(await wronglyHeld(tenantId)).toEqual([]);
    expect(await events('admin_mapping_applied')).toHaveLength(1);
  });

  it('whoever arrives meanwhile has the roles of the new mapping', async () => {
    await newAdmins(600);
    await setMapping(tenantId, { defaultRoleKey: 'viewer' });
    await apply();
    await workOnRoles(tenantId);
    const context = testContext(tenantId, { mapping: await findTenantMapping(tenantId) });
    const body = { userName: 'late@acme.test' };
    await createUser(context, { body, projection: parseProjection(userType, {}) });
    expect(await wronglyHeld(tenantId)).not.toContainEqual(expect.objectContaining({ name: 'late@acme.test' }));
    await runRoleWork(tenantId);
    expect(await wronglyHeld(tenantId)).toEqual([]);
  });

  it('new owners come before the old ones go', async () => {
    await newAdmins(0);
    await db()
      .updateTable('MemberRole')
      .set({ roleKey: 'owner' })
      .where('tenantId', '=', tenantId)
      .where('memberId', '=', 'm-0')
      .execute();
    await retire(ownerId);
    const groupId = await storeGroup(tenantId, 'Owners');
    await joinCrowd(tenantId, groupId, CROWD - 1, CROWD);
    await addRules(tenantId, [{ kind: 'GROUP', name: 'Owners', groupId, roleKey: 'owner' }]);
    await setMapping(tenantId, { defaultRoleKey: 'viewer' });
    await apply();
    await runRoleWork(tenantId);
    expect(await wronglyHeld(tenantId)).toEqual([]);
  });

  it('the last owner stays one where there is no request to refuse, and the log warns of it', async () => {
    const [olga] = await storePeople(tenantId, [{ userName: 'olga', displayName: 'Olga' }]);
    await db()
      .insertInto('MemberRole')
      .values({ tenantId, memberId: olga?.memberId ?? '', roleKey: 'owner', source: 'SCIM', reason: 'group Owners' })
      .execute();
    await retire(ownerId);
    await apply();
    await runRoleWork(tenantId);
    expect(await holders('owner')).toBe(2);
    const [event] = await events('admin_member_roles_changed');
    expect(event).toMatchObject({
      memberId: olga?.memberId,
      changes: [{ attribute: 'granted roles', before: 'Owner', after: 'Member, Owner' }],
      notes: [{ kind: 'warning', text: 'Olga is the last owner and keeps that role; transfer ownership first' }],
    });
  });

  it('people without access have their roles changed, and no event', async () => {
    await storePeople(tenantId, [{ userName: 'ana', displayName: 'Ana', active: false }]);
    await apply();
    await runRoleWork(tenantId);
    expect(await holders('member')).toBe(1);
    expect(await events('admin_member_roles_changed')).toEqual([]);
  });

  it('a mapping that leaves roles to the portal changes nobody', async () => {
    await storeCrowd(tenantId, 3, { roleKey: 'admin', reason: 'By hand' });
    await setMapping(tenantId, { source: 'PORTAL' });
    await apply();
    await runRoleWork(tenantId);
    expect(await holders('admin')).toBe(3);
    expect(await application()).toMatchObject({ state: 'DONE', total: 0 });
  });

  async function retire(memberId: string): Promise<void> {
    await db()
      .updateTable('Member')
      .set({ status: 'DEPROVISIONED' })
      .where('tenantId', '=', tenantId)
      .where('id', '=', memberId)
      .execute();
  }

  it('changes nobody while SCIM is off, whatever was begun before', async () => {
    await newAdmins(CROWD);
    await apply();
    expect(await workOnRoles(tenantId)).toBe('more');
    expect(await workOnRoles(tenantId)).toBe('more');
    await db().updateTable('IdentitySettings').set({ scimEnabled: false }).where('tenantId', '=', tenantId).execute();
    await runRoleWork(tenantId);
    expect(await holders('admin')).toBe(BATCH);
    expect(await waiting()).toEqual([]);
    expect(await application()).toMatchObject({ state: 'DONE', total: CROWD, changed: BATCH });
  });
});
