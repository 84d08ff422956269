import { describe, expect, it } from 'vitest';
import { db } from '@/lib/db/kysely';
import { saveAndApply } from '@/lib/mapping/save-and-apply';
import { runRoleWork } from '@/lib/provisioning/roles/role-worker';
import { newTenant } from '@/testing/new-tenant';
import { setMapping } from '@/testing/set-mapping';
import { storePeople } from '@/testing/store-people';
import { wronglyHeld } from '@/testing/wrongly-held';

/** The switch of SCIM and the roles of the people it manages. */
describe('saving identity settings', () => {
  function application(tenantId: string) {
    return db().selectFrom('RoleApplication').selectAll().where('tenantId', '=', tenantId).executeTakeFirst();
  }

  async function eventsOf(tenantId: string): Promise<string[]> {
    const events = await db()
      .selectFrom('IdentityEvent')
      .select('summary')
      .where('tenantId', '=', tenantId)
      .orderBy('id')
      .execute();
    return events.map(({ summary }) => summary);
  }

  it('gives people the roles of the mapping when SCIM is turned on', async () => {
    const { tenantId, owner } = await newTenant();
    await storePeople(tenantId, [{ userName: 'ana', displayName: 'Ana', active: true, roles: [{ value: 'admin' }] }]);
    const saved = await saveAndApply(owner, { revision: 1, scimEnabled: true, confirmation: 'grant 1' });
    expect(saved).toMatchObject({ ok: true });
    await runRoleWork(tenantId);
    expect(await wronglyHeld(tenantId)).toEqual([]);
    expect((await eventsOf(tenantId)).slice(-3)).toEqual([
      'Olga Owner turned SCIM provisioning on',
      'Olga Owner made Ana Admin (was without a role) with SCIM turned on: roles "admin"',
      'Olga Owner changed the roles of 1 person with SCIM turned on',
    ]);
  });

  it('applies nothing where SCIM manages nobody, gives no roles, or was on, and when it is turned off', async () => {
    const { tenantId, owner } = await newTenant();
    await saveAndApply(owner, { revision: 1, scimEnabled: true });
    await storePeople(tenantId, [{ userName: 'ana', active: true }]);
    await saveAndApply(owner, { revision: 2, logSuccessfulReads: true });
    await saveAndApply(owner, { revision: 3, scimEnabled: false });
    await setMapping(tenantId, { source: 'PORTAL' });
    await saveAndApply(owner, { revision: 4, scimEnabled: true });
    expect(await application(tenantId)).toBeUndefined();
  });

  it('asks for what a mapping of this effect asks for, before SCIM is turned on', async () => {
    const { tenantId, owner } = await newTenant();
    await storePeople(tenantId, [{ userName: 'ana', active: true, roles: [{ value: 'admin' }] }]);
    const asked = await saveAndApply(owner, { revision: 1, scimEnabled: true });
    expect(asked).toMatchObject({ ok: false, reason: 'confirmation', field: 'confirmation' });
    expect(asked).toHaveProperty('message', expect.stringContaining('“grant 1”'));
    expect(await application(tenantId)).toBeUndefined();
    expect(await eventsOf(tenantId)).not.toContain('Olga Owner turned SCIM provisioning on');
  });

  it('lets owners alone turn SCIM on where that makes owners', async () => {
    const { tenantId, owner } = await newTenant();
    const admin = { ...owner, memberId: null, name: 'Ada', level: 'ADMIN' as const };
    await storePeople(tenantId, [{ userName: 'ana', active: true, roles: [{ value: 'owner' }] }]);
    const turnsOn = { revision: 1, scimEnabled: true, confirmation: 'grant 1' };
    expect(await saveAndApply(admin, turnsOn)).toMatchObject({ ok: false, reason: 'forbidden' });
    expect(await saveAndApply({ ...owner, level: 'VIEWER' }, turnsOn)).toMatchObject({ ok: false, reason: 'forbidden' });
    expect(await saveAndApply(owner, turnsOn)).toMatchObject({ ok: true });
  });

  it('applies nothing when nothing was saved', async () => {
    const { tenantId, owner } = await newTenant();
    await storePeople(tenantId, [{ userName: 'ana', active: true }]);
    await saveAndApply(owner, { revision: 1, logSuccessfulReads: true });
    const late = await saveAndApply(owner, { revision: 1, scimEnabled: true });
    expect(late).toMatchObject({ ok: false, reason: 'conflict' });
    expect(await application(tenantId)).toBeUndefined();
  });
});
