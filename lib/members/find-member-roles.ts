import { sql } from 'kysely';
import { db } from '@/lib/db/kysely';
import { readMemberRows } from '@/lib/members/member-rows';
import type { MemberRow } from '@/lib/members/member-rows';

/** The roles of a member now, and whether the mapping decides about them. */
export type MemberRoles = Pick<MemberRow, 'id' | 'roles' | 'rolesLocked'>;

/** The roles of the members with these ids, as far as they are active. */
export async function findMemberRoles(tenantId: string, memberIds: readonly string[]): Promise<MemberRoles[]> {
  if (memberIds.length === 0) return [];
  const members = sql`select * from "Member" where "tenantId" = ${tenantId} and "status" = 'ACTIVE'
    and "id" = any(${memberIds}::text[])`;
  const rows = await readMemberRows(db(), members, sql`page."id"`);
  return rows.map(({ id, roles, rolesLocked }) => ({ id, roles, rolesLocked }));
}
