import { db } from '@/lib/db/kysely';
import { peopleFacts } from '@/lib/provisioning/roles/people-facts';
import { deriveRoles } from '@/lib/roles/derive-roles';
import { findTenantMapping } from '@/lib/roles/tenant-mapping';
import { coreRegistry } from '@/lib/scim/schema/registry';

/** Whoever's roles are not what the mapping derives from what is stored, each with what they hold and should. */
export async function wronglyHeld(tenantId: string): Promise<{ name: string; holds: string; should: string }[]> {
  const mapping = await findTenantMapping(tenantId);
  const members = await db()
    .selectFrom('Member')
    .select(['id', 'displayName', 'scimUserId'])
    .where('tenantId', '=', tenantId)
    .where('scimUserId', 'is not', null)
    .execute();
  const grants = await db()
    .selectFrom('MemberRole')
    .select(['memberId', 'roleKey', 'ruleId'])
    .where('tenantId', '=', tenantId)
    .execute();
  const held = new Map(members.map(({ id }) => [id, [] as typeof grants]));
  for (const grant of grants) held.get(grant.memberId)?.push(grant);
  const userIds = members.map(({ scimUserId }) => String(scimUserId));
  const facts = await peopleFacts(db(), coreRegistry, mapping, tenantId, userIds);
  return members.flatMap(({ id, displayName, scimUserId }) => {
    const found = facts.get(String(scimUserId));
    const should = shown(found ? deriveRoles(mapping, found).grants : []);
    const holds = shown(held.get(id) ?? []);
    return holds === should ? [] : [{ name: displayName, holds, should }];
  });
}

function shown(grants: readonly { roleKey: string; ruleId: string | null }[]): string {
  return grants
    .map(({ roleKey, ruleId }) => `${roleKey} by ${ruleId ?? 'itself'}`)
    .sort()
    .join(', ');
}
