import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Database, DatabaseTransaction } from '@/lib/db/kysely';
import type { GroupFact } from '@/lib/roles/role-mapping';

/** A group that somebody is in, or that such a group is in. */
interface ReachedGroup {
  id: string;
  name: string;
  /** The users asked for who are in it themselves. */
  userIds: string[];
  /** The groups that it is a member of. */
  parentIds: string[];
}

/**
 * The groups that users are in, directly and through other groups, each by the shortest way: of several, the one
 * whose first group comes first by name. Circles of groups come to an end.
 * @returns by the user's id; users without groups are left out
 */
export async function groupsOfPeople(
  database: Database | DatabaseTransaction,
  tenantId: string,
  userIds: readonly string[],
): Promise<Map<string, GroupFact[]>> {
  const direct = sql`
      select held."groupId", array_agg(held."userId") as "userIds"
      from unnest(${userIds}::text[]) as people ("id") cross join lateral (
        select member."groupId", member."userId" from "ScimGroupMember" member
        where member."tenantId" = ${tenantId} and member."userId" = people."id" offset 0
      ) as held
      group by held."groupId"`;
  const reached = await reachedGroups(database, tenantId, direct);
  const own = new Map<string, ReachedGroup[]>();
  for (const group of [...reached.values()].sort(byName)) {
    for (const userId of group.userIds) {
      const groups = own.get(userId);
      if (groups) groups.push(group);
      else own.set(userId, [group]);
    }
  }
  return new Map([...own].map(([userId, groups]) => [userId, factsFrom(groups, reached)]));
}

/** The groups that somebody would be in who is put into these; those that the tenant does not have are left out. */
export async function groupsThrough(
  database: Database | DatabaseTransaction,
  tenantId: string,
  groupIds: readonly string[],
): Promise<GroupFact[]> {
  const own = sql`select distinct "id" as "groupId", '{}'::text[] as "userIds" from unnest(${groupIds}::text[]) as named ("id")`;
  const reached = await reachedGroups(database, tenantId, own);
  const named = groupIds.flatMap((id) => reached.get(id) ?? []);
  return factsFrom([...new Set(named)].sort(byName), reached);
}

/** Breadth first, so that whatever way comes to a group first is a shortest one. */
function factsFrom(own: readonly ReachedGroup[], reached: ReadonlyMap<string, ReachedGroup>): GroupFact[] {
  const facts = new Map<string, GroupFact>(own.map(({ id, name }) => [id, { id, name, through: [] }]));
  // A map keeps the order of insertion, and what is added while it is walked is walked too.
  for (const [id, { name, through }] of facts) {
    const parents = (reached.get(id)?.parentIds ?? []).flatMap((parentId) => reached.get(parentId) ?? []);
    for (const parent of parents.sort(byName)) {
      if (facts.has(parent.id)) continue;
      facts.set(parent.id, { id: parent.id, name: parent.name, through: [...through, name] });
    }
  }
  return [...facts.values()];
}

function byName(a: ReachedGroup, b: ReachedGroup): number {
  return a.name < b.name || (a.name === b.name && a.id < b.id) ? -1 : 1;
}

/**
 * Every group is looked up once, however many of the users are in it.
 * @param own the groups to begin with, as rows (groupId, userIds)
 */
async function reachedGroups(
  database: Database | DatabaseTransaction,
  tenantId: string,
  own: RawBuilder<unknown>,
): Promise<Map<string, ReachedGroup>> {
  const { rows } = await sql<ReachedGroup>`
    with recursive own as materialized (
      ${own}
    ), reached ("groupId") as (
      select "groupId" from own
      union
      select outer_."groupId" from reached cross join lateral (
        select member."groupId" from "ScimGroupMember" member
        where member."tenantId" = ${tenantId} and member."nestedGroupId" = reached."groupId" offset 0
      ) as outer_
    )
    select g."id", coalesce(g."document" ->> 'displayName', '') as "name", coalesce(own."userIds", '{}') as "userIds",
      array(
        select member."groupId" from "ScimGroupMember" member
        where member."tenantId" = ${tenantId} and member."nestedGroupId" = g."id") as "parentIds"
    from reached cross join lateral (
      select * from "ScimGroup" where "tenantId" = ${tenantId} and "id" = reached."groupId" limit 1
    ) as g
    left join own on own."groupId" = g."id"`.execute(database);
  return new Map(rows.map((group) => [group.id, group]));
}
