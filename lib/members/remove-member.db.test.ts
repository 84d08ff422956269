import { describe, expect, it } from 'vitest';
import { listEvents } from '@/lib/activity/list-events';
import { findMember } from '@/lib/members/find-member';
import { listMembers } from '@/lib/members/list-members';
import { memberListSchema } from '@/lib/members/member-list-query';
import { removeMember } from '@/lib/members/remove-member';
import { manageByScim, newMember, newTenant } from '@/testing/new-tenant';

describe('removeMember', () => {
  it('takes the person off the list at once and shows when and why among the deprovisioned', async () => {
    const { tenantId, owner } = await newTenant();
    const memberId = await newMember(tenantId, 'Ana Ruiz');
    expect(await removeMember(owner, { memberId })).toEqual({ ok: true });
    const active = await listMembers(tenantId, memberListSchema.parse({}));
    expect(active.members.map(({ id }) => id)).not.toContain(memberId);
    const gone = await listMembers(tenantId, memberListSchema.parse({ status: 'DEPROVISIONED' }));
    const { events } = await listEvents(tenantId, { member: memberId });
    expect(events).toMatchObject([{ type: 'admin_member_removed', actorName: 'Olga Owner' }]);
    expect(gone).toMatchObject({
      total: 1,
      members: [
        {
          id: memberId,
          deprovisioned: {
            at: expect.any(Date),
            why: 'Olga Owner removed Ana Ruiz; 0 sessions ended',
            eventId: events[0]?.id,
          },
        },
      ],
    });
  });

  it('refuses people whom SCIM manages, the last owner, strangers, and those who may not', async () => {
    const { tenantId, owner, ownerId } = await newTenant();
    const other = await newTenant();
    const [managed, second] = [await newMember(tenantId, 'Ana'), await newMember(tenantId, 'Bo')];
    await manageByScim(tenantId, managed);
    expect(await removeMember(owner, { memberId: managed })).toMatchObject({ reason: 'managed-by-scim' });
    expect(await removeMember(owner, { memberId: ownerId })).toMatchObject({
      reason: 'last-owner',
      message: 'The last owner cannot be removed. Make someone else owner first.',
    });
    expect(await removeMember(owner, { memberId: other.ownerId })).toMatchObject({ reason: 'not-found' });
    expect(await removeMember({ ...owner, level: 'VIEWER' }, { memberId: second })).toMatchObject({
      reason: 'forbidden',
    });
    expect(await removeMember({ ...owner, level: 'ADMIN' }, { memberId: ownerId })).toMatchObject({
      reason: 'forbidden',
    });
  });

  it('lets an owner leave when another stays', async () => {
    const { tenantId, owner, ownerId } = await newTenant();
    await newMember(tenantId, 'Sam', { roleKey: 'owner' });
    expect(await removeMember(owner, { memberId: ownerId })).toEqual({ ok: true });
    expect(await findMember(tenantId, ownerId)).toMatchObject({ status: 'DEPROVISIONED' });
  });
});
