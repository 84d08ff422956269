import { db } from '@/lib/db/kysely';
import type { DatabaseTransaction } from '@/lib/db/kysely';
import { startApplication } from '@/lib/provisioning/roles/start-application';
import { wakeRoleWorker } from '@/lib/provisioning/roles/role-worker';
import type { Actor } from '@/lib/roles/permission';
import { saveIdentitySettings } from '@/lib/tenants/save-identity-settings';
import type { SaveIdentitySettings } from '@/lib/tenants/save-identity-settings';

/**
 * Saves identity settings. Where SCIM is turned on, the mapping is applied to the people it manages, in the
 * background: it may have been changed, and nobody's roles with it, while SCIM was off.
 */
export async function saveAndApply(
  actor: Actor,
  input: SaveIdentitySettings,
): ReturnType<typeof saveIdentitySettings> {
  const saved = await db()
    .transaction()
    .execute(async (trx) => {
      const result = await saveIdentitySettings(actor, input, trx);
      if (!result.ok) return result;
      const isTurnedOn = result.changes.some(
        ({ attribute, after }) => attribute === 'scimEnabled' && after === true,
      );
      if (isTurnedOn && (await managesAnybody(trx, actor.tenantId))) {
        const { eventId } = result;
        const cause = { kind: 'admin', actorName: actor.name, what: 'SCIM turned on', eventId } as const;
        await startApplication(trx, actor.tenantId, cause);
      }
      return result;
    });
  wakeRoleWorker();
  return saved;
}

/** Whether there is somebody whose roles the mapping gives. */
async function managesAnybody(trx: DatabaseTransaction, tenantId: string): Promise<boolean> {
  const mapping = await trx
    .selectFrom('RoleMapping')
    .select('source')
    .where('tenantId', '=', tenantId)
    .executeTakeFirstOrThrow();
  if (mapping.source === 'PORTAL') return false;
  const managed = await trx
    .selectFrom('Member')
    .select('id')
    .where('tenantId', '=', tenantId)
    .where('scimUserId', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  return managed !== undefined;
}
