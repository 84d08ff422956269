import { sql } from 'kysely';
import { db } from '@/lib/db/kysely';
import type { Database, DatabaseTransaction } from '@/lib/db/kysely';
import { prepared } from '@/lib/db/prepared';
import { groupRecordColumns, groupServed } from '@/lib/provisioning/group-record';
import type { GroupRecord } from '@/lib/provisioning/group-record';
import type { ProvisioningContext } from '@/lib/provisioning/provisioning-context';
import type { ServedResource } from '@/lib/provisioning/served-resource';
import { ScimError } from '@/lib/scim/error';
import type { Projection } from '@/lib/scim/projection';

/**
 * GET /Groups/{id}.
 * @throws ScimError 404 for an id that the tenant does not have, whosever it may be
 */
export async function getGroup(
  { tenantId, baseUrl }: ProvisioningContext,
  { id, projection }: { id: string; projection: Projection },
  database: Database | DatabaseTransaction = db(),
): Promise<ServedResource> {
  const { rows } = await sql<GroupRecord>`${prepared}
    select ${groupRecordColumns(projection, baseUrl)} from "ScimGroup" g
    where g."tenantId" = ${tenantId} and g."id" = ${id}`.execute(database);
  const [group] = rows;
  if (!group) throw ScimError.notFound('Group');
  return groupServed(group, projection, baseUrl);
}
