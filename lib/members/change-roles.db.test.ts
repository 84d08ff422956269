import { describe, expect, it } from 'vitest';
import { listEvents } from '@/lib/activity/list-events';
import { db } from '@/lib/db/kysely';
import { changeRoles } from '@/lib/members/change-roles';
import { findMember } from '@/lib/members/find-member';
import { lockOwners } from '@/lib/members/last-owner';
import { listAdministrators } from '@/lib/members/list-administrators';
import { removeMember } from '@/lib/members/remove-member';
import type { Actor } from '@/lib/roles/permission';
import { manageByScim, newMember, newTenant } from '@/testing/new-tenant';
import { setMapping } from '@/testing/set-mapping';

const LAST_OWNER = 'The last owner cannot be demoted. Make someone else owner first.';

async function rolesOf(tenantId: string, memberId: string): Promise<string[] | undefined> {
  return (await findMember(tenantId, memberId))?.roles.map(({ key }) => key);
}

function ownersOf(tenantId: string): Promise<string[]> {
  return db()
    .transaction()
    .execute((trx) => lockOwners(trx, tenantId));
}

describe('changeRoles', () => {
  it('gives exactly the roles named, keeps grants that stay, and records before and after', async () => {
    const { tenantId, owner } = await newTenant();
    const memberId = await newMember(tenantId, 'Ana Ruiz');
    expect(await changeRoles(owner, { memberId, roleKeys: ['admin', 'member'] })).toEqual({ ok: true });
    expect((await findMember(tenantId, memberId))?.roles).toMatchObject([
      { key: 'admin', source: 'PORTAL', reason: 'Given by Olga Owner' },
      { key: 'member', reason: 'For a test' },
    ]);
    await changeRoles(owner, { memberId, roleKeys: ['viewer'] });
    expect(await rolesOf(tenantId, memberId)).toEqual(['viewer']);
    const { events } = await listEvents(tenantId, { member: memberId });
    expect(events[0]).toMatchObject({
      type: 'admin_member_roles_changed',
      summary: 'Olga Owner changed the roles of Ana Ruiz from Admin, Member to Viewer',
      changes: [{ attribute: 'roles', before: 'Admin, Member', after: 'Viewer' }],
    });
    expect(events).toHaveLength(2);
  });

  it('refuses unknown roles, unknown and foreign members, and those who may not', async () => {
    const { tenantId, owner, ownerId } = await newTenant();
    const other = await newTenant();
    const memberId = await newMember(tenantId, 'Ana');
    const refused = async (actor: Actor, member: string, roleKeys: string[]) => {
      const answer = await changeRoles(actor, { memberId: member, roleKeys });
      return answer.ok ? 'allowed' : answer.reason;
    };
    expect(await refused(owner, memberId, ['king'])).toBe('unknown-role');
    expect(await refused(owner, 'nobody', ['member'])).toBe('not-found');
    expect(await refused(owner, other.ownerId, ['member'])).toBe('not-found');
    expect(await refused({ ...owner, level: 'MEMBER' }, memberId, ['viewer'])).toBe('forbidden');
    expect(await refused({ ...owner, level: 'ADMIN' }, memberId, ['owner'])).toBe('forbidden');
    expect(await refused({ ...owner, level: 'ADMIN' }, ownerId, ['member'])).toBe('forbidden');
    expect(await rolesOf(other.tenantId, other.ownerId)).toEqual(['owner']);
  });

  it('keeps the roles of people whom SCIM manages, unless the portal decides roles', async () => {
    const { tenantId, owner } = await newTenant();
    const memberId = await newMember(tenantId, 'Ana');
    await manageByScim(tenantId, memberId);
    const locked = await changeRoles(owner, { memberId, roleKeys: ['admin'] });
    expect(locked).toMatchObject({ ok: false, reason: 'managed-by-scim' });
    await setMapping(tenantId, { source: 'PORTAL' });
    expect(await changeRoles(owner, { memberId, roleKeys: ['admin'] })).toEqual({ ok: true });
  });

  it('never demotes the last owner', async () => {
    const { tenantId, owner, ownerId } = await newTenant();
    await newMember(tenantId, 'Former', { roleKey: 'owner', status: 'DEPROVISIONED' });
    const answer = await changeRoles(owner, { memberId: ownerId, roleKeys: ['admin'] });
    expect(answer).toMatchObject({ ok: false, reason: 'last-owner', message: LAST_OWNER });
    expect(await rolesOf(tenantId, ownerId)).toEqual(['owner']);
  });

  it('leaves one owner when all owners are demoted or removed at the same moment', async () => {
    const { tenantId, owner, ownerId } = await newTenant();
    const others = await Promise.all(
      ['Sam', 'Priya', 'Noor'].map((name) => newMember(tenantId, name, { roleKey: 'owner' })),
    );
    const answers = await Promise.all([
      ...[ownerId, ...others.slice(0, 1)].map((memberId) =>
        changeRoles(owner, { memberId, roleKeys: ['member'] }),
      ),
      ...others.slice(1).map((memberId) => removeMember(owner, { memberId })),
    ]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(3);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ reason: 'last-owner' });
    expect(await ownersOf(tenantId)).toHaveLength(1);
  });
});

it('names owners before admins as those to ask', async () => {
  const { tenantId, ownerId } = await newTenant();
  await newMember(tenantId, 'Ada Admin', { roleKey: 'admin' });
  await newMember(tenantId, 'Mel Member');
  await newMember(tenantId, 'Former Admin', { roleKey: 'admin', status: 'DEPROVISIONED' });
  expect(await listAdministrators(tenantId)).toMatchObject([
    { id: ownerId, name: 'Olga Owner', level: 'OWNER' },
    { name: 'Ada Admin', level: 'ADMIN' },
  ]);
});
