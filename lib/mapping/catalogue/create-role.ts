import { findArrivals } from '@/lib/mapping/catalogue/arrivals';
import { changeCatalogue, refuseTakenName } from '@/lib/mapping/catalogue/change-catalogue';
import type { CatalogueScene } from '@/lib/mapping/catalogue/change-catalogue';
import { refuseUnconfirmed } from '@/lib/mapping/catalogue/refuse-unconfirmed';
import { MOST_ROLES } from '@/lib/mapping/catalogue/role-input';
import type { CreateRole } from '@/lib/mapping/catalogue/role-input';
import { refusePermission } from '@/lib/roles/permission';
import type { Actor } from '@/lib/roles/permission';
import { refuse } from '@/lib/shared/refusal';
import type { Refusal } from '@/lib/shared/refusal';

/** `people`: how many get the role at once, because their identity provider sends its key. */
type Created = { ok: true; people: number };

type RefusedCreation = Refusal<'forbidden' | 'duplicate' | 'too-many' | 'confirmation'>;

/** Adds a role of the tenant's own, which borrows what one of the four levels may do. */
export function createRole(
  actor: Actor,
  { confirmation, ...role }: CreateRole,
): Promise<Created | RefusedCreation> {
  return changeCatalogue<{ people: number }, RefusedCreation>(actor, async (scene) => {
    const refusal = refuseCreation(scene, role);
    if (refusal) return refusal;
    const { people, promoted } = await findArrivals(scene, role);
    const unconfirmed = refuseUnconfirmed(role.level, promoted, confirmation);
    if (unconfirmed) return unconfirmed;
    const { key, name, description, level } = role;
    await scene.trx
      .insertInto('Role')
      .values({ tenantId: actor.tenantId, key, name, description, level })
      .execute();
    return {
      ok: true,
      done: { people },
      event: {
        type: 'admin_role_created',
        summary: `${actor.name} created the role ${name}`,
        changes: Object.entries({ key, name, description, level }).map(([attribute, after]) => {
          return { attribute, before: null, after };
        }),
      },
      applies: people > 0 ? `the new role ${name}` : null,
    };
  });
}

function refuseCreation(
  scene: CatalogueScene,
  { key, name, level }: Pick<CreateRole, 'key' | 'name' | 'level'>,
): RefusedCreation | null {
  const { actor, roles } = scene;
  const forbidden = level === 'OWNER' ? refusePermission(actor, 'manageOwners') : null;
  if (forbidden) return forbidden;
  const taken = roles.find((role) => role.key === key);
  if (taken) return refuse('duplicate', `Choose another key: ${key} is the role ${taken.name}.`, 'key');
  if (roles.length >= MOST_ROLES) {
    return refuse('too-many', `There are ${MOST_ROLES} roles already. Delete one that nobody uses first.`);
  }
  return refuseTakenName(scene, name, null);
}
