import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { membersText } from '@/lib/provisioning/group-members';
import type { ServedResource } from '@/lib/provisioning/served-resource';
import type { Projection } from '@/lib/scim/projection';
import type { ScimDocument, ServerFacts } from '@/lib/scim/resource';
import { serializeResource } from '@/lib/scim/serialize-resource';

/** A stored group with what is needed to serve it. */
export interface GroupRecord {
  id: string;
  /** Without `members`. */
  document: ScimDocument;
  version: number;
  createdAt: Date;
  lastModified: Date;
  /** JSON text, projected already; null when they are not to be shown. */
  members: string | null;
}

const membersOfGroup = sql`(
  select * from "ScimGroupMember" stored
  where stored."tenantId" = g."tenantId" and stored."groupId" = g."id") as own`;

/** The columns of a GroupRecord, from a row `g` of ScimGroup. */
export function groupRecordColumns(projection: Projection, baseUrl: string): RawBuilder<unknown> {
  return sql`g."id", g."document", g."version", g."createdAt", g."lastModified",
    ${membersText(projection, baseUrl, membersOfGroup)} as "members"`;
}

/** A stored group as it is served under `baseUrl`. */
export function groupServed(record: GroupRecord, projection: Projection, baseUrl: string): ServedResource {
  const { id, version, document, members } = record;
  const facts = groupFacts(record, baseUrl);
  return {
    id,
    version,
    title: groupTitle(document),
    json: serializeResource(projection, document, facts, members ?? undefined),
    logged: () => serializeResource(projection, document, facts),
  };
}

/** What people call a group. */
export function groupTitle(document: ScimDocument): string {
  return String(document.displayName ?? 'a group');
}

/** What the service provider knows of a stored group. */
export function groupFacts(record: Omit<GroupRecord, 'members'>, baseUrl: string): ServerFacts {
  const { id, version, createdAt, lastModified } = record;
  return { id, version, created: createdAt, lastModified, location: groupLocation(baseUrl, id) };
}

export function groupLocation(baseUrl: string, id: string): string {
  return `${baseUrl}/Groups/${id}`;
}
