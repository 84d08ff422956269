import { sql } from 'kysely';
import { db } from '@/lib/db/kysely';
import type { Database, DatabaseTransaction } from '@/lib/db/kysely';
import { readMemberRows } from '@/lib/members/member-rows';
import type { MemberRow } from '@/lib/members/member-rows';

/** One member of the tenant, active or not; null for an id of nobody here. */
export async function findMember(
  tenantId: string,
  memberId: string,
  database: Database | DatabaseTransaction = db(),
): Promise<MemberRow | null> {
  const member = sql`select * from "Member" where "tenantId" = ${tenantId} and "id" = ${memberId}`;
  const [row] = await readMemberRows(database, member, sql`page."id"`);
  return row ?? null;
}
