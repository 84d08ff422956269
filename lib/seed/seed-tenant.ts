import { sql } from 'kysely';
import { db } from '@/lib/db/kysely';
import { bindSeededGroups } from '@/lib/seed/bind-seeded-groups';
import { seedGroups } from '@/lib/seed/seed-groups';
import { seedRoles } from '@/lib/seed/seed-roles';
import { seedUsers } from '@/lib/seed/seed-users';
import { userTemplates } from '@/lib/seed/user-templates';

/** Small enough that others get the embedded database in between, large enough that statements do not matter. */
const USERS_PER_STATEMENT = 2000;
const GROUPS_PER_STATEMENT = 100;

const SEEDED_TABLES = ['ScimUser', 'ScimUserEmail', 'ScimGroup', 'ScimGroupMember', 'Member', 'MemberRole'];

export interface SeedPlan {
  tenantId: string;
  users: number;
  groups: number;
  /** Members of each group. */
  members: number;
}

/**
 * Adds a population to a tenant, for trying things at size: the same names each time, numbered on from what an
 * earlier run left. Their roles are those that the tenant's mapping gives them, whichever its source.
 * @param progress told the number of people there are so far
 */
export async function seedTenant(plan: SeedPlan, progress: (users: number) => void): Promise<void> {
  const { tenantId, users, groups, members } = plan;
  const first = await nextNumbers(tenantId);
  const run = { tenantId, start: Date.now() - Math.max(first.user + users, first.group + groups) };
  const templates = userTemplates(tenantId);
  for (const [from, to] of ranges(first.user, users, USERS_PER_STATEMENT)) {
    await seedUsers(run, templates, from, to);
    const added = to - first.user + 1;
    progress(added);
    if (doubles(added)) await refreshStatistics();
  }
  for (const [from, to] of ranges(first.group, groups, GROUPS_PER_STATEMENT)) {
    await seedGroups(run, { from, to, members, users, firstUser: first.user, firstGroup: first.group });
  }
  await bindSeededGroups(tenantId);
  await refreshStatistics();
  await seedRoles(run, ranges(first.user, users, USERS_PER_STATEMENT));
  // The embedded database never does this by itself. Plans made without statistics are slow, and so are pages
  // far from both ends while an index does not know which rows everybody can see.
  for (const table of SEEDED_TABLES) await sql`vacuum (analyze) ${sql.table(table)}`.execute(db());
}

/**
 * The embedded database's one session keeps the plans of its foreign keys. Those made while a table was small read
 * all of it for every new row; fresh statistics have them made again.
 */
async function refreshStatistics(): Promise<void> {
  for (const table of SEEDED_TABLES) await sql`analyze ${sql.table(table)}`.execute(db());
}

/** Whether the people added so far are 1, 2, 4, 8, … statements' worth. */
function doubles(added: number): boolean {
  return Number.isInteger(Math.log2(added / USERS_PER_STATEMENT));
}

async function nextNumbers(tenantId: string): Promise<{ user: number; group: number }> {
  const { rows } = await sql<{ user: number; group: number }>`
    select
      (select coalesce(max(substr("externalId", 6)::int) + 1, 0) from "ScimUser"
        where "tenantId" = ${tenantId} and "externalId" ~ '^seed-[0-9]{1,9}$') as "user",
      (select coalesce(max(substr("externalId", 12)::int) + 1, 0) from "ScimGroup"
        where "tenantId" = ${tenantId} and "externalId" ~ '^seed-group-[0-9]{1,9}$') as "group"`.execute(db());
  return rows[0] ?? { user: 0, group: 0 };
}

/** `count` numbers from `first` on, in runs of at most `size`, as [from, to] with both ends included. */
function* ranges(first: number, count: number, size: number): Generator<[number, number]> {
  for (let from = first; from < first + count; from += size) {
    yield [from, Math.min(from + size, first + count) - 1];
  }
}
