import { sql } from 'kysely';
import { db } from '@/lib/db/kysely';
import { foldCase } from '@/lib/shared/fold-case';

/** A group that the identity provider has pushed. */
export interface SuggestedGroup {
  id: string;
  name: string;
  /** Active people who are in it themselves, not through other groups. */
  people: number;
}

const MOST_GROUPS = 20;

/** Groups whose name holds the text, in any case; those that begin with it come first. */
export async function suggestGroups(tenantId: string, search: string): Promise<SuggestedGroup[]> {
  const text = foldCase(search.trim());
  const { rows } = await sql<SuggestedGroup>`
    select g."id", g."name", (
      select count(*) from "ScimGroupMember" own
      join "ScimUser" u on u."tenantId" = own."tenantId" and u."id" = own."userId" and u."active"
      where own."tenantId" = ${tenantId} and own."groupId" = g."id") as "people"
    from (
      select "id", coalesce("document" ->> 'displayName', '') as "name",
        row_number() over (order by not starts_with("displayNameKey", ${text}), "displayNameKey") as "rank"
      from "ScimGroup" where "tenantId" = ${tenantId} and strpos("displayNameKey", ${text}) > 0
      order by "rank" limit ${MOST_GROUPS}
    ) as g
    order by g."rank"`.execute(db());
  return rows;
}
