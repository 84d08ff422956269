import { prisma } from '@/lib/db/prisma';
import { permissionLevels } from '@/lib/roles/role';
import type { PermissionLevel } from '@/lib/roles/role';

export interface RoleView {
  key: string;
  name: string;
  description: string;
  level: PermissionLevel;
}

/** The tenant's roles, most powerful first, then by name. */
export async function listRoles(tenantId: string): Promise<RoleView[]> {
  const roles = await prisma().role.findMany({
    where: { tenantId },
    select: { key: true, name: true, description: true, level: true },
    orderBy: { name: 'asc' },
  });
  return roles.sort((a, b) => permissionLevels.indexOf(a.level) - permissionLevels.indexOf(b.level));
}
