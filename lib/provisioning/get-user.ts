import { sql } from 'kysely';
import { db } from '@/lib/db/kysely';
import { prepared } from '@/lib/db/prepared';
import type { ProvisioningContext } from '@/lib/provisioning/provisioning-context';
import type { ServedResource } from '@/lib/provisioning/served-resource';
import { servedGroups } from '@/lib/provisioning/user-groups';
import { userRecordColumns, userServed } from '@/lib/provisioning/user-record';
import type { UserRecord } from '@/lib/provisioning/user-record';
import { ScimError } from '@/lib/scim/error';
import { wants } from '@/lib/scim/projection';
import type { Projection } from '@/lib/scim/projection';

/**
 * GET /Users/{id}, inactive users included.
 * @throws ScimError 404 for an id that the tenant does not have, whosever it may be
 */
export async function getUser(
  context: ProvisioningContext,
  { id, projection }: { id: string; projection: Projection },
): Promise<ServedResource> {
  const groups = wants(projection, 'groups') ? servedGroups(context) : sql<null>`null::text`;
  const { rows } = await sql<UserRecord>`${prepared}
    select ${userRecordColumns(groups)} from "ScimUser" u
    where u."tenantId" = ${context.tenantId} and u."id" = ${id}`.execute(db());
  const [user] = rows;
  if (!user) throw ScimError.notFound('User');
  return userServed(user, projection, context.baseUrl);
}
