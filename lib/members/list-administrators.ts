import { db } from '@/lib/db/kysely';
import type { PermissionLevel } from '@/lib/roles/role';

export interface Administrator {
  id: string;
  name: string;
  level: PermissionLevel;
}

/** Some active owners and admins, owners first: whom to ask for what one may not do oneself. */
export async function listAdministrators(tenantId: string, limit = 5): Promise<Administrator[]> {
  return db()
    .selectFrom('Role')
    .innerJoin('MemberRole', (join) =>
      join.onRef('MemberRole.tenantId', '=', 'Role.tenantId').onRef('MemberRole.roleKey', '=', 'Role.key'),
    )
    .innerJoin('Member', (join) =>
      join
        .onRef('Member.tenantId', '=', 'MemberRole.tenantId')
        .onRef('Member.id', '=', 'MemberRole.memberId'),
    )
    .select((select) => ['Member.id', 'Member.displayName as name', select.fn.min('Role.level').as('level')])
    .where('Role.tenantId', '=', tenantId)
    .where('Role.level', 'in', ['OWNER', 'ADMIN'])
    .where('Member.status', '=', 'ACTIVE')
    .groupBy(['Member.id', 'Member.displayName', 'Member.nameKey'])
    .orderBy('level')
    .orderBy('Member.nameKey')
    .orderBy('Member.id')
    .limit(limit)
    .execute();
}
