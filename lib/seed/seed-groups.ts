import { sql } from 'kysely';
import { db, jsonb } from '@/lib/db/kysely';
import { toFilterView } from '@/lib/scim/filter/filter-view';
import { canonicalize } from '@/lib/scim/schema/canonicalize';
import { groupType } from '@/lib/scim/schema/registry';
import { validate } from '@/lib/scim/schema/validate';
import { coreGroupUrn } from '@/lib/scim/urns';
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
      select ${tenantId}, "id", "row" -> 'document', "row" -> 'filterView', "row" -> 'filterView' ->> 'displayName',
        "row" -> 'filterView' ->> 'externalId', 1, "at", "at" from made)
    insert into "ScimGroupMember" ("tenantId", "groupId", "memberId", "userId")
    select ${tenantId}, made."id", ${seedUserId(run, user)}, ${seedUserId(run, user)}
    from made, generate_series(0, ${Math.min(members, users)}::int - 1) as place
  `.execute(db());
}

function groupTemplate(): string {
  const body = { schemas: [coreGroupUrn], displayName: '%Department% %n%', externalId: 'seed-group-%n%' };
  const { document } = canonicalize(groupType, body, 'strict');
  validate(groupType, document);
  return JSON.stringify({ document, filterView: toFilterView(groupType, document) });
}
