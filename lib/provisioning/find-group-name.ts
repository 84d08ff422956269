import { db } from '@/lib/db/kysely';
import { groupTitle } from '@/lib/provisioning/group-record';
import type { ScimDocument } from '@/lib/scim/resource';

/** What people call a group; null when the tenant has no such group. */
export async function findGroupName(tenantId: string, groupId: string): Promise<string | null> {
  const group = await db()
    .selectFrom('ScimGroup')
    .select('document')
    .where('tenantId', '=', tenantId)
    .where('id', '=', groupId)
    .executeTakeFirst();
  return group ? groupTitle(group.document as ScimDocument) : null;
}
