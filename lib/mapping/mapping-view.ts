import { sql } from 'kysely';
import { db } from '@/lib/db/kysely';
import { countManaged } from '@/lib/mapping/count-managed';
import { findApplication } from '@/lib/mapping/find-application';
import type { ApplicationView } from '@/lib/mapping/find-application';
import type { MappingDraft } from '@/lib/mapping/mapping-draft';
import { rulesNow } from '@/lib/mapping/rules-now';
import type { RuleNow } from '@/lib/mapping/rules-now';
import { draftOf, findStoredMapping } from '@/lib/mapping/stored-mapping';
import type { StoredMapping } from '@/lib/mapping/stored-mapping';
import { derivedInSql } from '@/lib/provisioning/roles/derived-in-sql';
import { listRoles } from '@/lib/roles/list-roles';
import type { RoleView } from '@/lib/roles/list-roles';
import { tenantRegistry } from '@/lib/schemas/tenant-registry';
import type { ResourceType } from '@/lib/scim/schema/registry';

/** The mapping of a tenant as its page shows it. */
export interface MappingView {
  /** As it is stored. */
  draft: MappingDraft;
  updatedAt: Date;
  updatedByName: string | null;
  scimEnabled: boolean;
  /** Most powerful first, then by name. */
  roles: RoleView[];
  /** What each stored rule finds at present, by its id. */
  rules: Record<string, RuleNow>;
  /** Active people whom SCIM manages and whom no rule matches; 0 when the mapping leaves roles to the portal. */
  onDefault: number;
  /** Active people whom SCIM manages. */
  managedPeople: number;
  /** The latest application of the mapping; null when there was none. */
  application: ApplicationView | null;
}

/** @throws when the tenant does not exist: whoever asks has a session of it */
export async function findMappingView(tenantId: string): Promise<MappingView> {
  const stored = await findStoredMapping(tenantId);
  const { User: userType } = await tenantRegistry(tenantId, stored.schemaRevision);
  const [roles, rules, onDefault, managedPeople, application] = await Promise.all([
    listRoles(tenantId),
    rulesNow(tenantId, stored, userType),
    countOnDefault(tenantId, stored, userType),
    countManaged(tenantId),
    findApplication(tenantId),
  ]);
  const { updatedAt, updatedByName, scimEnabled } = stored;
  return {
    draft: draftOf(stored),
    updatedAt,
    updatedByName,
    scimEnabled,
    roles,
    rules,
    onDefault,
    managedPeople,
    application,
  };
}

async function countOnDefault(tenantId: string, mapping: StoredMapping, userType: ResourceType): Promise<number> {
  if (mapping.source === 'PORTAL') return 0;
  const { rows } = await sql<{ people: number }>`
    with ${derivedInSql({ tenantId, mapping, userType, activeOnly: true })}
    select count(*) as "people" from people
    where not exists (select from matched where matched."memberId" = people."memberId")`.execute(db());
  return rows[0]?.people ?? 0;
}
