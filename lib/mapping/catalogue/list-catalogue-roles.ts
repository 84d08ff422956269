import { sql } from 'kysely';
import { db } from '@/lib/db/kysely';
import type { RoleView } from '@/lib/roles/list-roles';

/** A role as the page of roles shows it. */
export interface CatalogueRole extends RoleView {
  /** It is there in every tenant and stays as it is. */
  builtIn: boolean;
  updatedAt: Date;
  /** Active members who have it. */
  people: number;
  /** Rules that give it, of either kind. */
  rules: number;
  /** People whom no rule matches have it. */
  isDefault: boolean;
}

/** The tenant's roles with who and what uses them, most powerful first, then by name. */
export async function listCatalogueRoles(tenantId: string): Promise<CatalogueRole[]> {
  const { rows } = await sql<CatalogueRole>`
    select role."key", role."name", role."description", role."level", role."builtIn", role."updatedAt",
      coalesce(held."people", 0) as "people", coalesce(ruled."rules", 0) as "rules",
      mapping."defaultRoleKey" is not distinct from role."key" as "isDefault"
    from "Role" role
    join "RoleMapping" mapping on mapping."tenantId" = role."tenantId"
    left join (
      select held."roleKey", count(*) as "people" from "MemberRole" held
      join "Member" member on member."tenantId" = held."tenantId" and member."id" = held."memberId"
      where held."tenantId" = ${tenantId} and member."tenantId" = ${tenantId} and member."status" = 'ACTIVE'
      group by held."roleKey"
    ) held on held."roleKey" = role."key"
    left join (
      select "roleKey", count(*) as "rules" from "RoleRule" where "tenantId" = ${tenantId} group by "roleKey"
    ) ruled on ruled."roleKey" = role."key"
    where role."tenantId" = ${tenantId}
    order by role."level", role."name", role."key"`.execute(db());
  return rows;
}
