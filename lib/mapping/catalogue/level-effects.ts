import { sql } from 'kysely';
import type { CatalogueScene, StoredRole } from '@/lib/mapping/catalogue/change-catalogue';
import { fromActiveOwners } from '@/lib/members/active-owners';
import { permissionLevels } from '@/lib/roles/role';
import type { PermissionLevel } from '@/lib/roles/role';

/** How many active people would rise to `level` by this role: those whom no other role has there already. */
export async function countPromoted(
  { trx, actor }: CatalogueScene,
  role: Pick<StoredRole, 'key' | 'level'>,
  level: PermissionLevel,
): Promise<number> {
  if (permissionLevels.indexOf(level) > permissionLevels.indexOf(role.level)) return 0;
  // The levels of the enumeration are in order, the most powerful first.
  const { rows } = await sql<{ people: number }>`
    select count(*) as "people" from "MemberRole" held
    join "Member" member on member."tenantId" = held."tenantId" and member."id" = held."memberId"
    where held."tenantId" = ${actor.tenantId} and held."roleKey" = ${role.key} and member."status" = 'ACTIVE'
      and not exists (
        select from "MemberRole" other
        join "Role" role on role."tenantId" = other."tenantId" and role."key" = other."roleKey"
        where other."tenantId" = held."tenantId" and other."memberId" = held."memberId"
          and other."roleKey" <> held."roleKey" and role."level" <= ${level}::"PermissionLevel")`.execute(trx);
  return rows[0]?.people ?? 0;
}

/** Whether somebody active would still be an owner if this role made nobody one. */
export async function staysOwned({ trx, actor }: CatalogueScene, roleKey: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (
      select ${fromActiveOwners(sql`${actor.tenantId}`)} and power."key" <> ${roleKey}) as "found"`.execute(trx);
  return rows[0]?.found ?? false;
}
