import { prisma } from '@/lib/db/prisma';

export interface TenantView {
  id: string;
  name: string;
  createdAt: Date;
}

export async function findTenant(id: string): Promise<TenantView | null> {
  return prisma().tenant.findUnique({ where: { id }, select: { id: true, name: true, createdAt: true } });
}

/** For the operator: every tenant, oldest first, with the number of its active members. */
export async function listTenants(): Promise<(TenantView & { activeMembers: number })[]> {
  const tenants = await prisma().tenant.findMany({
    select: {
      id: true,
      name: true,
      createdAt: true,
      _count: { select: { members: { where: { status: 'ACTIVE' } } } },
    },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  return tenants.map(({ _count, ...tenant }) => ({ ...tenant, activeMembers: _count.members }));
}
