import { db } from '@/lib/db/kysely';
import type { DatabaseTransaction } from '@/lib/db/kysely';
import { isConfirmed } from '@/lib/mapping/confirmation';
import { mappingEffect } from '@/lib/mapping/mapping-effect';
import { draftOf, findStoredMapping } from '@/lib/mapping/stored-mapping';
import type { StoredMapping } from '@/lib/mapping/stored-mapping';
import { retryStale, StaleReadError } from '@/lib/provisioning/retry-stale';
import { startApplication } from '@/lib/provisioning/roles/start-application';
import { wakeRoleWorker } from '@/lib/provisioning/roles/role-worker';
import { may } from '@/lib/roles/permission';
import type { Actor } from '@/lib/roles/permission';
import { tenantRegistry } from '@/lib/schemas/tenant-registry';
import { refuse } from '@/lib/shared/refusal';
import type { Refusal } from '@/lib/shared/refusal';
import { saveIdentitySettings } from '@/lib/tenants/save-identity-settings';
import type { SaveIdentitySettings } from '@/lib/tenants/save-identity-settings';

export interface SaveAndApply extends SaveIdentitySettings {
  /** What was typed to confirm what turning SCIM on does to people's roles. */
  confirmation?: string;
}

type Saved = Awaited<ReturnType<typeof saveIdentitySettings>>;
type RefusedEffect = Refusal<'forbidden' | 'last-owner' | 'confirmation'>;

/**
 * Saves identity settings. Where SCIM is turned on, the mapping is applied to the people it manages, in the
 * background: it may have been changed, and nobody's roles with it, while SCIM was off. What a mapping with this
 * effect would be refused for, or asked about, when it is saved, turning SCIM on is too.
 */
export async function saveAndApply(
  actor: Actor,
  { confirmation, ...input }: SaveAndApply,
): Promise<Saved | RefusedEffect> {
  const saved = await retryStale(async () => {
    const mapping = await findStoredMapping(actor.tenantId);
    const turnsOn = input.scimEnabled === true && !mapping.scimEnabled && may(actor, 'manageIdentity');
    const refused = turnsOn ? await refuseEffect(actor, mapping, confirmation ?? null) : null;
    if (refused) return refused;
    return db()
      .transaction()
      .execute((trx) => saveWithin(trx, actor, input, mapping));
  });
  wakeRoleWorker();
  return saved;
}

async function refuseEffect(actor: Actor, mapping: StoredMapping, typed: string | null): Promise<RefusedEffect | null> {
  const { User: userType } = await tenantRegistry(actor.tenantId, mapping.schemaRevision);
  const stored = { ...mapping, scimEnabled: true };
  const effect = await mappingEffect({ actor, stored, draft: draftOf(mapping), mapping, userType });
  if (effect.refusal) return effect.refusal;
  const { confirmation } = effect;
  if (confirmation === null || isConfirmed(confirmation, typed)) return null;
  const message = `Type “${confirmation.phrase}” to confirm: ${confirmation.why.join(', and ')}.`;
  return refuse('confirmation', message, 'confirmation');
}

async function saveWithin(
  trx: DatabaseTransaction,
  actor: Actor,
  input: SaveIdentitySettings,
  lookedAt: StoredMapping,
): Promise<Saved> {
  const { tenantId, name: actorName } = actor;
  const result = await saveIdentitySettings(actor, input, trx);
  if (!result.ok) return result;
  const isTurnedOn = result.changes.some(({ attribute, after }) => attribute === 'scimEnabled' && after === true);
  if (!isTurnedOn) return result;
  const { source, generation } = await lockMapping(trx, tenantId);
  if (generation !== lookedAt.generation || lookedAt.scimEnabled) throw new StaleReadError();
  if (source !== 'PORTAL' && (await managesAnybody(trx, tenantId))) {
    const { eventId } = result;
    await startApplication(trx, tenantId, { kind: 'admin', actorName, what: 'SCIM turned on', eventId });
  }
  return result;
}

function lockMapping(trx: DatabaseTransaction, tenantId: string) {
  return trx
    .selectFrom('RoleMapping')
    .select(['source', 'generation'])
    .where('tenantId', '=', tenantId)
    .forShare()
    .executeTakeFirstOrThrow();
}

async function managesAnybody(trx: DatabaseTransaction, tenantId: string): Promise<boolean> {
  const managed = await trx
    .selectFrom('Member')
    .select('id')
    .where('tenantId', '=', tenantId)
    .where('scimUserId', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  return managed !== undefined;
}
