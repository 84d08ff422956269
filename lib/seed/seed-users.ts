import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { db } from '@/lib/db/kysely';
import { departments, familyNames, givenNames } from '@/lib/seed/names';
import { seedId } from '@/lib/seed/seed-id';
import type { UserTemplates } from '@/lib/seed/user-templates';

/** People of one team follow each other; the first of them is the manager of the others. */
const TEAM_SIZE = 20;

/** A run's numbers and times: person `n` was created `n` milliseconds after `start`. */
export interface SeedRun {
  tenantId: string;
  start: number;
}

export function seedUserId({ tenantId, start }: SeedRun, n: RawBuilder<unknown>): RawBuilder<string> {
  return seedId(sql`${start}::bigint + ${n}`, sql`${tenantId}::text || ' user ' || ${n}`);
}

/** Inserts people `from` to `to` with their addresses and members, without roles: one statement, whatever their number. */
export async function seedUsers(run: SeedRun, templates: UserTemplates, from: number, to: number): Promise<void> {
  const { tenantId } = run;
  await sql`
    with person as (
      select n, ${pick(givenNames, sql`n`)} as "given", ${pick(familyNames, sql`n / ${givenNames.length}::int`)} as "family",
        ${pick(departments, sql`n / ${TEAM_SIZE}::int`)} as "department",
        case when n % ${TEAM_SIZE}::int = 0 then ${templates.lead} else ${pick(templates.people, sql`n`)} end as "template"
      from generate_series(${from}::int, ${to}::int) as n),
    made as materialized (
      select ${seedUserId(run, sql`n`)} as "id", ${seedId(sql`${run.start}::bigint + n`, sql`${tenantId}::text || ' member ' || n`)} as "memberId",
        to_timestamp((${run.start}::bigint + n) / 1000.0) as "at", ${filled(run)}::jsonb as "row"
      from person),
    "users" as (
      insert into "ScimUser" ("tenantId", "id", "document", "filterView", "userNameKey", "externalId",
        "displayNameKey", "active", "managerId", "version", "createdAt", "lastModified")
      select ${tenantId}, "id", "row" -> 'document', "row" -> 'filterView', "row" ->> 'userNameKey', "row" ->> 'externalId',
        "row" ->> 'displayNameKey', ("row" ->> 'active')::boolean, "row" ->> 'managerId', 1, "at", "at" from made),
    "emails" as (
      insert into "ScimUserEmail" ("tenantId", "userId", "position", "type", "valueKey")
      select ${tenantId}, made."id", email."position", email."type", email."valueKey"
      from made, jsonb_to_recordset("row" -> 'emails') as email ("position" int, "type" text, "valueKey" text))
    insert into "Member" ("tenantId", "id", "email", "emailKey", "displayName", "nameKey", "searchKey", "status",
      "managedBy", "scimUserId", "scimUserNameKey", "createdAt", "deprovisionedAt")
    select ${tenantId}, "memberId", "row" ->> 'email', "row" ->> 'emailKey', "row" ->> 'displayName',
      "row" ->> 'nameKey', "row" ->> 'searchKey', ("row" ->> 'status')::"MemberStatus", 'SCIM', "id",
      "row" ->> 'scimUserNameKey', "at", case when "row" ->> 'status' = 'DEPROVISIONED' then "at" end from made
  `.execute(db());
}

/** The template of a person with every placeholder filled in, in both spellings. */
function filled(run: SeedRun): RawBuilder<string> {
  const lead = sql`n - n % ${TEAM_SIZE}::int`;
  const values: Record<string, RawBuilder<unknown>> = {
    '%n%': sql`n::text`,
    '%manager%': seedUserId(run, sql`(${lead})`),
    '%Given%': sql`"given"`,
    '%given%': sql`lower("given")`,
    '%Family%': sql`"family"`,
    '%family%': sql`lower("family")`,
    '%Department%': sql`"department"`,
    '%department%': sql`lower("department")`,
  };
  return Object.entries(values).reduce(
    (text, [placeholder, value]) => sql<string>`replace(${text}, ${placeholder}, ${value})`,
    sql<string>`"template"`,
  );
}

function pick(choices: readonly string[], number: RawBuilder<unknown>): RawBuilder<string> {
  return sql<string>`(${[...choices]}::text[])[1 + (${number}) % ${choices.length}::int]`;
}
