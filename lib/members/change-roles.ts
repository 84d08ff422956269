import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { recordEvents } from '@/lib/activity/record-event';
import type { DatabaseTransaction } from '@/lib/db/kysely';
import { changeMember } from '@/lib/members/change-member';
import type { MemberRow } from '@/lib/members/member-rows';
import { whyRolesLocked } from '@/lib/members/scim-lock';
import { refusePermission } from '@/lib/roles/permission';
import type { Actor } from '@/lib/roles/permission';
import type { PermissionLevel } from '@/lib/roles/role';
import { oneLineSchema } from '@/lib/shared/one-line';
import { refuse } from '@/lib/shared/refusal';
import type { Refusal } from '@/lib/shared/refusal';

export const changeRolesSchema = z.object({
  memberId: oneLineSchema.min(1),
  /** All the roles the member is to have. */
  roleKeys: z
    .array(oneLineSchema.min(1))
    .min(1, 'Choose at least one role; without one there is no access.')
    .max(50),
});

export type ChangeRoles = z.output<typeof changeRolesSchema>;

interface NamedRole {
  key: string;
  name: string;
  level: PermissionLevel;
}

type RefusedRoleChange = Refusal<
  'forbidden' | 'not-found' | 'unknown-role' | 'managed-by-scim' | 'last-owner'
>;

/** Gives a member exactly these roles. Grants that stay keep their source and reason. */
export function changeRoles(
  actor: Actor,
  { memberId, roleKeys }: ChangeRoles,
): Promise<{ ok: true } | RefusedRoleChange> {
  return changeMember<RefusedRoleChange>(actor, memberId, async (trx, member, owners) => {
    const wanted = await findRoles(trx, actor.tenantId, roleKeys);
    const refusal = refuseChange(actor, member, wanted, roleKeys, owners);
    if (refusal) return refusal;
    await writeRoles(trx, actor, member, wanted);
    return { ok: true };
  });
}

function refuseChange(
  actor: Actor,
  member: MemberRow,
  wanted: NamedRole[],
  roleKeys: readonly string[],
  owners: readonly string[],
): RefusedRoleChange | null {
  const unknown = roleKeys.find((key) => !wanted.some((role) => role.key === key));
  if (unknown !== undefined) return refuse('unknown-role', `There is no role "${unknown}" here.`, 'roleKeys');
  const locked = whyRolesLocked(member);
  if (locked !== null) return refuse('managed-by-scim', locked);
  if (ownerKeys(member.roles) === ownerKeys(wanted)) return null;
  const forbidden = refusePermission(actor, 'manageOwners');
  if (forbidden) return forbidden;
  const isLastOwner = owners.length === 1 && owners[0] === member.id;
  if (!isLastOwner || ownerKeys(wanted) !== '') return null;
  return refuse('last-owner', 'The last owner cannot be demoted. Make someone else owner first.', 'roleKeys');
}

function ownerKeys(roles: readonly NamedRole[]): string {
  const keys = roles.filter((role) => role.level === 'OWNER').map((role) => role.key);
  return keys.sort().join(' ');
}

function findRoles(
  trx: DatabaseTransaction,
  tenantId: string,
  keys: readonly string[],
): Promise<NamedRole[]> {
  return trx
    .selectFrom('Role')
    .select(['key', 'name', 'level'])
    .where('tenantId', '=', tenantId)
    .where('key', 'in', keys)
    .orderBy('level')
    .orderBy('name')
    .execute();
}

async function writeRoles(trx: DatabaseTransaction, actor: Actor, member: MemberRow, wanted: NamedRole[]) {
  const { tenantId, name: actorName } = actor;
  const keys = wanted.map((role) => role.key);
  if (sameKeys(keys, member.roles)) return;
  await trx
    .updateTable('Member')
    .set({ grantsVersion: sql<number>`"grantsVersion" + 1` })
    .where('tenantId', '=', tenantId)
    .where('id', '=', member.id)
    .execute();
  await trx
    .deleteFrom('MemberRole')
    .where('tenantId', '=', tenantId)
    .where('memberId', '=', member.id)
    .where('roleKey', 'not in', keys)
    .execute();
  const eventId = uuidv7();
  const grant = { tenantId, memberId: member.id, source: 'PORTAL' as const, reason: `Given by ${actorName}`, eventId };
  await trx
    .insertInto('MemberRole')
    .values(keys.map((roleKey) => ({ ...grant, roleKey })))
    .onConflict((conflict) => conflict.columns(['tenantId', 'memberId', 'roleKey']).doNothing())
    .execute();
  const [before, after] = [member.roles, wanted].map((roles) => roles.map((role) => role.name).join(', '));
  await recordEvents(trx, [
    {
      tenantId,
      id: eventId,
      type: 'admin_member_roles_changed',
      outcome: 'OK',
      summary: `${actorName} changed the roles of ${member.displayName} from ${before || 'none'} to ${after}`,
      actorName,
      memberId: member.id,
      subjectEmail: member.email,
      changes: [{ attribute: 'roles', before: before || null, after: after ?? null }],
    },
  ]);
}

function sameKeys(keys: readonly string[], roles: readonly NamedRole[]): boolean {
  return keys.length === roles.length && roles.every((role) => keys.includes(role.key));
}
