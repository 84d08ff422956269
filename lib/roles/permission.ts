import { permissionLevels } from '@/lib/roles/role';
import type { PermissionLevel } from '@/lib/roles/role';
import { refuse } from '@/lib/shared/refusal';
import type { Refusal } from '@/lib/shared/refusal';

interface PermissionTerms {
  levels: readonly PermissionLevel[];
  /** Completes "Only owners can …". */
  act: string;
  /** All that it takes this permission for, in one sentence. */
  covers: string;
}

const OWNERS = ['OWNER'] as const;
const MANAGERS = ['OWNER', 'ADMIN'] as const;

/**
 * What each permission level may do in Rollcall: every page, action and address asks for one of these. Looking at
 * settings needs a role, whichever.
 */
const permissions = {
  readSettings: {
    levels: permissionLevels,
    act: 'see settings',
    covers:
      'The members and their roles, what is switched on, the role mapping, the roles, the names of ' +
      'credentials, and what happened, a sentence an event.',
  },
  readPayloads: {
    levels: MANAGERS,
    act: 'see what was sent and answered',
    covers:
      'The details of an event: what was sent, answered and changed, and from where. Values that arrived, too.',
  },
  explainRoles: {
    levels: MANAGERS,
    act: 'see why somebody has a role',
    covers:
      'A person’s own page: profile, groups, and the fact and rule behind each role. Trying the mapping on ' +
      'a person.',
  },
  manageMembers: {
    levels: MANAGERS,
    act: 'change members',
    covers:
      'Inviting people, removing them, and changing roles that the role mapping does not decide. Ending sessions, ' +
      'and forgetting how somebody signs in.',
  },
  manageCredentials: {
    levels: MANAGERS,
    act: 'create or revoke credentials',
    covers: 'Creating and revoking SCIM credentials and API keys, and seeing where they are used from.',
  },
  manageIdentity: {
    levels: MANAGERS,
    act: 'change identity settings',
    covers: 'SCIM, the log, custom attributes, the role mapping with its preview, and the roles on this page.',
  },
  manageOwners: {
    levels: OWNERS,
    act: 'decide who is an owner',
    covers:
      'Whatever gives or takes ownership: on the Members page, by the role mapping, or by a role’s level. Whatever ' +
      'ends how an owner is signed in.',
  },
  trustIdentityProvider: {
    levels: OWNERS,
    act: 'decide which identity provider signs people in',
    covers:
      'Turning single sign-on on, and changing its connection while it is on: whoever holds the identity provider ' +
      'can sign in as anybody, owners too.',
  },
} as const satisfies Record<string, PermissionTerms>;

export type Permission = keyof typeof permissions;

/** The table of permissions as people read it, from what most may do to what fewest may. */
export function listPermissions(): readonly ({ permission: Permission } & PermissionTerms)[] {
  return Object.entries(permissions).map(([permission, terms]) => {
    return { permission: permission as Permission, ...terms };
  });
}

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
