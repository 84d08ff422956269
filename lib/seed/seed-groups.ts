import { sql } from 'kysely';
import { db } from '@/lib/db/kysely';
import { coreGroupUrn } from '@/lib/scim/urns';
import { groupForm } from '@/lib/seed/group-form';
import { departments } from '@/lib/seed/names';
import { seedId } from '@/lib/seed/seed-id';
import { seedUserId } from '@/lib/seed/seed-users';
import type { SeedRun } from '@/lib/seed/seed-users';

/** Groups `from` to `to`, each with `members` people of the `users` that begin at number `firstUser`. */
export interface GroupRange {
  from: number;
  to: number;
  members: number;
  firstUser: number;
  users: number;
}

export async function seedGroups(run: SeedRun, range: GroupRange): Promise<void> {
  const { tenantId, start } = run;
  const { from, to, members, firstUser, users } = range;
  const user = sql`(${firstUser}::int + (number * ${members}::int + place) % ${Math.max(users, 1)}::int)`;
  await sql`
    with made as materialized (
      select number, ${seedId(sql`${start}::bigint + number`, sql`${tenantId}::text || ' group ' || number`)} as "id",
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
    insert into "ScimGroupMember" ("tenantId", "groupId", "memberId", "userId")
    select ${tenantId}, made."id", ${seedUserId(run, user)}, ${seedUserId(run, user)}
    from made, generate_series(0, ${Math.min(members, users)}::int - 1) as place
  `.execute(db());
}

function groupTemplate(): string {
  const body = { schemas: [coreGroupUrn], displayName: '%Department% %n%', externalId: 'seed-group-%n%' };
  return JSON.stringify(groupForm(body));
}
