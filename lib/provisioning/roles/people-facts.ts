import type { Database, DatabaseTransaction } from '@/lib/db/kysely';
import { groupsOfPeople } from '@/lib/provisioning/roles/groups-of-people';
import { sentValues } from '@/lib/provisioning/roles/sent-values';
import type { RoleFacts, RoleMapping } from '@/lib/roles/role-mapping';
import type { ScimDocument } from '@/lib/scim/resource';
import type { Registry } from '@/lib/scim/schema/registry';

/**
 * What roles are derived from, of users of the tenant: as much as the mapping's source asks for.
 * @param userIds ids of SCIM users
 * @returns by the user's id
 */
export async function peopleFacts(
  database: Database | DatabaseTransaction,
  registry: Registry,
  mapping: Pick<RoleMapping, 'source' | 'attribute'>,
  tenantId: string,
  userIds: readonly string[],
): Promise<Map<string, RoleFacts>> {
  switch (mapping.source) {
    case 'PORTAL':
      return new Map(userIds.map((id) => [id, { groups: [], sent: null }]));
    case 'IDP_GROUPS': {
      const groups = await groupsOfPeople(database, tenantId, userIds);
      return new Map(userIds.map((id) => [id, { groups: groups.get(id) ?? [], sent: null }]));
    }
    case 'IDP_ATTRIBUTE': {
      const documents = await documentsOf(database, tenantId, userIds);
      return new Map(
        documents.map(({ id, document }) => {
          const sent = sentValues(registry.User, document as ScimDocument, mapping.attribute);
          return [id, { groups: [], sent }];
        }),
      );
    }
  }
}

function documentsOf(database: Database | DatabaseTransaction, tenantId: string, userIds: readonly string[]) {
  return database
    .selectFrom('ScimUser')
    .select(['id', 'document'])
    .where('tenantId', '=', tenantId)
    .where('id', 'in', userIds)
    .execute();
}
