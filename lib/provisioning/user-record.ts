import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { ServedResource } from '@/lib/provisioning/served-resource';
import type { Projection } from '@/lib/scim/projection';
import type { ScimDocument, ServerFacts } from '@/lib/scim/resource';
import { serializeResource } from '@/lib/scim/serialize-resource';

export interface ManagerRecord {
  id: string;
  displayName: string | null;
}

/** A stored user with what is needed to serve it. */
export interface UserRecord {
  id: string;
  document: ScimDocument;
  version: number;
  createdAt: Date;
  lastModified: Date;
  /** JSON text; null when there are none, and when they were not asked for. */
  groups: string | null;
  /** The manager, when `manager.value` is the id of a user of the tenant. */
  manager: ManagerRecord | null;
}

/** The user with the id `managerId`, as far as its reports show it. */
export function managerRecord(
  managerId: RawBuilder<unknown>,
  tenantId: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`(
    select jsonb_build_object('id', chief."id", 'displayName', chief."document" ->> 'displayName')
    from "ScimUser" chief where chief."tenantId" = ${tenantId} and chief."id" = ${managerId})`;
}

/** The columns of a UserRecord, from a row `u` of ScimUser. */
export function userRecordColumns(groups: RawBuilder<string | null>): RawBuilder<unknown> {
  return sql`u."id", u."document", u."version", u."createdAt", u."lastModified",
    ${groups} as "groups", ${managerRecord(sql`u."managerId"`, sql`u."tenantId"`)} as "manager"`;
}

/** A stored user as it is served under `baseUrl`. */
export function userServed(record: UserRecord, projection: Projection, baseUrl: string): ServedResource {
  const { id, version, document } = record;
  const title = String(document.displayName ?? document.userName ?? 'a user');
  return { id, version, title, json: serializeResource(projection, document, userFacts(record, baseUrl)) };
}

/** What the service provider knows of a stored user. */
export function userFacts(record: UserRecord, baseUrl: string): ServerFacts {
  const { id, version, createdAt, lastModified, groups, manager } = record;
  return {
    id,
    version,
    created: createdAt,
    lastModified,
    location: userLocation(baseUrl, id),
    groups: groups ?? undefined,
    manager: manager ? managerFacts(manager, baseUrl) : undefined,
  };
}

export function userLocation(baseUrl: string, id: string): string {
  return `${baseUrl}/Users/${id}`;
}

function managerFacts({ id, displayName }: ManagerRecord, baseUrl: string): ServerFacts['manager'] {
  return { displayName: displayName ?? undefined, $ref: userLocation(baseUrl, id) };
}
