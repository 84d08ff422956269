import { sql } from 'kysely';
import type { CatalogueScene, StoredRole } from '@/lib/mapping/catalogue/change-catalogue';
import { derivedInSql } from '@/lib/provisioning/roles/derived-in-sql';
import { findTenantMapping } from '@/lib/roles/tenant-mapping';
import { findTenantSchemas } from '@/lib/schemas/tenant-schemas';
import { extendedRegistry } from '@/lib/scim/schema/extended-registry';

/** Active people whom a new role finds. */
export interface Arrivals {
  people: number;
  /** Those of them who do not have its level yet. */
  promoted: number;
}

/**
 * Who gets a new role at once, because their value at the attribute of the mapping is its key: such values give
 * the role by themselves.
 */
export async function findArrivals(
  { trx, actor, roles }: CatalogueScene,
  role: Pick<StoredRole, 'key' | 'name' | 'level'>,
): Promise<Arrivals> {
  const { tenantId } = actor;
  const mapping = await findTenantMapping(tenantId, trx);
  const nobody = { people: 0, promoted: 0 };
  if (mapping.source !== 'IDP_ATTRIBUTE' || !(await isScimOn({ trx, actor, roles }))) return nobody;
  const { extensions } = await findTenantSchemas(tenantId, trx);
  const { rows } = await sql<Arrivals>`
    with ${derivedInSql({
      tenantId,
      mapping: { ...mapping, roles: [...mapping.roles, role] },
      userType: extendedRegistry(extensions).User,
      activeOnly: true,
    })}
    select count(*) as "people", count(*) filter (where not exists (
      select from "MemberRole" held
      join "Role" role on role."tenantId" = held."tenantId" and role."key" = held."roleKey"
      where held."tenantId" = ${tenantId} and held."memberId" = derived."memberId"
        and role."level" <= ${role.level}::"PermissionLevel")) as "promoted"
    from derived where derived."roleKey" = ${role.key}`.execute(trx);
  return rows[0] ?? nobody;
}

async function isScimOn({ trx, actor }: CatalogueScene): Promise<boolean> {
  const settings = await trx
    .selectFrom('IdentitySettings')
    .select('scimEnabled')
    .where('tenantId', '=', actor.tenantId)
    .executeTakeFirst();
  return settings?.scimEnabled ?? false;
}
