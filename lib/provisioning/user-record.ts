import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { servedGroups } from '@/lib/provisioning/user-groups';
import type { Projection } from '@/lib/scim/projection';
import { wants } from '@/lib/scim/projection';
import { toResource } from '@/lib/scim/resource';
import type { GroupReference, ScimDocument, ScimResource } from '@/lib/scim/resource';
import { userType } from '@/lib/scim/schema/registry';

/** A stored user with what is needed to serve it. */
export interface UserRecord {
  id: string;
  document: ScimDocument;
  version: number;
  createdAt: Date;
  lastModified: Date;
  /** Empty when they were not asked for. */
  groups: GroupReference[];
  /** The manager, when `manager.value` is the id of a user of the tenant. */
  manager: { displayName: string | null } | null;
}

const managerOfUser = sql`(
  select jsonb_build_object('displayName', chief."document" ->> 'displayName') from "ScimUser" chief
  where chief."tenantId" = u."tenantId" and chief."id" = u."managerId")`;

/** The columns of a UserRecord, from a row `u` of ScimUser. */
export function userRecordColumns(projection: Projection): RawBuilder<unknown> {
  const groups = wants(projection, 'groups') ? servedGroups : sql`'[]'::jsonb`;
  return sql`u."id", u."document", u."version", u."createdAt", u."lastModified",
    ${groups} as "groups", ${managerOfUser} as "manager"`;
}

/** The representation of a stored user under `baseUrl`. */
export function userResource(record: UserRecord, baseUrl: string): ScimResource {
  const { id, version, createdAt, lastModified, groups, manager, document } = record;
  return toResource(userType, document, {
    id,
    version,
    created: createdAt,
    lastModified,
    location: userLocation(baseUrl, id),
    groups: groups.map((group) => ({ ...group, $ref: `${baseUrl}/Groups/${group.value}` })),
    manager: manager ? managerFacts(record, manager, baseUrl) : undefined,
  });
}

export function userLocation(baseUrl: string, id: string): string {
  return `${baseUrl}/Users/${id}`;
}

function managerFacts(
  { document }: UserRecord,
  { displayName }: { displayName: string | null },
  baseUrl: string,
): { displayName?: string; $ref?: string } {
  const managerId = managerIdOf(document);
  return {
    ...(displayName !== null && { displayName }),
    ...(managerId !== null && { $ref: userLocation(baseUrl, managerId) }),
  };
}
