import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Database, DatabaseTransaction } from '@/lib/db/kysely';
import { memberName } from '@/lib/provisioning/group-members';
import { ScimError } from '@/lib/scim/error';
import { beginningOf, isStorable } from '@/lib/scim/storable-text';

/**
 * What becomes of a group's members, by their ids: start from those it has or from none, take away `remove`,
 * put in `add`.
 */
export interface MembershipChange {
  base: 'current' | 'empty';
  add: readonly string[];
  remove: readonly string[];
}

export interface NamedMember {
  id: string;
  name: string;
}

/** How many there are, and the first of them. */
export interface Counted<T> {
  count: number;
  some: T[];
}

/** What a change of members comes to in the group as it stands. */
export interface MembershipPlan {
  /** Ids that are to be members, and are nobody's in the tenant. */
  unknown: Counted<string>;
  joining: Counted<NamedMember>;
  leaving: Counted<NamedMember>;
  /** Whether a group is among those who join or leave. */
  nests: boolean;
}

/** As many are named in the event of a change, and in a refusal. */
const MOST_NAMED = 50;
const MOST_UNKNOWN_NAMED = 5;
const LONGEST_ID_SHOWN = 64;

/**
 * A MembershipPlan as jsonb. Its cost is that of the change: only the named members of the group are looked
 * at, unless all of them are to be replaced.
 */
export function membershipPlan(
  tenantId: string,
  groupId: string,
  change: MembershipChange,
): RawBuilder<MembershipPlan> {
  return sql<MembershipPlan>`(
    with joining as materialized (${joiningRows(tenantId, groupId, change)}),
    leaving as materialized (
      select own.* from "ScimGroupMember" own where ${leaves(tenantId, groupId, change)})
    select jsonb_build_object(
      'unknown', ${counted(sql`joining where "isUnknown"`, MOST_UNKNOWN_NAMED, sql`own."memberId"`)},
      'joining', ${counted(sql`joining where not "isUnknown"`, MOST_NAMED, named)},
      'leaving', ${counted(sql`leaving`, MOST_NAMED, named)},
      'nests', exists (select from joining where "nestedGroupId" is not null)
        or exists (select from leaving where "nestedGroupId" is not null)))`;
}

/** The same as a query of its own. */
export async function planMembership(
  database: Database | DatabaseTransaction,
  { tenantId, id, membership }: { tenantId: string; id: string; membership: MembershipChange },
): Promise<MembershipPlan> {
  const plan = membershipPlan(tenantId, id, membership);
  const { rows } = await sql<{ plan: MembershipPlan }>`select ${plan} as "plan"`.execute(database);
  const [row] = rows;
  if (!row) throw new Error('A query without a table always has one row.');
  return row.plan;
}

const named = sql`jsonb_build_object('id', own."memberId", 'name', ${memberName})`;

function counted(rows: RawBuilder<unknown>, most: number, shown: RawBuilder<unknown>) {
  return sql`jsonb_build_object(
    'count', (select count(*) from ${rows}),
    'some', (
      select coalesce(jsonb_agg(${shown} order by own."memberId"), '[]')
      from (select * from ${rows} order by "memberId" limit ${most}) as own))`;
}

/**
 * Rows like those of ScimGroupMember for whom the change puts into the group: a member's kind is what the
 * store says it is. Of who is neither a user nor a group of the tenant, `isUnknown` is true. Everybody is
 * looked up one by one, because a plan that joins may read whole tables for a handful of them.
 */
export function joiningRows(
  tenantId: string,
  groupId: string,
  { add }: MembershipChange,
): RawBuilder<unknown> {
  return sql`
    select ${tenantId}::text as "tenantId", ${groupId}::text as "groupId", "memberId", "userId",
      "nestedGroupId", "userId" is null and "nestedGroupId" is null as "isUnknown"
    from (
      select "memberId",
        (select person."id" from "ScimUser" person
          where person."tenantId" = ${tenantId} and person."id" = "memberId") as "userId",
        (select nested."id" from "ScimGroup" nested
          where nested."tenantId" = ${tenantId} and nested."id" = "memberId") as "nestedGroupId"
      from (
        select distinct "memberId",
          (select true from "ScimGroupMember" present
            where present."tenantId" = ${tenantId} and present."groupId" = ${groupId}
              and present."memberId" = sent."memberId") as "isPresent"
        from unnest(${add}::text[]) as sent ("memberId")) as wanted
      where "isPresent" is null
      -- Keeps what is looked up from being looked up again for each use of it.
      offset 0) as found`;
}

/** Whether the change takes the row `own` of ScimGroupMember out of the group. */
export function leaves(
  tenantId: string,
  groupId: string,
  { base, add, remove }: MembershipChange,
): RawBuilder<boolean> {
  const isTakenAway =
    base === 'current'
      ? sql`own."memberId" = any (${remove}::text[])`
      : sql`not exists (select from unnest(${add}::text[]) as kept ("id") where kept."id" = own."memberId")`;
  return sql<boolean>`own."tenantId" = ${tenantId} and own."groupId" = ${groupId} and ${isTakenAway}`;
}

/** A change that names each member once; what cannot be an id, because it cannot be stored, is refused. */
export function membershipChange(change: MembershipChange): MembershipChange {
  const unstorable = change.add.filter((id) => !isStorable(id));
  if (unstorable.length > 0) throw unknownMembers({ count: unstorable.length, some: unstorable });
  return { ...change, remove: change.remove.filter(isStorable) };
}

/** @throws ScimError invalidValue when somebody is to become a member who is not in the tenant */
export function refuseUnknown({ unknown }: MembershipPlan): void {
  if (unknown.count > 0) throw unknownMembers(unknown);
}

function unknownMembers({ count, some }: Counted<string>): ScimError {
  const shown = some
    .slice(0, MOST_UNKNOWN_NAMED)
    .map((id) => JSON.stringify(beginningOf(id, LONGEST_ID_SHOWN)));
  const more = count > shown.length ? ` and ${count - shown.length} more` : '';
  const which = count === 1 ? 'This member is' : 'These members are';
  return ScimError.invalidValue(
    `${which} not in this tenant: ${shown.join(', ')}${more}. Create the user or group first, ` +
      'and use the `id` that it was given here',
  );
}
