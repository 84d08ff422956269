import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { jsonb } from '@/lib/db/kysely';
import { containing } from '@/lib/db/like-pattern';
import { readInMemory } from '@/lib/db/read-in-memory';
import { countDifferences } from '@/lib/mapping/count-differences';
import type { RoleDifferences, RoleSetCount } from '@/lib/mapping/count-differences';
import { RoleSets } from '@/lib/mapping/role-sets';
import { fromActiveOwners } from '@/lib/members/active-owners';
import { matchesInSql } from '@/lib/provisioning/roles/matches-in-sql';
import type { MatchedBy, MatchShape } from '@/lib/provisioning/roles/matches-in-sql';
import type { PermissionLevel } from '@/lib/roles/role';
import { foldCase } from '@/lib/shared/fold-case';

/** A person whose roles differ; keys of roles in alphabetical order. */
export interface PersonDifference {
  memberId: string;
  userId: string;
  name: string;
  email: string;
  before: string[];
  after: string[];
  /** Why they have the roles of `before`, by key. */
  reasons: Record<string, string>;
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

export interface ListedDifferences extends RoleDifferences {
  /** How many the list has on all pages. */
  listed: number;
  /** The gravest first: who loses access, who becomes owner, who becomes admin. */
  rows: PersonDifference[];
  /** The one who asks, when their roles differ. */
  own: PersonDifference | null;
}

interface StoredRow extends Omit<PersonDifference, 'before' | 'after'> {
  before: string;
  after: string;
}

interface Found {
  sets: RoleSetCount[];
  ownerElsewhere: boolean;
  listed: number;
  rows: StoredRow[];
  own: StoredRow | null;
}

/** Words beyond these narrow a search no further and only cost time. */
const MOST_WORDS = 5;

/**
 * What a mapping would change for the active people whom SCIM manages: one statement, so that all numbers are of one
 * moment. People are told apart by the sets of roles they have and would have, of which there are few.
 * @param askedBy the member who asks; null for nobody
 */
export async function roleDifferences(
  by: MatchedBy,
  list: DifferenceList,
  askedBy: string | null,
): Promise<ListedDifferences> {
  const { roles } = by.mapping;
  const sets = new RoleSets(roles);
  const { rows } = await readInMemory(by.tenantId, (trx) => statement(by, sets, list, askedBy).execute(trx));
  const [found] = rows;
  if (!found) throw new Error('A statement without FROM has a row.');
  const told = ({ before, after, ...person }: StoredRow): PersonDifference => {
    return { ...person, before: sets.keysOf(before), after: sets.keysOf(after) };
  };
  return {
    ...countDifferences(found.sets, sets, roles, found.ownerElsewhere),
    listed: found.listed,
    rows: found.rows.map(told),
    own: found.own && told(found.own),
  };
}

function statement(
  by: MatchedBy,
  sets: RoleSets,
  list: DifferenceList,
  askedBy: string | null,
): RawBuilder<Found> {
  const { tenantId } = by;
  return sql<Found>`
    with ${standing(by, sets)},
    ${listing(tenantId, list)}
    select
      (select coalesce(jsonb_agg(jsonb_build_object('before', "before", 'after', "after", 'people', "people")), '[]')
        from (select "before"::text, "after"::text, count(*) as "people" from standing group by 1, 2) as sets
      ) as "sets",
      exists (${unmanagedOwners(tenantId)}) as "ownerElsewhere",
      (select count(*) from listed) as "listed",
      coalesce((select jsonb_agg(${personRow(tenantId)} order by "rank") from page as person), '[]') as "rows",
      (select ${personRow(tenantId)} from differing as person where "memberId" = ${askedBy}) as "own"`;
}

/**
 * Table expressions: `standing`, the roles that everybody has and would have; `differing`, where these are not the
 * same. What is read once is not kept, which would take as long as reading it.
 */
function standing(by: MatchedBy, sets: RoleSets): RawBuilder<unknown> {
  const { tenantId, mapping } = by;
  const none = sets.sqlOf([]);
  const has = (side: 'before' | 'after', level: PermissionLevel) =>
    sql`(${sql.ref(side)} & ${sets.sqlOf(sets.keysOfLevel(level))}) <> ${none}`;
  return sql`
    role as materialized (
      select role."roleKey", role."text"::${sets.type} as "bits"
      from jsonb_to_recordset(${jsonb(mapping.roles.map(({ key }) => ({ roleKey: key, text: sets.textOf([key]) })))})
        as role ("roleKey" text, "text" text)),
    held as (
      select held."memberId", bit_or(role."bits") as "bits" from "MemberRole" held
      join role on role."roleKey" = held."roleKey"
      where held."tenantId" = ${tenantId} group by held."memberId"),
    matched as (${matchesInSql(by, roleSet(sets))}),
    standing as materialized (
      select member."id" as "memberId", member."scimUserId" as "userId", member."nameKey",
        coalesce(held."bits", ${none}) as "before",
        coalesce(matched."bits", ${sets.sqlOf([mapping.defaultRoleKey])}) as "after"
      from "Member" member
      left join matched on matched."userId" = member."scimUserId"
      left join held on held."memberId" = member."id"
      where member."tenantId" = ${tenantId} and member."status" = 'ACTIVE' and member."scimUserId" is not null),
    differing as (
      select standing.*, "before" <> ${none} as "had", "after" <> ${none} as "has",
        ${has('before', 'OWNER')} as "wasOwner", ${has('after', 'OWNER')} as "isOwner",
        ${has('before', 'ADMIN')} as "wasAdmin", ${has('after', 'ADMIN')} as "isAdmin",
        ("after" & ~"before") <> ${none} as "gains", ("before" & ~"after") <> ${none} as "loses"
      from standing where "before" <> "after")`;
}

/** One row for a person, with the set of their roles. A recursive UNION can take it as text alone. */
function roleSet(sets: RoleSets): MatchShape {
  return {
    row: ({ roleKey }) => ({ bits: sets.textOf([roleKey]) }),
    columns: sql`"bits" text`,
    names: sql`"bits"`,
    groupedBy: sql``,
    merged: sql`bit_or("bits"::${sets.type}) as "bits"`,
  };
}

const losesAccess = sql<boolean>`("had" and not "has")`;
const becomesOwner = sql<boolean>`("isOwner" and not "wasOwner")`;
const becomesAdmin = sql<boolean>`("isAdmin" and not ("isOwner" or "wasOwner" or "wasAdmin"))`;

const conditions: Record<DifferenceKind, RawBuilder<boolean>> = {
  all: sql`true`,
  gain: sql`"gains"`,
  lose: sql`"loses"`,
  'no-access': losesAccess,
  powerful: sql`(${becomesOwner} or ${becomesAdmin})`,
};

/** Table expressions: `listed`, and `page` with the rank of each, given to those of the page alone. */
function listing(tenantId: string, list: DifferenceList): RawBuilder<unknown> {
  const { kind, search, page, pageSize } = list;
  const gravestFirst = sql`
    case when ${losesAccess} then 1 when ${becomesOwner} then 2 when ${becomesAdmin} then 3 else 4 end,
    "nameKey", "memberId"`;
  return sql`
    listed as materialized (
      select * from differing where ${pageSize > 0 ? conditions[kind] : sql`false`} and ${found(tenantId, search)}),
    page as materialized (
      select *, row_number() over (order by ${gravestFirst}) as "rank" from (
        select * from listed order by ${gravestFirst} limit ${pageSize} offset ${(page - 1) * pageSize}
      ) as cut)`;
}

/** A StoredRow as jsonb, of a row `person` with the memberId, userId and sets. */
function personRow(tenantId: string): RawBuilder<unknown> {
  return sql`(
    select jsonb_build_object('memberId', person."memberId", 'userId', person."userId", 'name', member."displayName",
      'email', member."email", 'before', person."before"::text, 'after', person."after"::text, 'reasons', coalesce((
        select jsonb_object_agg(grants."roleKey", grants."reason") from "MemberRole" grants
        where grants."tenantId" = ${tenantId} and grants."memberId" = person."memberId"), '{}'))
    from "Member" member where member."tenantId" = ${tenantId} and member."id" = person."memberId")`;
}

/** Of those who differ, the ones in whose name and email all the words are. */
function found(tenantId: string, search: string): RawBuilder<unknown> {
  const words = foldCase(search).split(/\s+/u).filter(Boolean).slice(0, MOST_WORDS);
  if (words.length === 0) return sql`true`;
  const each = words.map((word) => sql`member."searchKey" like ${containing(word)}`);
  return sql`"memberId" in (
    select member."id" from "Member" member where member."tenantId" = ${tenantId} and ${sql.join(each, sql` and `)})`;
}

function unmanagedOwners(tenantId: string): RawBuilder<unknown> {
  return sql`select ${fromActiveOwners(sql`${tenantId}`)} and peer."scimUserId" is null`;
}
