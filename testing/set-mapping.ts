import type { Updateable } from 'kysely';
import { sql } from 'kysely';
import type { DB } from '@/lib/db/generated/kysely/types';
import { db } from '@/lib/db/kysely';

/** Changes a tenant's role mapping without asking whom it concerns; requests from now on use the new one. */
export async function setMapping(tenantId: string, changes: Updateable<DB['RoleMapping']>): Promise<void> {
  await db()
    .updateTable('RoleMapping')
    .set({ ...changes, generation: sql<number>`"generation" + 1` })
    .where('tenantId', '=', tenantId)
    .execute();
}
