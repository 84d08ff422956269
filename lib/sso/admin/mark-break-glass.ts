import { z } from 'zod';
import { recordEvents } from '@/lib/activity/record-event';
import { db } from '@/lib/db/kysely';
import type { DatabaseTransaction } from '@/lib/db/kysely';
import { lockOwners } from '@/lib/members/last-owner';
import { refusePermission } from '@/lib/roles/permission';
import type { Actor } from '@/lib/roles/permission';
import { oneLineSchema } from '@/lib/shared/one-line';
import { refuse } from '@/lib/shared/refusal';
import type { Refusal } from '@/lib/shared/refusal';
import { breakGlassOwners } from '@/lib/sso/admin/break-glass-owners';
import { findConnection } from '@/lib/sso/connection';

export const markBreakGlassSchema = z.object({ memberId: oneLineSchema.min(1), marked: z.boolean() });

export type MarkBreakGlass = z.output<typeof markBreakGlassSchema>;

type RefusedMark = Refusal<'forbidden' | 'not-found' | 'not-owner' | 'last-break-glass'>;

/**
 * Marks an active owner as one who may sign in by an emailed code although single sign-on is required, or takes the
 * mark away; not from the last one while it is required. The mark stays with somebody who ceases to be an owner, and
 * counts for nothing until they are one again.
 */
export async function markBreakGlass(actor: Actor, mark: MarkBreakGlass): Promise<{ ok: true } | RefusedMark> {
  const refused = refusePermission(actor, 'manageOwners');
  if (refused) return refused;
  return db()
    .transaction()
    .execute((trx) => markWithin(trx, actor, mark));
}

async function markWithin(
  trx: DatabaseTransaction,
  actor: Actor,
  { memberId, marked }: MarkBreakGlass,
): Promise<{ ok: true } | RefusedMark> {
  const { tenantId } = actor;
  const owners = await lockOwners(trx, tenantId);
  const member = await trx
    .selectFrom('Member')
    .select(['id', 'displayName', 'email', 'breakGlass'])
    .where('tenantId', '=', tenantId)
    .where('id', '=', memberId)
    .executeTakeFirst();
  if (!member) return refuse('not-found', 'There is no such member here.');
  if (member.breakGlass === marked) return { ok: true };
  if (marked && !owners.includes(memberId)) {
    return refuse('not-owner', 'Only an active owner can be marked as break-glass. Make them an owner first.');
  }
  if (!marked && (await isLastOne(trx, tenantId, memberId))) {
    return refuse(
      'last-break-glass',
      'Single sign-on is required, and this is the last owner who can get in without it. Mark another owner ' +
        'first, or stop requiring it.',
    );
  }
  await trx
    .updateTable('Member')
    .set({ breakGlass: marked })
    .where('tenantId', '=', tenantId)
    .where('id', '=', memberId)
    .execute();
  const deed = marked ? `marked ${member.displayName} as` : `took the mark from ${member.displayName} of`;
  await recordEvents(trx, [
    {
      tenantId,
      type: 'admin_sso_changed',
      outcome: 'OK',
      summary: `${actor.name} ${deed} a break-glass owner, who may sign in by an emailed code`,
      actorName: actor.name,
      memberId,
      subjectEmail: member.email,
      changes: [{ attribute: 'break-glass', before: !marked, after: marked }],
    },
  ]);
  return { ok: true };
}

/** Nobody else could get in if the identity provider failed. */
async function isLastOne(trx: DatabaseTransaction, tenantId: string, memberId: string): Promise<boolean> {
  const connection = await findConnection(tenantId, trx);
  if (!connection?.required) return false;
  const marked = (await breakGlassOwners(tenantId, trx)).filter((owner) => owner.marked);
  return marked.length === 1 && marked[0]?.memberId === memberId;
}
