import { beforeEach, describe, expect, it } from 'vitest';
import { db, jsonb } from '@/lib/db/kysely';
import { planApplication } from '@/lib/provisioning/roles/plan-application';
import { BUILT_IN_ROLES } from '@/lib/roles/role';
import type { RoleMapping } from '@/lib/roles/role-mapping';
import { coreRegistry } from '@/lib/scim/schema/registry';
import { newTenant } from '@/testing/new-tenant';
import { storePeople } from '@/testing/store-people';

const cause = { kind: 'admin', actorName: 'Olga', what: 'the role mapping', eventId: null } as const;

const mapping: RoleMapping = {
  source: 'IDP_ATTRIBUTE',
  attribute: 'title',
  defaultRoleKey: 'member',
  rules: [{ id: 'rule', kind: 'VALUE', name: 'boss', groupId: null, roleKey: 'owner' }],
  roles: BUILT_IN_ROLES,
};

let tenantId: string;

beforeEach(async () => {
  ({ tenantId } = await newTenant());
});

/** Somebody with a title and one role. @returns the member's id */
async function person(title: string | null, grant: { roleKey: string; reason?: string; ruleId?: string; active?: boolean }) {
  const { roleKey, reason = 'Default role', ruleId = null, active = true } = grant;
  const document = { userName: `${Math.random()}`, active };
  const [stored] = await storePeople(tenantId, [title === null ? document : { ...document, title }]);
  const memberId = stored?.memberId ?? '';
  await db().insertInto('MemberRole').values({ tenantId, memberId, roleKey, source: 'SCIM', reason, ruleId }).execute();
  return memberId;
}

function plan(applicationId: string, planned = mapping): Promise<number> {
  return db()
    .transaction()
    .execute((trx) => planApplication(trx, tenantId, applicationId, planned, coreRegistry, cause));
}

function pending() {
  return db()
    .selectFrom('PendingRoles')
    .select(['memberId', 'applicationId', 'priority', 'cause'])
    .where('tenantId', '=', tenantId)
    .orderBy('memberId')
    .execute();
}

describe('planning the application of a mapping', () => {
  it('puts whoever differs into the queue, the inactive too, those who become owners first', async () => {
    await person(null, { roleKey: 'member' });
    await person('boss', { roleKey: 'owner', reason: 'title "boss"', ruleId: 'rule' });
    const changed = await person('viewer', { roleKey: 'member' });
    const promoted = await person('Boss', { roleKey: 'member' });
    const inactive = await person('viewer', { roleKey: 'member', active: false });
    expect(await plan('first')).toBe(3);
    expect(await pending()).toEqual([
      { memberId: changed, applicationId: 'first', priority: 1, cause },
      { memberId: promoted, applicationId: 'first', priority: 0, cause },
      { memberId: inactive, applicationId: 'first', priority: 1, cause },
    ]);
  });

  it.each([
    ['another rule', 'boss', { roleKey: 'owner', reason: 'title "boss"', ruleId: 'former rule' }],
    ['another attribute', 'boss', { roleKey: 'owner', reason: 'roles "boss"', ruleId: 'rule' }],
    ['a rule, and now by default', null, { roleKey: 'member', reason: 'title "x"', ruleId: 'former rule' }],
  ])('includes who has the same role by %s', async (_, title, grant) => {
    const memberId = await person(title, grant);
    expect(await plan('first')).toBe(1);
    expect(await pending()).toMatchObject([{ memberId }]);
  });

  it('takes over who waits already, and keeps their place', async () => {
    const memberId = await person('viewer', { roleKey: 'member' });
    const waiting = { tenantId, memberId, priority: 0, cause: jsonb({ kind: 'scim' }) };
    await db().insertInto('PendingRoles').values(waiting).execute();
    expect(await plan('second')).toBe(1);
    expect(await pending()).toEqual([{ memberId, applicationId: 'second', priority: 0, cause }]);
  });

  it('finds nobody when roles are left to the portal', async () => {
    await person('viewer', { roleKey: 'member' });
    expect(await plan('first', { ...mapping, source: 'PORTAL' })).toBe(0);
    expect(await pending()).toEqual([]);
  });
});
