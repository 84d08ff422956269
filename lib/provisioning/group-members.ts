import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { shownMemberParts } from '@/lib/scim/projection';
import type { Projection } from '@/lib/scim/projection';

/** Each part of a member as JSON text, from a row `own` of ScimGroupMember. */
function partTexts(baseUrl: string): [part: string, text: RawBuilder<unknown>][] {
  return [
    ['value', sql`to_json(own."memberId")`],
    [
      '$ref',
      sql`to_json(case when own."userId" is null then ${`${baseUrl}/Groups/`}::text
        else ${`${baseUrl}/Users/`}::text end || own."memberId")`,
    ],
    ['type', sql`case when own."userId" is null then '"Group"' else '"User"' end`],
    ['display', sql`to_json(${memberName})`],
  ];
}

/**
 * What the member in a row `own` of ScimGroupMember is called: a person by display name, else by userName; a
 * group by its name. Looked up one by one, so that it costs what is shown and not what there is.
 */
export const memberName = sql<string>`case when own."userId" is null
  then (
    select nested."document" ->> 'displayName' from "ScimGroup" nested
    where nested."tenantId" = own."tenantId" and nested."id" = own."nestedGroupId")
  else (
    select coalesce(person."document" ->> 'displayName', person."document" ->> 'userName')
    from "ScimUser" person
    where person."tenantId" = own."tenantId" and person."id" = own."userId") end`;

/**
 * Members as JSON text, projected, in the order of their ids; NULL when the projection hides them. The text is
 * put together by the database, because a group may have tens of thousands of members, and what is not shown
 * is not read: hidden members not at all, names only when they are shown.
 * @param rows what to select from, with rows `own` like those of ScimGroupMember
 */
export function membersText(
  projection: Projection,
  baseUrl: string,
  rows: RawBuilder<unknown>,
): RawBuilder<string | null> {
  const parts = shownMemberParts(projection);
  if (parts.length === 0) return sql<null>`null::text`;
  const fields = partTexts(baseUrl)
    .filter(([part]) => parts.includes(part))
    .map(([part, text]) => sql`${`"${part}":`}::text || ${text}`);
  return sql<string>`(
    select '[' || coalesce(string_agg('{' || ${sql.join(fields, sql` || ',' || `)} || '}', ','
      order by own."memberId"), '') || ']'
    from ${rows})`;
}
