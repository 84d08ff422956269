import { sql } from 'kysely';
import { changeCatalogue, ownRole } from '@/lib/mapping/catalogue/change-catalogue';
import type { CatalogueScene } from '@/lib/mapping/catalogue/change-catalogue';
import { findRoleUsage } from '@/lib/mapping/catalogue/role-usage';
import { whyRoleInUse } from '@/lib/mapping/catalogue/why-role-in-use';
import { refusePermission } from '@/lib/roles/permission';
import type { Actor } from '@/lib/roles/permission';
import { refuse } from '@/lib/shared/refusal';
import type { Refusal } from '@/lib/shared/refusal';

type RefusedDeletion = Refusal<'forbidden' | 'not-found' | 'built-in' | 'in-use'>;

/**
 * Deletes a role of the tenant's own that nothing uses: no rule, no active member, nor the mapping's default.
 * People who have left lose it with the rest of the role.
 */
export function deleteRole(actor: Actor, { key }: { key: string }): Promise<{ ok: true } | RefusedDeletion> {
  return changeCatalogue<object, RefusedDeletion>(actor, async (scene) => {
    const found = ownRole(scene, key);
    if (!found.ok) return found;
    const { name, description, level } = found.role;
    const forbidden = level === 'OWNER' ? refusePermission(actor, 'manageOwners') : null;
    if (forbidden) return forbidden;
    const reasons = whyRoleInUse(await findRoleUsage(actor.tenantId, key, scene.trx));
    if (reasons.length > 0) return refuse('in-use', `${name} is still in use. ${reasons.join(' ')}`);
    await takeFromFormerMembers(scene, key);
    await scene.trx
      .deleteFrom('Role')
      .where('tenantId', '=', actor.tenantId)
      .where('key', '=', key)
      .execute();
    return {
      ok: true,
      done: {},
      event: {
        type: 'admin_role_deleted',
        summary: `${actor.name} deleted the role ${name}`,
        changes: Object.entries({ key, name, description, level }).map(([attribute, before]) => {
          return { attribute, before, after: null };
        }),
      },
      applies: null,
    };
  });
}

/** Roles that somebody decided on meanwhile, to bring a person back with, are decided on anew. */
async function takeFromFormerMembers({ trx, actor }: CatalogueScene, roleKey: string): Promise<void> {
  const { tenantId } = actor;
  await sql`
    with taken as (
      delete from "MemberRole" where "tenantId" = ${tenantId} and "roleKey" = ${roleKey} returning "memberId")
    update "Member" member set "grantsVersion" = member."grantsVersion" + 1 from taken
    where member."tenantId" = ${tenantId} and member."id" = taken."memberId"`.execute(trx);
}
