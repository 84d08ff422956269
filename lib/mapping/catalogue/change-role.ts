import { sql } from 'kysely';
import type { AttributeChange } from '@/lib/activity/identity-event';
import { changeCatalogue, ownRole, refuseTakenName } from '@/lib/mapping/catalogue/change-catalogue';
import type { CatalogueScene, StoredRole } from '@/lib/mapping/catalogue/change-catalogue';
import { countPromoted, staysOwned } from '@/lib/mapping/catalogue/level-effects';
import { refuseUnconfirmed } from '@/lib/mapping/catalogue/refuse-unconfirmed';
import type { ChangeRole } from '@/lib/mapping/catalogue/role-input';
import { refusePermission } from '@/lib/roles/permission';
import type { Actor } from '@/lib/roles/permission';
import { refuse } from '@/lib/shared/refusal';
import type { Refusal } from '@/lib/shared/refusal';

type Editable = Pick<StoredRole, 'name' | 'description' | 'level'>;

/** Someone else changed the role after the form was filled; nothing was overwritten. */
export interface RoleConflict extends Refusal<'conflict'> {
  current: StoredRole;
}

type RefusedChange =
  | Refusal<'forbidden' | 'not-found' | 'built-in' | 'duplicate' | 'last-owner' | 'confirmation'>
  | RoleConflict;

const editable = ['name', 'description', 'level'] as const satisfies readonly (keyof Editable)[];

/** Changes a role of the tenant's own. A new level is what its people may do from their next request on. */
export function changeRole(
  actor: Actor,
  { key, updatedAt, confirmation, ...wanted }: ChangeRole,
): Promise<{ ok: true } | RefusedChange> {
  return changeCatalogue<object, RefusedChange>(actor, async (scene) => {
    const found = ownRole(scene, key);
    if (!found.ok) return found;
    const { role } = found;
    const changes = changesBetween(role, wanted);
    if (changes.length === 0) return { ok: true, done: {}, event: null, applies: null };
    if (role.updatedAt.getTime() !== updatedAt.getTime()) return conflict(role);
    const refusal =
      refuseTakenName(scene, wanted.name, key) ?? (await refuseLevel(scene, role, wanted, confirmation));
    if (refusal) return refusal;
    await write(scene, key, wanted);
    const summary = told(actor, role, wanted);
    return { ok: true, done: {}, event: { type: 'admin_role_changed', summary, changes }, applies: null };
  });
}

function changesBetween(role: Editable, wanted: Editable): AttributeChange[] {
  return editable.flatMap((attribute) => {
    const [before, after] = [role[attribute], wanted[attribute]];
    return before === after ? [] : [{ attribute, before, after }];
  });
}

async function refuseLevel(
  scene: CatalogueScene,
  role: StoredRole,
  { level }: Editable,
  confirmation: string | undefined,
): Promise<RefusedChange | null> {
  const { actor } = scene;
  if (level === role.level) return null;
  const ownership = [level, role.level].includes('OWNER');
  const forbidden = ownership ? refusePermission(actor, 'manageOwners') : null;
  if (forbidden) return forbidden;
  if (role.level === 'OWNER' && !(await staysOwned(scene, role.key))) {
    const message = `${role.name} makes the last owners owners. Give somebody else the role Owner first.`;
    return refuse('last-owner', message, 'level');
  }
  const promoted = await countPromoted(scene, role, level);
  return refuseUnconfirmed(level, promoted, confirmation);
}

/** Later than every time before, so that it tells one change from the next. */
async function write({ trx, actor }: CatalogueScene, key: string, wanted: Editable): Promise<void> {
  await trx
    .updateTable('Role')
    .set({ ...wanted, updatedAt: sql<Date>`greatest(now(), "updatedAt" + interval '1 millisecond')` })
    .where('tenantId', '=', actor.tenantId)
    .where('key', '=', key)
    .execute();
}

function told({ name: actorName }: Actor, before: StoredRole, after: Editable): string {
  if (before.level === after.level) return `${actorName} changed the role ${before.name}`;
  const [from, to] = [before.level, after.level].map((level) => level.toLowerCase());
  return `${actorName} changed the level of the role ${before.name} from ${from} to ${to}`;
}

function conflict(current: StoredRole): RoleConflict {
  const message = `Someone else changed ${current.name} meanwhile. Your edits are still here.`;
  return { ...refuse('conflict', message), current };
}
