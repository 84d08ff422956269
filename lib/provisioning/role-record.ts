import type { ServedResource } from '@/lib/provisioning/served-resource';
import type { PermissionLevel } from '@/lib/roles/role';
import type { HeldResource } from '@/lib/scim/in-memory-list';
import type { Projection } from '@/lib/scim/projection';
import { roleDocument } from '@/lib/scim/role-document';
import { serializeResource } from '@/lib/scim/serialize-resource';

/** A role of the tenant's catalogue with what is needed to serve it. */
export interface RoleRecord {
  key: string;
  name: string;
  description: string;
  level: PermissionLevel;
  createdAt: Date;
  updatedAt: Date;
}

export const roleRecordColumns = ['key', 'name', 'description', 'level', 'createdAt', 'updatedAt'] as const;

/**
 * A role as a resource. Its id is its key, which is what assignments hold in `roles[].value`; its version is
 * the moment of its last change.
 */
export function roleResource(record: RoleRecord, baseUrl: string): HeldResource {
  const { key, name, description, level, createdAt, updatedAt } = record;
  return {
    document: roleDocument({ key, name, description, type: level.toLowerCase() }),
    facts: {
      id: key,
      version: updatedAt.getTime(),
      created: createdAt,
      lastModified: updatedAt,
      location: `${baseUrl}/Roles/${encodeURIComponent(key)}`,
    },
  };
}

export function roleServed({ document, facts }: HeldResource, projection: Projection): ServedResource {
  const { id, version } = facts;
  const title = `the role ${String(document.displayName)}`;
  return { id, version, title, json: serializeResource(projection, document, facts) };
}
