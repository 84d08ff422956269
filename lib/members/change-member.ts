import { db } from '@/lib/db/kysely';
import type { DatabaseTransaction } from '@/lib/db/kysely';
import { findMember } from '@/lib/members/find-member';
import { lockOwners } from '@/lib/members/last-owner';
import type { MemberRow } from '@/lib/members/member-rows';
import { refusePermission } from '@/lib/roles/permission';
import type { Actor } from '@/lib/roles/permission';
import { refuse } from '@/lib/shared/refusal';
import type { Refusal } from '@/lib/shared/refusal';

/**
 * Runs `change` in a transaction on an active member of the actor's tenant, if the actor may change members.
 * @param change is given the ids of the active owners, who stay owners until the transaction ends
 */
export async function changeMember<Refused extends Refusal>(
  actor: Actor,
  memberId: string,
  change: (
    trx: DatabaseTransaction,
    member: MemberRow,
    owners: readonly string[],
  ) => Promise<{ ok: true } | Refused>,
): Promise<{ ok: true } | Refused | Refusal<'forbidden' | 'not-found'>> {
  const refused = refusePermission(actor, 'manageMembers');
  if (refused) return refused;
  return db()
    .transaction()
    .execute(async (trx) => {
      const owners = await lockOwners(trx, actor.tenantId);
      const member = await findMember(actor.tenantId, memberId, trx);
      if (member?.status !== 'ACTIVE') return refuse('not-found', 'There is no such active member here.');
      return change(trx, member, owners);
    });
}
