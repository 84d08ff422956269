import { z } from 'zod';
import { recordEvents } from '@/lib/activity/record-event';
import { db } from '@/lib/db/kysely';
import { findMember } from '@/lib/members/find-member';
import { may, refusePermission } from '@/lib/roles/permission';
import type { Actor } from '@/lib/roles/permission';
import { oneLineSchema } from '@/lib/shared/one-line';
import { refuse } from '@/lib/shared/refusal';
import type { Refusal } from '@/lib/shared/refusal';

export const forgetIdentitySchema = z.object({ memberId: oneLineSchema.min(1) });

/**
 * Lets a member sign in as somebody else of the identity provider: whoever comes next with their address is they from
 * then on. Sessions go on. For one who is known by their address alone it does nothing.
 */
export async function forgetIdentity(
  actor: Actor,
  { memberId }: z.output<typeof forgetIdentitySchema>,
): Promise<{ ok: true } | Refusal<'forbidden' | 'not-found'>> {
  const refused = refusePermission(actor, 'manageMembers');
  if (refused) return refused;
  const { tenantId, name: actorName } = actor;
  return db()
    .transaction()
    .execute(async (trx) => {
      const member = await findMember(tenantId, memberId, trx);
      if (!member) return refuse('not-found', 'There is no such member here.');
      if (member.roles.some(({ level }) => level === 'OWNER') && !may(actor, 'manageOwners')) {
        return refuse('forbidden', 'Only owners can change how an owner signs in. Ask one of them.');
      }
      const forgotten = await trx
        .deleteFrom('SsoIdentity')
        .where('tenantId', '=', tenantId)
        .where('memberId', '=', memberId)
        .returning('subject')
        .executeTakeFirst();
      if (!forgotten) return { ok: true };
      await recordEvents(trx, [
        {
          tenantId,
          type: 'sso_user_updated',
          outcome: 'OK',
          summary: `${actorName} made Rollcall forget how ${member.displayName} signs in`,
          actorName,
          memberId,
          subjectEmail: member.email,
          changes: [{ attribute: 'subject', before: forgotten.subject, after: null }],
        },
      ]);
      return { ok: true };
    });
}
