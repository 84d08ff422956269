import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { filteredGroups } from '@/lib/provisioning/user-groups';
import { enterpriseUserUrn } from '@/lib/scim/urns';

/**
 * Where a value is that does not come from the filter view, as an SQL expression over a row `u` of ScimUser.
 */
export interface FilterColumn {
  expression: RawBuilder<unknown>;
  /** How the expression compares. */
  type: 'text' | 'boolean' | 'timestamp' | 'jsonb';
  /** False when it is never NULL, so that a comparison can use an index as it stands. */
  nullable: boolean;
}

export type FilterColumns = ReadonlyMap<string, FilterColumn>;

/** The key of an attribute path in FilterColumns. */
export function columnKey(path: readonly string[]): string {
  return path.join('\n');
}

/** Hot attributes have indexed columns; what the server knows is not in the view at all. */
export function userFilterColumns(baseUrl: string): FilterColumns {
  const chief = (value: RawBuilder<unknown>) => sql`(
    select ${value} from "ScimUser" chief
    where chief."tenantId" = u."tenantId" and chief."id" = u."managerId")`;
  const columns: [path: string[], column: FilterColumn][] = [
    [['id'], column('text', sql`u."id"`)],
    [['userName'], column('text', sql`u."userNameKey"`)],
    [['active'], column('boolean', sql`u."active"`)],
    [['externalId'], nullable('text', sql`u."externalId"`)],
    [['displayName'], nullable('text', sql`u."displayNameKey"`)],
    [[enterpriseUserUrn, 'manager', 'value'], nullable('text', sql`u."managerId"`)],
    [[enterpriseUserUrn, 'manager', 'displayName'], nullable('text', chief(sql`chief."displayNameKey"`))],
    [
      [enterpriseUserUrn, 'manager', '$ref'],
      nullable('text', chief(sql`${`${baseUrl}/Users/`}::text || chief."id"`)),
    ],
    [['groups'], nullable('jsonb', filteredGroups(baseUrl))],
    [['meta'], column('text', sql`u."id"`)],
    [['meta', 'resourceType'], column('text', sql`'User'`)],
    [['meta', 'created'], column('timestamp', sql`u."createdAt"`)],
    [['meta', 'lastModified'], column('timestamp', sql`u."lastModified"`)],
    [['meta', 'location'], column('text', sql`(${`${baseUrl}/Users/`}::text || u."id")`)],
    [['meta', 'version'], column('text', sql`('W/"' || u."version" || '"')`)],
  ];
  return new Map(columns.map(([path, filterColumn]) => [columnKey(path), filterColumn]));
}

function column(type: FilterColumn['type'], expression: RawBuilder<unknown>): FilterColumn {
  return { type, expression, nullable: false };
}

function nullable(type: FilterColumn['type'], expression: RawBuilder<unknown>): FilterColumn {
  return { type, expression, nullable: true };
}
