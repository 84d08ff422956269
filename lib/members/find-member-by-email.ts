import { prisma } from '@/lib/db/prisma';
import { foldCase } from '@/lib/shared/fold-case';

/** The tenant's active member with this address, in whatever case it is written; the oldest when several share it. */
export async function findActiveMemberByEmail(
  tenantId: string,
  email: string,
): Promise<{ id: string; displayName: string } | null> {
  return prisma().member.findFirst({
    where: { tenantId, emailKey: foldCase(email), status: 'ACTIVE' },
    select: { id: true, displayName: true },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
}
