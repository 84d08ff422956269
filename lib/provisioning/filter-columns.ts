import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { emailLookup, groupList, memberList } from '@/lib/provisioning/filter-lists';
import type { FilterLists, ListLookup } from '@/lib/provisioning/filter-lists';
import { enterpriseUserUrn } from '@/lib/scim/urns';

export type Condition = RawBuilder<boolean>;

/** Where a value is that does not come from the filter view, as an SQL expression over a stored row. */
export interface FilterColumn {
  expression: RawBuilder<unknown>;
  /** How the expression compares. */
  type: 'text' | 'boolean' | 'timestamp' | 'jsonb';
  /** False when it is never NULL, so that a comparison can use an index as it stands. */
  nullable: boolean;
  /** Whether an index finds the few rows that have a value, or one that begins with it. */
  indexed: boolean;
  /** Equality in a form that an index can serve, true or false, where the expression itself has no index. */
  equals?: (text: string) => Condition;
}

export type FilterColumns = ReadonlyMap<string, FilterColumn>;

/** What filters and sorting read of a resource type's rows. */
export interface FilterSource {
  /** The table and its row, as they stand behind FROM. */
  table: RawBuilder<unknown>;
  row: 'u' | 'g';
  columns: FilterColumns;
  /** Multi-valued attributes whose elements are rows of other tables. */
  lists: FilterLists;
  /** Ways from an element to the resources that have it, by the multi-valued attribute. */
  lookups: ReadonlyMap<string, ListLookup>;
}

/** Whose rows are read, and under which address they are served. */
export interface FilterPlace {
  tenantId: string;
  baseUrl: string;
}

/** The key of an attribute path in FilterColumns. */
export function columnKey(path: readonly string[]): string {
  return path.join('\n');
}

export function filterSource(type: 'User' | 'Group', place: FilterPlace): FilterSource {
  return type === 'User' ? userSource(place) : groupSource(place);
}

/** Hot attributes have indexed columns; what the server knows is not in the view at all. */
function userSource(place: FilterPlace): FilterSource {
  const groups = groupList(place);
  return {
    table: sql`"ScimUser" u`,
    row: 'u',
    columns: new Map([
      ...commonColumns('u', 'User', place),
      entry(['userName'], { ...text(sql`u."userNameKey"`), indexed: true }),
      entry(['active'], { ...text(sql`u."active"`), type: 'boolean', indexed: false }),
      entry(['displayName'], { ...text(sql`u."displayNameKey"`), nullable: true, indexed: true }),
      ...managerColumns(place),
    ]),
    lists: new Map([['groups', groups]]),
    lookups: new Map([
      ['emails', emailLookup(place)],
      ['groups', groups.lookup],
    ]),
  };
}

function groupSource(place: FilterPlace): FilterSource {
  const members = memberList(place);
  return {
    table: sql`"ScimGroup" g`,
    row: 'g',
    columns: new Map([
      ...commonColumns('g', 'Group', place),
      entry(['displayName'], { ...text(sql`g."displayNameKey"`), indexed: true }),
    ]),
    lists: new Map([['members', members]]),
    lookups: new Map([['members', members.lookup]]),
  };
}

/** The columns that both tables have. */
function commonColumns(row: 'u' | 'g', type: 'User' | 'Group', { baseUrl }: FilterPlace): Entry[] {
  const own = (column: string) => sql`${sql.ref(`${row}.${column}`)}`;
  const location = `${baseUrl}/${type}s/`;
  return [
    entry(['id'], { ...text(own('id')), indexed: true }),
    entry(['externalId'], { ...text(own('externalId')), nullable: true, indexed: true }),
    entry(['meta'], text(own('id'))),
    entry(['meta', 'resourceType'], text(sql`${type}::text`)),
    entry(['meta', 'created'], { ...text(own('createdAt')), type: 'timestamp', indexed: true }),
    entry(['meta', 'lastModified'], { ...text(own('lastModified')), type: 'timestamp', indexed: true }),
    entry(['meta', 'location'], {
      ...text(sql`(${location}::text || ${own('id')})`),
      equals: (uri) => (uri.startsWith(location) ? sql`(${own('id')} = ${uri.slice(location.length)}::text)` : no),
    }),
    entry(['meta', 'version'], text(sql`('W/"' || ${own('version')} || '"')`)),
  ];
}

function managerColumns({ tenantId, baseUrl }: FilterPlace): Entry[] {
  const location = `${baseUrl}/Users/`;
  const chief = (value: RawBuilder<unknown>) => sql`(
    select ${value} from "ScimUser" chief
    where chief."tenantId" = u."tenantId" and chief."id" = u."managerId")`;
  const under = (which: Condition) => sql<boolean>`(u."managerId" is not null and u."managerId" in (
    select chief."id" from "ScimUser" chief where chief."tenantId" = ${tenantId} and ${which}))`;
  return [
    entry([enterpriseUserUrn, 'manager', 'value'], {
      ...text(sql`u."managerId"`),
      nullable: true,
      indexed: true,
    }),
    entry([enterpriseUserUrn, 'manager', 'displayName'], {
      ...text(chief(sql`chief."displayNameKey"`)),
      nullable: true,
      equals: (name) => under(sql`chief."displayNameKey" = ${name}`),
    }),
    entry([enterpriseUserUrn, 'manager', '$ref'], {
      ...text(chief(sql`${location}::text || chief."id"`)),
      nullable: true,
      equals: (uri) => (uri.startsWith(location) ? under(sql`chief."id" = ${uri.slice(location.length)}`) : no),
    }),
  ];
}

type Entry = [key: string, column: FilterColumn];

function entry(path: string[], column: FilterColumn): Entry {
  return [columnKey(path), column];
}

/** A text that is never NULL and has no index; other columns are told by what differs. */
function text(expression: RawBuilder<unknown>): FilterColumn {
  return { type: 'text', expression, nullable: false, indexed: false };
}

const no: Condition = sql`false`;
