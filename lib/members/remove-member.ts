import { sql } from 'kysely';
import { z } from 'zod';
import { recordEvents } from '@/lib/activity/record-event';
import type { DatabaseTransaction } from '@/lib/db/kysely';
import { changeMember } from '@/lib/members/change-member';
import { endSessions } from '@/lib/members/end-sessions';
import type { MemberRow } from '@/lib/members/member-rows';
import { whyNotRemovable } from '@/lib/members/scim-lock';
import { refusePermission } from '@/lib/roles/permission';
import type { Actor } from '@/lib/roles/permission';
import { oneLineSchema } from '@/lib/shared/one-line';
import { refuse } from '@/lib/shared/refusal';
import type { Refusal } from '@/lib/shared/refusal';

export const removeMemberSchema = z.object({ memberId: oneLineSchema.min(1) });

export type RemoveMember = z.output<typeof removeMemberSchema>;

type RefusedRemoval = Refusal<'forbidden' | 'not-found' | 'managed-by-scim' | 'last-owner'>;

/**
 * Takes a member's access away: they leave the list at once and their sessions end. Their row and audit trail
 * stay, so an invitation brings the same member back.
 */
export function removeMember(
  actor: Actor,
  { memberId }: RemoveMember,
): Promise<{ ok: true } | RefusedRemoval> {
  return changeMember<RefusedRemoval>(actor, memberId, async (trx, member, owners) => {
    const refusal = refuseRemoval(actor, member, owners);
    if (refusal) return refusal;
    await deprovision(trx, actor, member);
    return { ok: true };
  });
}

function refuseRemoval(actor: Actor, member: MemberRow, owners: readonly string[]): RefusedRemoval | null {
  const managed = whyNotRemovable(member);
  if (managed !== null) return refuse('managed-by-scim', managed);
  if (!owners.includes(member.id)) return null;
  const forbidden = refusePermission(actor, 'manageOwners');
  if (forbidden || owners.length > 1) return forbidden;
  return refuse('last-owner', 'The last owner cannot be removed. Make someone else owner first.');
}

async function deprovision(trx: DatabaseTransaction, actor: Actor, member: MemberRow): Promise<void> {
  const { tenantId, name: actorName } = actor;
  await trx
    .updateTable('Member')
    .set({ status: 'DEPROVISIONED', deprovisionedAt: sql<Date>`now()` })
    .where('tenantId', '=', tenantId)
    .where('id', '=', member.id)
    .execute();
  const sessions = await endSessions(trx, tenantId, [member.id]);
  const ended = sessions === 1 ? '1 session' : `${sessions} sessions`;
  await recordEvents(trx, [
    {
      tenantId,
      type: 'admin_member_removed',
      outcome: 'OK',
      summary: `${actorName} removed ${member.displayName}; ${ended} ended`,
      actorName,
      memberId: member.id,
      subjectEmail: member.email,
      changes: [{ attribute: 'status', before: 'ACTIVE', after: 'DEPROVISIONED' }],
    },
  ]);
}
