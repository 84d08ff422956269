import { db } from '@/lib/db/kysely';
import { prepared } from '@/lib/db/prepared';
import type { ProvisioningContext } from '@/lib/provisioning/provisioning-context';
import { roleRecordColumns, roleResource, roleServed } from '@/lib/provisioning/role-record';
import type { ServedResource } from '@/lib/provisioning/served-resource';
import { ScimError } from '@/lib/scim/error';
import type { Projection } from '@/lib/scim/projection';

/**
 * GET /Roles/{id}.
 * @throws ScimError 404 for a role that the tenant does not have, whosever it may be
 */
export async function getRole(
  { tenantId, baseUrl }: ProvisioningContext,
  { id, projection }: { id: string; projection: Projection },
): Promise<ServedResource> {
  const role = await db()
    .selectFrom('Role')
    .select(roleRecordColumns)
    .where('tenantId', '=', tenantId)
    .where('key', '=', id)
    .modifyFront(prepared)
    .executeTakeFirst();
  if (!role) throw ScimError.notFound('Role');
  return roleServed(roleResource(role, baseUrl), projection);
}
