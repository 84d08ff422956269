import { sql } from 'kysely';
import { db, jsonb } from '@/lib/db/kysely';
import { peopleFacts } from '@/lib/provisioning/roles/people-facts';
import { grantsOfScim } from '@/lib/provisioning/roles/planned-grant';
import { deriveRoles } from '@/lib/roles/derive-roles';
import { findTenantMapping } from '@/lib/roles/tenant-mapping';
import { coreRegistry } from '@/lib/scim/schema/registry';
import { seedUserId } from '@/lib/seed/seed-users';
import type { SeedRun } from '@/lib/seed/seed-users';

/**
 * Gives people of a run, who have no roles yet, those that the tenant's mapping derives for them: by the functions
 * that provisioning uses, so that a seeded person has roles for the same reasons as a real one. Once their groups
 * are there, because roles may come from these.
 * @param ranges numbers of people, both ends included
 */
export async function seedRoles(run: SeedRun, ranges: Iterable<[from: number, to: number]>): Promise<void> {
  const mapping = await findTenantMapping(run.tenantId);
  for (const [from, to] of ranges) {
    const userIds = await idsOf(run, from, to);
    const facts = await peopleFacts(db(), coreRegistry, mapping, run.tenantId, userIds);
    const rows = [...facts].flatMap(([userId, known]) => {
      return grantsOfScim(deriveRoles(mapping, known)).map((grant) => ({ userId, ...grant }));
    });
    await insertRoles(run.tenantId, rows);
  }
}

async function idsOf(run: SeedRun, from: number, to: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select ${seedUserId(run, sql`n`)} as "id" from generate_series(${from}::int, ${to}::int) as n`.execute(db());
  return rows.map(({ id }) => id);
}

async function insertRoles(tenantId: string, rows: readonly object[]): Promise<void> {
  await sql`
    insert into "MemberRole" ("tenantId", "memberId", "roleKey", "source", "reason", "ruleId", "grantedAt")
    select ${tenantId}, m."id", role."roleKey", role."source", role."reason", role."ruleId", m."createdAt"
    from jsonb_to_recordset(${jsonb(rows)})
      as role ("userId" text, "roleKey" text, "source" "GrantSource", "reason" text, "ruleId" text)
    join "Member" m on m."tenantId" = ${tenantId} and m."scimUserId" = role."userId"`.execute(db());
}
