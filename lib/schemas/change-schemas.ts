import type { IdentityEventDraft } from '@/lib/activity/identity-event';
import { recordEvents } from '@/lib/activity/record-event';
import { db } from '@/lib/db/kysely';
import type { DatabaseTransaction } from '@/lib/db/kysely';
import { repeatConflicts } from '@/lib/db/repeat-conflicts';
import { refusePermission } from '@/lib/roles/permission';
import type { Actor } from '@/lib/roles/permission';
import { findTenantSchemas } from '@/lib/schemas/tenant-schemas';
import type { CustomExtension } from '@/lib/scim/schema/custom-extension';
import type { Refusal } from '@/lib/shared/refusal';

/** What a change did, and the event that tells of it; null when all was so already. */
export interface SchemaChange<Done> {
  ok: true;
  done: Done;
  event: Pick<IdentityEventDraft, 'summary' | 'changes' | 'notes'> | null;
}

/** What a change starts from, with nobody else changing it meanwhile. */
export interface SchemaScene {
  trx: DatabaseTransaction;
  actor: Actor;
  extensions: readonly CustomExtension[];
  /** The path of the attribute that roles are read from. */
  roleAttribute: string;
}

/**
 * Changes a tenant's schemas: two administrators come one after the other, and the change, the values it
 * takes away, the new revision and the event stand or fall together.
 */
export async function changeSchemas<Done extends object, Reason extends string>(
  actor: Actor,
  change: (scene: SchemaScene) => Promise<SchemaChange<Done> | Refusal<Reason>>,
): Promise<({ ok: true } & Done) | Refusal<Reason | 'forbidden'>> {
  const refused = refusePermission(actor, 'manageIdentity');
  if (refused) return refused;
  // A removal meets requests that write the same people.
  const outcome = await repeatConflicts(() =>
    db()
      .transaction()
      .execute(async (trx) => {
        const { roleAttribute } = await lockSchemas(trx, actor.tenantId);
        const { extensions } = await findTenantSchemas(actor.tenantId, trx);
        const changed = await change({ trx, actor, extensions, roleAttribute });
        if (changed.ok && changed.event) await raiseRevision(trx, actor, changed.event);
        return changed;
      }),
  );
  return outcome.ok ? { ok: true, ...outcome.done } : outcome;
}

/** SCIM requests read the settings and never lock them, so they do not wait for this. */
function lockSchemas(trx: DatabaseTransaction, tenantId: string) {
  return trx
    .selectFrom('IdentitySettings as settings')
    .innerJoin('RoleMapping as mapping', 'mapping.tenantId', 'settings.tenantId')
    .select('mapping.attribute as roleAttribute')
    .where('settings.tenantId', '=', tenantId)
    .forUpdate('settings')
    .executeTakeFirstOrThrow();
}

async function raiseRevision(
  trx: DatabaseTransaction,
  { tenantId, name: actorName }: Actor,
  event: NonNullable<SchemaChange<unknown>['event']>,
): Promise<void> {
  await trx
    .updateTable('IdentitySettings')
    .set((settings) => ({ schemaRevision: settings('schemaRevision', '+', 1) }))
    .where('tenantId', '=', tenantId)
    .execute();
  await recordEvents(trx, [
    { ...event, tenantId, type: 'admin_settings_changed', outcome: 'OK', actorName },
  ]);
}
