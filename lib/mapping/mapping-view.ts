import { sql } from 'kysely';
import { readInMemory } from '@/lib/db/read-in-memory';
import { countManaged } from '@/lib/mapping/count-managed';
import { findApplication } from '@/lib/mapping/find-application';
import type { ApplicationView } from '@/lib/mapping/find-application';
import type { MappingDraft } from '@/lib/mapping/mapping-draft';
import { rulesNow } from '@/lib/mapping/rules-now';
import type { RuleNow } from '@/lib/mapping/rules-now';
import { draftOf, findStoredMapping } from '@/lib/mapping/stored-mapping';
import type { StoredMapping } from '@/lib/mapping/stored-mapping';
import { matchesInSql } from '@/lib/provisioning/roles/matches-in-sql';
import type { MatchShape } from '@/lib/provisioning/roles/matches-in-sql';
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
  /** Whether people sign in through the tenant's identity provider. */
  ssoEnabled: boolean;
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
  const { updatedAt, updatedByName, scimEnabled, ssoEnabled } = stored;
  return {
    draft: draftOf(stored),
    updatedAt,
    updatedByName,
    scimEnabled,
    ssoEnabled,
    roles,
    rules,
    onDefault,
    managedPeople,
    application,
  };
}

/** One row for a person, which says only that something matches. */
const matchesAtAll: MatchShape = {
  row: () => ({ matches: true }),
  columns: sql`"matches" boolean`,
  names: sql`"matches"`,
  groupedBy: sql``,
  merged: sql`bool_or("matches") as "matches"`,
};

async function countOnDefault(tenantId: string, mapping: StoredMapping, userType: ResourceType): Promise<number> {
  if (mapping.source === 'PORTAL') return 0;
  const matched = matchesInSql({ tenantId, mapping, userType }, matchesAtAll);
  const { rows } = await readInMemory(tenantId, (trx) =>
    sql<{ people: number }>`
      with matched as materialized (${matched})
      select count(*) as "people" from "Member" member
      where member."tenantId" = ${tenantId} and member."status" = 'ACTIVE' and member."scimUserId" is not null
        and not exists (select from matched where matched."userId" = member."scimUserId")`.execute(trx),
  );
  return rows[0]?.people ?? 0;
}
