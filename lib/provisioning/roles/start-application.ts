import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { jsonb } from '@/lib/db/kysely';
import type { DatabaseTransaction } from '@/lib/db/kysely';
import type { RoleCause } from '@/lib/provisioning/roles/role-cause';

/**
 * Has the mapping that the tenant has at the end of this transaction applied to everybody there, in the background.
 * It takes the place of an application that is under way. Once the transaction is committed, `wakeRoleWorker` makes
 * it begin at once. Whoever changes the mapping with it locks the mapping first.
 * @returns the id of the application
 */
export async function startApplication(
  trx: DatabaseTransaction,
  tenantId: string,
  cause: RoleCause,
): Promise<string> {
  const id = uuidv7();
  // Whoever works on the former application holds its row, so afterwards nobody holds the people who wait for it.
  await sql`
    insert into "RoleApplication" as application ("tenantId", "id", "state", "cause")
    values (${tenantId}, ${id}, 'PLANNING', ${jsonb(cause)})
    on conflict ("tenantId") do update set "id" = excluded."id", "state" = excluded."state",
      "cause" = excluded."cause", "total" = 0, "done" = 0, "changed" = 0,
      "startedAt" = excluded."startedAt", "finishedAt" = null`.execute(trx);
  await trx
    .deleteFrom('PendingRoles')
    .where('tenantId', '=', tenantId)
    .where('applicationId', 'is not', null)
    .execute();
  return id;
}
