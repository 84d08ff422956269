import { sql } from 'kysely';
import { db } from '@/lib/db/kysely';
import type { Database, DatabaseTransaction } from '@/lib/db/kysely';
import type { MappingDraft } from '@/lib/mapping/mapping-draft';
import type { MappableRole, RoleMapping, RoleRule } from '@/lib/roles/role-mapping';

/** A rule with when the identity provider deleted its group; null while there is one, or was none yet. */
export interface StoredRule extends RoleRule {
  groupGoneAt: string | null;
}

/** The mapping of a tenant and what looking at it or changing it needs, of one moment. */
export interface StoredMapping extends RoleMapping {
  rules: readonly StoredRule[];
  /** Most powerful first, then by name. */
  roles: readonly MappableRole[];
  revision: number;
  /** Raised by whatever may change what the mapping gives, its roles and their levels included. */
  generation: number;
  updatedAt: Date;
  updatedByName: string | null;
  tenantName: string;
  scimEnabled: boolean;
  /** Whether people sign in through the tenant's identity provider. */
  ssoEnabled: boolean;
  schemaRevision: number;
}

/** @throws when the tenant does not exist: whoever asks has a session of it */
export async function findStoredMapping(
  tenantId: string,
  database: Database | DatabaseTransaction = db(),
): Promise<StoredMapping> {
  const { rows } = await sql<StoredMapping>`
    select mapping."source", mapping."attribute", mapping."defaultRoleKey", mapping."revision", mapping."generation",
      mapping."updatedAt", mapping."updatedByName", tenant."name" as "tenantName", settings."scimEnabled", settings."schemaRevision",
      exists (select from "SsoConnection" connection
        where connection."tenantId" = mapping."tenantId" and connection."enabled") as "ssoEnabled",
      coalesce((
        select jsonb_agg(jsonb_build_object('id', rule."id", 'kind', rule."kind", 'name', rule."name", 'groupId',
          rule."groupId", 'groupGoneAt', rule."groupGoneAt", 'roleKey', rule."roleKey")
          order by rule."position", rule."id")
        from "RoleRule" rule where rule."tenantId" = mapping."tenantId"), '[]') as "rules",
      coalesce((
        select jsonb_agg(jsonb_build_object('key', role."key", 'name', role."name", 'level', role."level")
          order by role."level", role."name", role."key")
        from "Role" role where role."tenantId" = mapping."tenantId"), '[]') as "roles"
    from "RoleMapping" mapping
    join "Tenant" tenant on tenant."id" = mapping."tenantId"
    join "IdentitySettings" settings on settings."tenantId" = mapping."tenantId"
    where mapping."tenantId" = ${tenantId}`.execute(database);
  const [stored] = rows;
  if (!stored) throw new Error(`There is no tenant ${tenantId}.`);
  return stored;
}

/** The stored mapping as the page edits it. */
export function draftOf({ rules, ...stored }: StoredMapping): MappingDraft {
  const { revision, source, attribute, defaultRoleKey } = stored;
  const ofKind = (kind: StoredRule['kind']) => rules.filter((rule) => rule.kind === kind);
  return {
    revision,
    source,
    attribute,
    defaultRoleKey,
    groupRules: ofKind('GROUP').map(({ id, name, groupId, roleKey }) => ({ id, name, groupId, roleKey })),
    valueRules: ofKind('VALUE').map(({ id, name, roleKey }) => ({ id, name, roleKey })),
  };
}
