import { sql } from 'kysely';
import type { CatalogueScene, StoredRole } from '@/lib/mapping/catalogue/change-catalogue';
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
  const owner = await trx
    .selectFrom('Role')
    .innerJoin('MemberRole', (join) =>
      join.onRef('MemberRole.tenantId', '=', 'Role.tenantId').onRef('MemberRole.roleKey', '=', 'Role.key'),
    )
    .innerJoin('Member', (join) =>
      join
        .onRef('Member.tenantId', '=', 'MemberRole.tenantId')
        .onRef('Member.id', '=', 'MemberRole.memberId'),
    )
    .select('Member.id')
    .where('Role.tenantId', '=', actor.tenantId)
    .where('Role.level', '=', 'OWNER')
    .where('Role.key', '<>', roleKey)
    .where('Member.status', '=', 'ACTIVE')
    .limit(1)
    .executeTakeFirst();
  return owner !== undefined;
}
