import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Condition, FilterColumn, FilterColumns, FilterPlace } from '@/lib/provisioning/filter-columns';
import { reachedGroups } from '@/lib/provisioning/user-groups';
import type { CheckedCompare, CompareOperator } from '@/lib/scim/filter/ast';

/** Elements as rows, with the parts they have as columns. */
interface ElementRows {
  /** What stands behind FROM. */
  rows: RawBuilder<unknown>;
  parts: FilterColumns;
}

/** A multi-valued attribute whose elements are rows of other tables. */
export interface FilterList extends ElementRows {
  /** Whether the resource has any element. */
  present: Condition;
  /** The order whose first element stands for the list where resources are sorted by it. */
  order: RawBuilder<unknown>;
  lookup: ListLookup;
}

export type FilterLists = ReadonlyMap<string, FilterList>;

/** The elements, of all resources of the tenant, that an index finds; and the resource each belongs to. */
export interface FoundElements extends ElementRows {
  owner: RawBuilder<unknown>;
}

/**
 * Where to find the elements for which all of `terms` hold. Null when no index helps.
 */
export type ListLookup = (terms: readonly CheckedCompare[]) => FoundElements | null;

/** Email addresses by value; the rows know only elements that have one. */
export function emailLookup({ tenantId }: FilterPlace): ListLookup {
  return (terms) => {
    const ranges: CompareOperator[] = ['eq', 'sw'];
    if (!terms.some(({ path, operator }) => isPart(path, 'value') && ranges.includes(operator))) return null;
    return {
      owner: sql`email."userId"`,
      rows: sql`(select * from "ScimUserEmail" where "tenantId" = ${tenantId}) as email`,
      parts: new Map([
        ['value', part(sql`email."valueKey"`)],
        ['type', { ...part(sql`email."type"`), nullable: true }],
      ]),
    };
  };
}

/** `members` of the group in the row `g`. */
export function memberList({ tenantId, baseUrl }: FilterPlace): FilterList {
  const named = sql`
    left join "ScimUser" person on person."tenantId" = own."tenantId" and person."id" = own."userId"
    left join "ScimGroup" nested on nested."tenantId" = own."tenantId" and nested."id" = own."nestedGroupId"`;
  const location = sql`case when own."userId" is null then ${`${baseUrl}/Groups/`}::text
    else ${`${baseUrl}/Users/`}::text end || own."memberId"`;
  const parts: FilterColumns = new Map([
    ['value', part(sql`own."memberId"`)],
    ['$ref', part(sql`(${location})`)],
    ['type', part(sql`(case when own."userId" is null then 'group' else 'user' end)`)],
    [
      'display',
      part(sql`coalesce(person."displayNameKey", person."userNameKey", nested."displayNameKey")`),
    ],
  ]);
  const ofGroup = sql`select * from "ScimGroupMember" m where m."tenantId" = g."tenantId" and m."groupId" = g."id"`;
  return {
    rows: sql`(${ofGroup}) as own ${named}`,
    parts,
    present: sql`exists (${ofGroup})`,
    order: sql`own."memberId"`,
    lookup(terms) {
      const member = equated(terms, 'value');
      if (member === undefined) return null;
      const naming = (column: string) => sql`
        select * from "ScimGroupMember" m where m."tenantId" = ${tenantId} and ${sql.ref(`m.${column}`)} = ${member}`;
      const found = sql`(${naming('userId')} union all ${naming('nestedGroupId')}) as own ${named}`;
      return { owner: sql`own."groupId"`, rows: found, parts };
    },
  };
}

/** `groups` of the user in the row `u`, direct and indirect. */
export function groupList({ tenantId, baseUrl }: FilterPlace): FilterList {
  const parts: FilterColumns = new Map([
    ['value', part(sql`reachable."value"`)],
    ['$ref', part(sql`(${`${baseUrl}/Groups/`}::text || reachable."value")`)],
    ['type', part(sql`reachable."type"`)],
    ['display', part(sql`reachable."displayKey"`)],
  ]);
  return {
    rows: sql`(${reachedGroups}) as reachable`,
    parts,
    present: sql`exists (select from "ScimGroupMember" own
      where own."tenantId" = u."tenantId" and own."userId" = u."id")`,
    order: sql`reachable."createdAt", reachable."value"`,
    lookup(terms) {
      const value = equated(terms, 'value');
      const display = equated(terms, 'display');
      if (value === undefined && display === undefined) return null;
      const group = value === undefined ? sql`g."displayNameKey" = ${display}` : sql`g."id" = ${value}`;
      return {
        owner: sql`reachable."userId"`,
        rows: sql`(${peopleWithin(tenantId, sql`g."tenantId" = ${tenantId} and ${group}`)}) as reachable`,
        parts,
      };
    },
  };
}

/**
 * The people of a group and of the groups within it, as rows (userId, value, displayKey, type): read downwards
 * from the group, so that it costs what the group has, not what the tenant has.
 */
function peopleWithin(tenantId: string, group: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    with recursive within ("value", "displayKey", "groupId") as (
      select g."id", g."displayNameKey", g."id" from "ScimGroup" g where ${group}
      union
      select within."value", within."displayKey", inner_."nestedGroupId"
      from within cross join lateral (
        select own."nestedGroupId" from "ScimGroupMember" own
        where own."tenantId" = ${tenantId} and own."groupId" = within."groupId" and own."nestedGroupId" is not null
        offset 0
      ) as inner_
    )
    select own."userId", within."value", within."displayKey",
      case when own."groupId" = within."value" or exists (
        select from "ScimGroupMember" direct where direct."tenantId" = ${tenantId}
          and direct."groupId" = within."value" and direct."memberId" = own."memberId"
      ) then 'direct' else 'indirect' end as "type"
    from within join "ScimGroupMember" own on own."tenantId" = ${tenantId}
      and own."groupId" = within."groupId" and own."userId" is not null`;
}

/** What a part has to be equal to; undefined when that is not said. */
function equated(terms: readonly CheckedCompare[], name: string): string | undefined {
  const term = terms.find(({ path, operator }) => isPart(path, name) && operator === 'eq');
  return term && String(term.value);
}

function isPart(path: readonly string[], name: string): boolean {
  return path.length === 1 && path[0] === name;
}

function part(expression: RawBuilder<unknown>): FilterColumn {
  return { type: 'text', expression, nullable: false, indexed: false };
}
