import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { db } from '@/lib/db/kysely';
import { derivedInSql } from '@/lib/provisioning/roles/derived-in-sql';
import type { DerivedFor } from '@/lib/provisioning/roles/derived-in-sql';
import { foldCase } from '@/lib/shared/fold-case';

/** How many people a mapping gives other roles than they have. One person may be in several of the numbers. */
export interface DifferenceCounts {
  changed: number;
  /** People who get a role they do not have. */
  gain: number;
  /** People who lose a role. */
  lose: number;
  /** People who have a role now and would have none, hence no access. */
  losesAccess: number;
  /** People whose highest level becomes admin, and is neither admin nor owner now. */
  newAdmins: number;
  /** People who become owners. */
  newOwners: number;
  /** People who cease to be owners. */
  formerOwners: number;
}

/** A person whose roles differ; keys of roles in alphabetical order. */
export interface PersonDifference {
  memberId: string;
  name: string;
  email: string;
  before: string[];
  after: string[];
  /** Why they have the roles of `before`. */
  reasons: string[];
  /** The places of the rules that give the roles of `after`; null for the default. */
  places: (number | null)[];
}

/** Which of those who differ are listed. */
export const differenceKinds = ['all', 'gain', 'lose', 'no-access', 'powerful'] as const;
export type DifferenceKind = (typeof differenceKinds)[number];

/** What is listed: a page of those of a kind in whose name and email the words of `search` are. */
export interface DifferenceList {
  kind: DifferenceKind;
  search: string;
  /** From 1. */
  page: number;
  pageSize: number;
}

export interface RoleDifferences {
  /** People whose roles follow the mapping: active ones whom SCIM manages. */
  people: number;
  counts: DifferenceCounts;
  byRole: { roleKey: string; gain: number; lose: number }[];
  /** How many the list has on all pages. */
  listed: number;
  rows: PersonDifference[];
  /** The one who asks, when their roles differ. */
  own: PersonDifference | null;
  /** Whether the tenant has an active owner now, and whether it would have one. */
  hasOwner: boolean;
  keepsOwner: boolean;
}

/** Words beyond these narrow a search no further and only cost time. */
const MOST_WORDS = 5;

/**
 * What a mapping would change for the active people whom SCIM manages, the gravest first: one statement, so that all
 * numbers are of one moment.
 * @param askedBy the member who asks; null for nobody
 */
export async function roleDifferences(
  whom: Omit<DerivedFor, 'activeOnly'>,
  list: DifferenceList,
  askedBy: string | null,
): Promise<RoleDifferences> {
  const { tenantId } = whom;
  const { rows } = await sql<RoleDifferences>`
    with ${derivedInSql({ ...whom, activeOnly: true })},
    ${differing(tenantId)},
    ${listing(tenantId, list, askedBy)}
    select (select count(*) from people) as "people", (${counts}) as "counts",
      coalesce((${byRole}), '[]') as "byRole", (select count(*) from listed) as "listed",
      coalesce((select jsonb_agg("row" order by "rank") from shown where "rank" is not null), '[]') as "rows",
      (select "row" from shown where "memberId" = ${askedBy}) as "own",
      exists (${unmanagedOwners(tenantId)}) or exists (select from held where "level" = 'OWNER') as "hasOwner",
      exists (${unmanagedOwners(tenantId)}) or exists (select from given where "level" = 'OWNER') as "keepsOwner"
  `.execute(db());
  const [differences] = rows;
  if (!differences) throw new Error('A statement without FROM has a row.');
  return differences;
}

/**
 * Table expressions: `held` and `given`, the roles that people have and would have; `change`, those that somebody
 * gains or loses; `standing`, whom that concerns, with the highest levels they have and would have.
 */
function differing(tenantId: string): RawBuilder<unknown> {
  return sql`
    held as materialized (
      select held."memberId", held."roleKey", held."reason", role."level" from people
      join "MemberRole" held on held."tenantId" = ${tenantId} and held."memberId" = people."memberId"
      join "Role" role on role."tenantId" = ${tenantId} and role."key" = held."roleKey"),
    given as materialized (
      select derived.*, role."level" from derived
      join "Role" role on role."tenantId" = ${tenantId} and role."key" = derived."roleKey"),
    change as materialized (
      select "memberId", "roleKey", held."level" is null as "gained" from held
      full join given using ("memberId", "roleKey") where held."level" is null or given."level" is null),
    standing as materialized (
      select "memberId", who."gains", who."loses",
        min("level") filter (where "isHeld") as "before", min("level") filter (where not "isHeld") as "after"
      from (
        select "memberId", "level", true as "isHeld" from held
        union all select "memberId", "level", false from given
      ) as side
      join (
        select "memberId", bool_or("gained") as "gains", bool_or(not "gained") as "loses" from change
        group by "memberId"
      ) as who using ("memberId")
      group by "memberId", who."gains", who."loses")`;
}

/** Levels go from the most powerful to the least. */
const losesAccess = sql<boolean>`("before" is not null and "after" is null)`;
const becomesOwner = sql<boolean>`("after" = 'OWNER' and "before" is distinct from 'OWNER')`;
const becomesAdmin = sql<boolean>`("after" = 'ADMIN' and coalesce("before" > 'ADMIN', true))`;

const counts = sql`
  select jsonb_build_object('changed', count(*), 'gain', count(*) filter (where "gains"),
    'lose', count(*) filter (where "loses"), 'losesAccess', count(*) filter (where ${losesAccess}),
    'newAdmins', count(*) filter (where ${becomesAdmin}), 'newOwners', count(*) filter (where ${becomesOwner}),
    'formerOwners', count(*) filter (where "before" = 'OWNER' and "after" is distinct from 'OWNER'))
  from standing`;

const byRole = sql`
  select jsonb_agg(jsonb_build_object('roleKey', "roleKey", 'gain', "gain", 'lose', "lose") order by "roleKey")
  from (
    select "roleKey", count(*) filter (where "gained") as "gain", count(*) filter (where not "gained") as "lose"
    from change group by "roleKey"
  ) as role`;

const conditions: Record<DifferenceKind, RawBuilder<boolean>> = {
  all: sql`true`,
  gain: sql`"gains"`,
  lose: sql`"loses"`,
  'no-access': losesAccess,
  powerful: sql`(${becomesOwner} or ${becomesAdmin})`,
};

/** Table expressions: `listed`, and `shown` (memberId, rank, row) for a page of it and for the one who asks. */
function listing(tenantId: string, list: DifferenceList, askedBy: string | null): RawBuilder<unknown> {
  const { kind, search, page, pageSize } = list;
  return sql`
    listed as materialized (
      select standing.*, member."nameKey" from standing
      join "Member" member on member."tenantId" = ${tenantId} and member."id" = standing."memberId"
      where ${conditions[kind]} and ${found(search)}),
    page as (
      select "memberId", row_number() over (order by ${gravestFirst}) as "rank" from listed
      order by ${gravestFirst} limit ${pageSize} offset ${(page - 1) * pageSize}),
    wanted as materialized (
      select "memberId", min("rank") as "rank" from (
        select * from page union all select "memberId", null from standing where "memberId" = ${askedBy}
      ) as either group by "memberId"),
    shown as materialized (
      select "memberId", wanted."rank", jsonb_build_object('memberId', "memberId", 'name', member."displayName",
        'email', member."email", 'before', coalesce(former."keys", '[]'), 'reasons', coalesce(former."reasons", '[]'),
        'after', coalesce(future."keys", '[]'), 'places', coalesce(future."places", '[]')) as "row"
      from wanted join "Member" member on member."tenantId" = ${tenantId} and member."id" = wanted."memberId"
      left join (
        select "memberId", jsonb_agg("roleKey" order by "roleKey") as "keys",
          jsonb_agg("reason" order by "roleKey") as "reasons"
        from held where "memberId" in (select "memberId" from wanted) group by "memberId"
      ) as former using ("memberId")
      left join (
        select "memberId", jsonb_agg("roleKey" order by "roleKey") as "keys",
          jsonb_agg("place" order by "roleKey") as "places"
        from given where "memberId" in (select "memberId" from wanted) group by "memberId"
      ) as future using ("memberId"))`;
}

const gravestFirst = sql`
  case when ${losesAccess} then 1 when ${becomesOwner} then 2 when ${becomesAdmin} then 3 else 4 end,
  "nameKey", "memberId"`;

function found(search: string): RawBuilder<unknown> {
  const words = foldCase(search).split(/\s+/u).filter(Boolean).slice(0, MOST_WORDS);
  if (words.length === 0) return sql`true`;
  const each = words.map((word) => sql`member."searchKey" like ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`);
  return sql.join(each, sql` and `);
}

function unmanagedOwners(tenantId: string): RawBuilder<unknown> {
  return sql`select from "Role" power
    join "MemberRole" held on held."tenantId" = power."tenantId" and held."roleKey" = power."key"
    join "Member" peer on peer."tenantId" = held."tenantId" and peer."id" = held."memberId"
    where power."tenantId" = ${tenantId} and power."level" = 'OWNER'
      and peer."status" = 'ACTIVE' and peer."scimUserId" is null`;
}
