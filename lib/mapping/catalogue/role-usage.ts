import { sql } from 'kysely';
import { db } from '@/lib/db/kysely';
import type { Database, DatabaseTransaction } from '@/lib/db/kysely';
import type { RoleUsage } from '@/lib/mapping/catalogue/why-role-in-use';

/** So many are named; the others are counted. */
const MOST_NAMED = 5;

/** Who and what uses a role: one query. A role that is not there is used by nobody. */
export async function findRoleUsage(
  tenantId: string,
  roleKey: string,
  database: Database | DatabaseTransaction = db(),
): Promise<RoleUsage> {
  const holders = sql`from "MemberRole" held
    join "Member" member on member."tenantId" = held."tenantId" and member."id" = held."memberId"
    where held."tenantId" = ${tenantId} and held."roleKey" = ${roleKey}`;
  const rules = sql`from "RoleRule" rule where rule."tenantId" = ${tenantId} and rule."roleKey" = ${roleKey}`;
  const { rows } = await sql<RoleUsage>`
    select
      coalesce((select jsonb_agg(jsonb_build_object('kind', named."kind", 'name', named."name")) from (
        select rule."kind", rule."name" ${rules} order by rule."position", rule."id" limit ${MOST_NAMED}
      ) named), '[]') as "rules",
      (select count(*) ${rules}) as "ruleCount",
      exists (select from "RoleMapping" mapping
        where mapping."tenantId" = ${tenantId} and mapping."defaultRoleKey" = ${roleKey}) as "isDefault",
      coalesce((select jsonb_agg(jsonb_build_object('id', named."id", 'name', named."displayName")) from (
        select member."id", member."displayName" ${holders} and member."status" = 'ACTIVE'
        order by member."nameKey", member."id" limit ${MOST_NAMED}
      ) named), '[]') as "members",
      (select count(*) ${holders} and member."status" = 'ACTIVE') as "memberCount",
      (select count(*) ${holders} and member."status" = 'DEPROVISIONED') as "formerCount"`.execute(database);
  const [usage] = rows;
  if (!usage) throw new Error('A query without a table has exactly one row.');
  return usage;
}
