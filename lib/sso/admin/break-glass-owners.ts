import { sql } from 'kysely';
import { db } from '@/lib/db/kysely';
import type { Database, DatabaseTransaction } from '@/lib/db/kysely';
import { fromActiveOwners } from '@/lib/members/active-owners';
import type { BreakGlassOwner } from '@/lib/sso/admin/connection-shape';

/** All active owners by name, with whether they are marked. A mark on somebody who is none counts for nothing. */
export async function breakGlassOwners(
  tenantId: string,
  database: Database | DatabaseTransaction = db(),
): Promise<BreakGlassOwner[]> {
  const { rows } = await sql<BreakGlassOwner>`
    select peer."id" as "memberId", peer."displayName" as "name", peer."email", peer."breakGlass" as "marked"
    ${fromActiveOwners(sql`${tenantId}`)}
    group by peer."tenantId", peer."id"
    order by peer."nameKey", peer."id"`.execute(database);
  return rows;
}
