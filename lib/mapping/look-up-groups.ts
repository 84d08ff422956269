import { sql } from 'kysely';
import { z } from 'zod';
import { db } from '@/lib/db/kysely';
import { findGroupNames } from '@/lib/mapping/group-names';
import { nearMissFinder } from '@/lib/mapping/near-miss';
import { foldCase } from '@/lib/shared/fold-case';

/** What became of a name that was entered for a group. */
export interface GroupLookup {
  name: string;
  /** The group of exactly that name, with the active people who are in it themselves. */
  group: { id: string; people: number } | null;
  /** A group that was probably meant, when there is none of the name. */
  nearMiss: { id: string; name: string } | null;
}

/** Names as a page of rules holds them. */
export const lookUpGroupsSchema = z.object({ names: z.array(z.string().max(500)).max(100) });

interface FoundGroup {
  id: string;
  name: string;
  people: number;
}

/** The groups of names that were entered, in their order. */
export async function lookUpGroups(tenantId: string, names: readonly string[]): Promise<GroupLookup[]> {
  if (names.length === 0) return [];
  const { rows } = await sql<FoundGroup>`
    select g."id", g."document" ->> 'displayName' as "name", (
      select count(*) from "ScimGroupMember" own
      join "ScimUser" u on u."tenantId" = own."tenantId" and u."id" = own."userId" and u."active"
      where own."tenantId" = ${tenantId} and own."groupId" = g."id") as "people"
    from "ScimGroup" g
    where g."tenantId" = ${tenantId} and g."displayNameKey" = any(${names.map(foldCase)}::text[])`.execute(db());
  const byName = new Map(rows.map((group) => [group.name, group]));
  const missing = names.some((name) => !byName.has(name));
  const findNear = nearMissFinder(missing ? await findGroupNames(tenantId) : []);
  return names.map((name) => {
    const found = byName.get(name);
    if (found) return { name, group: { id: found.id, people: found.people }, nearMiss: null };
    return { name, group: null, nearMiss: findNear(name) };
  });
}
