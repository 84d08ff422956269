import type { Database, DatabaseTransaction } from '@/lib/db/kysely';
import { inTransaction } from '@/lib/db/transaction';
import { lockTenant } from '@/lib/members/last-owner';
import type { GroupRoles } from '@/lib/provisioning/commit-group-change';
import type { WriteAttempt } from '@/lib/provisioning/retry-write';
import { bindRules, raiseGeneration, unbindRules } from '@/lib/provisioning/roles/bind-rules';
import type { NamedGroup } from '@/lib/provisioning/roles/group-rules';
import type { HandedOver } from '@/lib/provisioning/roles/hand-over';
import { reconcilePeople } from '@/lib/provisioning/roles/reconcile-people';
import { causeOfRequest } from '@/lib/provisioning/roles/role-cause';
import type { RoleRule } from '@/lib/roles/role-mapping';
import { findTenantMapping } from '@/lib/roles/tenant-mapping';

/** What a change of a group means for the mapping and the people. */
export interface RoleEffects extends Pick<GroupRoles, 'concerns'> {
  /** Rules that find their group in this one, and rules that lose it. */
  finds: readonly RoleRule[];
  loses: readonly RoleRule[];
  /** Whether groups come into the group or leave it, so that others' changes reach other people than they thought. */
  nests: boolean;
}

interface GroupChangeWithRoles<T extends HandedOver> {
  /** As it is called afterwards; when it is deleted, before. */
  group: NamedGroup;
  effects: RoleEffects;
  eventId: string;
  write: (database: Database | DatabaseTransaction, roles: GroupRoles) => Promise<T>;
}

/**
 * Writes a change of a group and, in the same transaction, the roles of the people whom it concerns. A change that
 * concerns nobody's roles, and no rule, is the one statement that `write` makes of it.
 * @throws StaleReadError, and ScimError 403 when the tenant would be left without an active owner
 */
export function writeWithRoles<T extends HandedOver>(
  database: Database | DatabaseTransaction,
  { context, locksOwners }: WriteAttempt,
  { group, effects, eventId, write }: GroupChangeWithRoles<T>,
): Promise<T> {
  const { tenantId, mapping, registry, now } = context;
  const { concerns, finds, loses, nests } = effects;
  const cause = causeOfRequest(context, eventId);
  const changesRules = finds.length + loses.length > 0;
  const raises = changesRules || (concerns !== null && nests);
  const roles: GroupRoles = { generation: raises ? null : mapping.generation, concerns, cause };
  if (concerns === null && !raises) return write(database, roles);
  return inTransaction(database, async (trx) => {
    // A transaction that is under way already has begun with it.
    if (locksOwners && !database.isTransaction) await lockTenant(trx, tenantId);
    if (raises) await raiseGeneration(trx, tenantId, mapping.generation);
    if (loses.length > 0) await unbindRules(trx, tenantId, loses, { group, now });
    const written = await write(trx, roles);
    if (finds.length > 0) await bindRules(trx, tenantId, finds, group.id);
    if (written.atOnce.length === 0) return written;
    await reconcilePeople(trx, {
      tenantId,
      people: written.atOnce.map((memberId) => ({ memberId, cause })),
      mapping: changesRules ? await findTenantMapping(tenantId, trx) : mapping,
      registry,
      locksOwners,
      refuses: true,
      now,
    });
    return written;
  });
}
