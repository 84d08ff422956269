import type { PermissionLevel } from '@/lib/roles/role';
import { refuse } from '@/lib/shared/refusal';
import type { Refusal } from '@/lib/shared/refusal';

/** What each permission level may do in Rollcall. Looking at settings needs a role, whichever. */
const permissions = {
  manageOwners: { levels: ['OWNER'], act: 'decide who is an owner' },
  manageIdentity: { levels: ['OWNER', 'ADMIN'], act: 'change identity settings' },
  manageCredentials: { levels: ['OWNER', 'ADMIN'], act: 'create or revoke credentials' },
  manageMembers: { levels: ['OWNER', 'ADMIN'], act: 'change members' },
  readPayloads: { levels: ['OWNER', 'ADMIN'], act: 'see what was sent and answered' },
  readSettings: { levels: ['OWNER', 'ADMIN', 'MEMBER', 'VIEWER'], act: 'see settings' },
} as const satisfies Record<string, { levels: readonly PermissionLevel[]; act: string }>;

export type Permission = keyof typeof permissions;

/** Who acts: a signed-in member of the tenant, or the operator of the server. */
export interface Actor {
  tenantId: string;
  /** Null for the operator. */
  memberId: string | null;
  name: string;
  level: PermissionLevel | null;
}

/** Whoever can run commands on the server; may do all an owner may. */
export function operator(tenantId: string): Actor {
  return { tenantId, memberId: null, name: 'Server operator', level: 'OWNER' };
}

export function may(actor: Pick<Actor, 'level'>, permission: Permission): boolean {
  const { level } = actor;
  return level !== null && (permissions[permission].levels as readonly PermissionLevel[]).includes(level);
}

/** Null when the actor may; else the refusal to hand back. */
export function refusePermission(
  actor: Pick<Actor, 'level'>,
  permission: Permission,
): Refusal<'forbidden'> | null {
  if (may(actor, permission)) return null;
  const { levels, act } = permissions[permission];
  if (actor.level === null) {
    return refuse(
      'forbidden',
      `You have no role in this organisation, so you cannot ${act}. Ask an owner or admin.`,
    );
  }
  const who = (levels as readonly PermissionLevel[]).includes('ADMIN')
    ? 'Only owners and admins'
    : 'Only owners';
  return refuse('forbidden', `${who} can ${act}. Ask one of them.`);
}
