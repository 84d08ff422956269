import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { db } from '@/lib/db/kysely';
import { coreGroupUrn } from '@/lib/scim/urns';
import { groupForm } from '@/lib/seed/group-form';
import { departments } from '@/lib/seed/names';
import { seedId } from '@/lib/seed/seed-id';
import { seedUserId } from '@/lib/seed/seed-users';
import type { SeedRun } from '@/lib/seed/seed-users';

/** Every so many groups, one has the group before it as a member too. */
const NESTED_EVERY = 10;

/**
 * Groups `from` to `to` of a run that began with `firstGroup`, each with `members` people of the `users` that begin
 * at number `firstUser`.
 */
export interface GroupRange {
  from: number;
  to: number;
  firstGroup: number;
  members: number;
  firstUser: number;
  users: number;
}

export async function seedGroups(run: SeedRun, range: GroupRange): Promise<void> {
  const { tenantId, start } = run;
  const { from, to, firstGroup, members, firstUser, users } = range;
  const user = sql`(${firstUser}::int + (number * ${members}::int + place) % ${Math.max(users, 1)}::int)`;
  const nested = seedGroupId(run, sql`(number - 1)`);
  await sql`
    with made as materialized (
      select number, ${seedGroupId(run, sql`number`)} as "id",
        to_timestamp((${start}::bigint + number) / 1000.0) as "at",
        replace(replace(replace(${groupTemplate()}, '%n%', number::text), '%Department%', department),
          '%department%', lower(department))::jsonb as "row"
      from generate_series(${from}::int, ${to}::int) as number,
        lateral (select (${[...departments]}::text[])[1 + number % ${departments.length}::int]) as named (department)),
    "groups" as (
      insert into "ScimGroup" ("tenantId", "id", "document", "filterView", "displayNameKey", "externalId",
        "version", "createdAt", "lastModified")
      select ${tenantId}, "id", "row" -> 'document', "row" -> 'filterView', "row" ->> 'displayNameKey',
        "row" ->> 'externalId', 1, "at", "at" from made)
    insert into "ScimGroupMember" ("tenantId", "groupId", "memberId", "userId", "nestedGroupId")
    select ${tenantId}, made."id", ${seedUserId(run, user)}, ${seedUserId(run, user)}, null
    from made, generate_series(0, ${Math.min(members, users)}::int - 1) as place
    union all
    select ${tenantId}, made."id", ${nested}, null, ${nested} from made
    where number % ${NESTED_EVERY}::int = ${NESTED_EVERY - 1}::int and number > ${firstGroup}::int
  `.execute(db());
}

function seedGroupId({ tenantId, start }: SeedRun, n: RawBuilder<unknown>): RawBuilder<string> {
  return seedId(sql`${start}::bigint + ${n}`, sql`${tenantId}::text || ' group ' || ${n}`);
}

function groupTemplate(): string {
  const body = { schemas: [coreGroupUrn], displayName: '%Department% %n%', externalId: 'seed-group-%n%' };
  return JSON.stringify(groupForm(body));
}
