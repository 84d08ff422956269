import { coreRegistry } from '@/lib/scim/schema/registry';
import type { Database, DatabaseTransaction } from '@/lib/db/kysely';
import { resolveRolePath } from '@/lib/provisioning/roles/role-path';
import type { GroupFact, RoleFacts, RoleMapping } from '@/lib/roles/role-mapping';
import { findTenantSchemas } from '@/lib/schemas/tenant-schemas';
import { extendedRegistry } from '@/lib/scim/schema/extended-registry';
import { foldCase } from '@/lib/shared/fold-case';
import type { LoadedState } from '@/lib/sso/policy/load-state';

/** Groups that no rule has found yet are asked for by name; no group has this id. */
const NO_GROUP = '';

/** What roles are derived from at a sign-in: as much as the mapping's source asks for. */
export async function claimFacts(
  database: Database | DatabaseTransaction,
  { tenantId, claims, schemaRevision }: Pick<LoadedState, 'tenantId' | 'claims' | 'schemaRevision'>,
  { source, attribute }: Pick<RoleMapping, 'source' | 'attribute'>,
): Promise<RoleFacts> {
  switch (source) {
    case 'PORTAL':
      return { groups: [], sent: null };
    case 'IDP_GROUPS':
      return { groups: await groupFacts(database, tenantId, claims.groups), sent: null };
    case 'IDP_ATTRIBUTE': {
      const caseExact = await isCaseExact(database, tenantId, schemaRevision, attribute);
      return { groups: [], sent: { values: claims.roles, caseExact } };
    }
  }
}

/**
 * Identity providers name groups in claims by their names or by their ids (Entra's object ids). A group that SCIM has
 * pushed is known by both, so that a rule which has found its group goes on finding it.
 */
async function groupFacts(
  database: Database | DatabaseTransaction,
  tenantId: string,
  values: readonly string[],
): Promise<GroupFact[]> {
  if (values.length === 0) return [];
  const stored = await database
    .selectFrom('ScimGroup')
    .select(['id', 'document', 'externalId'])
    .where('tenantId', '=', tenantId)
    .where((where) => where.or([
      where('externalId', 'in', values),
      where('displayNameKey', 'in', values.map(foldCase)),
    ]))
    .orderBy('id')
    .execute();
  const groups = stored.map(({ id, document, externalId }) => ({ id, name: nameOf(document), externalId }));
  const facts = values.flatMap((value): GroupFact[] => {
    const named = groups.filter(({ name, externalId }) => name === value || externalId === value);
    if (named.length === 0) return [{ id: NO_GROUP, name: value, through: [] }];
    return named.map(({ id, name }) => ({ id, name, through: [] }));
  });
  return [...new Map(facts.map((fact) => [`${fact.id}\n${fact.name}`, fact])).values()];
}

function nameOf(document: unknown): string {
  const { displayName } = document as { displayName?: unknown };
  return typeof displayName === 'string' ? displayName : '';
}

/** A claim is compared as the attribute is that it stands for, so that a rule matches what it matches under SCIM. */
async function isCaseExact(
  database: Database | DatabaseTransaction,
  tenantId: string,
  schemaRevision: number,
  attribute: string,
): Promise<boolean> {
  const inCore = resolveRolePath(coreRegistry.User, attribute);
  if (!('problem' in inCore)) return inCore.leaf.caseExact;
  if (schemaRevision === 0) return false;
  const { extensions } = await findTenantSchemas(tenantId, database);
  const resolved = resolveRolePath(extendedRegistry(extensions).User, attribute);
  return 'problem' in resolved ? false : resolved.leaf.caseExact;
}
