import { v7 as uuidv7 } from 'uuid';
import { recordEvents } from '@/lib/activity/record-event';
import { sql } from 'kysely';
import { db } from '@/lib/db/kysely';
import type { DatabaseTransaction } from '@/lib/db/kysely';
import { checkDraft } from '@/lib/mapping/check-draft';
import { isConfirmed } from '@/lib/mapping/confirmation';
import type { Confirmation } from '@/lib/mapping/confirmation';
import { draftedMapping } from '@/lib/mapping/drafted-mapping';
import { mappingChanges } from '@/lib/mapping/mapping-changes';
import type { MappingDraft } from '@/lib/mapping/mapping-draft';
import { mappingEffect } from '@/lib/mapping/mapping-effect';
import { resolveGroups } from '@/lib/mapping/resolve-groups';
import { draftOf, findStoredMapping } from '@/lib/mapping/stored-mapping';
import type { StoredMapping } from '@/lib/mapping/stored-mapping';
import { writeRules } from '@/lib/mapping/write-rules';
import { retryStale, StaleReadError } from '@/lib/provisioning/retry-stale';
import { wakeRoleWorker } from '@/lib/provisioning/roles/role-worker';
import { startApplication } from '@/lib/provisioning/roles/start-application';
import { refusePermission } from '@/lib/roles/permission';
import type { Actor } from '@/lib/roles/permission';
import { tenantRegistry } from '@/lib/schemas/tenant-registry';
import { failedWith } from '@/lib/shared/action-result';
import type { ActionFailure } from '@/lib/shared/action-result';

export interface SaveMapping {
  draft: MappingDraft;
  /** What was typed to confirm; null for nothing. */
  confirmation: string | null;
}

/** Somebody else saved since the page was filled. */
export interface MappingConflict extends ActionFailure {
  reason: 'conflict';
  message: string;
  /** The mapping as they saved it. */
  theirs: MappingDraft;
  updatedByName: string | null;
  updatedAt: Date;
}

/** What has to be typed was not, or is something else by now. */
export interface ConfirmationMissing extends ActionFailure {
  reason: 'confirmation';
  message: string;
  confirmation: Confirmation;
}

export type SaveMappingFailure = ActionFailure | MappingConflict | ConfirmationMissing;

export interface SavedMapping {
  ok: true;
  /** The background application that it started; null when nobody changes now. */
  applicationId: string | null;
  /** The revision that the mapping is now. */
  revision: number;
}

/**
 * Saves a mapping and has it applied in the background, or does nothing at all: it is refused when another admin
 * saved meanwhile, when a rule makes no sense, when the actor may not decide about owners, when nobody would be owner
 * any more, and when what is grave was not confirmed.
 */
export async function saveMapping(actor: Actor, save: SaveMapping): Promise<SavedMapping | SaveMappingFailure> {
  const forbidden = refusePermission(actor, 'manageIdentity');
  if (forbidden) return failedWith(forbidden);
  const outcome = await retryStale(async () => {
    const stored = await findStoredMapping(actor.tenantId);
    const refused = await refuseEffect(actor, save, stored);
    if (refused) return refused;
    return db()
      .transaction()
      .execute((trx) => saveWithin(trx, actor, save.draft, stored));
  });
  if (outcome.ok && outcome.applicationId !== null) wakeRoleWorker();
  return outcome;
}

/**
 * What is wrong with the draft or with what it does to people. This takes long where there are many people, so it is
 * found out before anything is locked; whoever applies the mapping spares the last owner in any case.
 */
async function refuseEffect(
  actor: Actor,
  { draft, confirmation: typed }: SaveMapping,
  stored: StoredMapping,
): Promise<SaveMappingFailure | null> {
  if (isSame(draftOf(stored), draft)) return null;
  if (stored.revision !== draft.revision) return conflict(stored);
  const checked = await check(db(), actor, stored, draft);
  if (!checked.ok) return checked;
  const mapping = draftedMapping(draft, checked.groups, stored.roles);
  const effect = await mappingEffect({ actor, stored, draft, mapping, userType: checked.userType });
  if (effect.refusal) return failedWith(effect.refusal);
  const { confirmation } = effect;
  if (confirmation === null || isConfirmed(confirmation, typed)) return null;
  const message = `To save this, type "${confirmation.phrase}": ${confirmation.why.join(', and ')}.`;
  return { ok: false, reason: 'confirmation', message, confirmation };
}

async function check(
  database: Parameters<typeof resolveGroups>[0],
  { tenantId }: Actor,
  stored: StoredMapping,
  draft: MappingDraft,
) {
  const { User: userType } = await tenantRegistry(tenantId, stored.schemaRevision);
  const groups = await resolveGroups(database, tenantId, stored, draft);
  const fieldErrors = checkDraft(draft, { stored, userType, groups });
  if (Object.keys(fieldErrors).length > 0) return { ok: false as const, reason: 'invalid', fieldErrors };
  return { ok: true as const, groups, userType };
}

async function saveWithin(
  trx: DatabaseTransaction,
  actor: Actor,
  draft: MappingDraft,
  lookedAt: StoredMapping,
): Promise<SavedMapping | SaveMappingFailure> {
  const { tenantId } = actor;
  await lockMapping(trx, tenantId);
  const stored = await findStoredMapping(tenantId, trx);
  // A rule, or the level of a role, may be another by now than when it was found out what the draft does.
  const { generation, scimEnabled } = lookedAt;
  if (stored.generation !== generation || stored.scimEnabled !== scimEnabled) throw new StaleReadError();
  const before = draftOf(stored);
  if (isSame(before, draft)) return { ok: true, applicationId: null, revision: stored.revision };
  const checked = await check(trx, actor, stored, draft);
  if (!checked.ok) return checked;
  await writeRules(trx, actor, stored, draft, checked.groups);
  const revision = await writeMapping(trx, actor, draft);
  const eventId = uuidv7();
  const { changes, notes, summary } = mappingChanges(before, draft, stored.roles);
  await recordEvents(trx, [
    {
      id: eventId,
      tenantId,
      type: 'admin_mapping_changed',
      outcome: 'OK',
      summary: `${actor.name} changed the role mapping: ${summary || 'order of rules'}`,
      actorName: actor.name,
      changes,
      notes,
    },
  ]);
  if (!stored.scimEnabled || draft.source === 'PORTAL') return { ok: true, applicationId: null, revision };
  const cause = { kind: 'admin' as const, actorName: actor.name, what: 'the role mapping', eventId };
  return { ok: true, applicationId: await startApplication(trx, tenantId, cause), revision };
}

/** Nobody else saves meanwhile, and no role of the tenant goes away. */
async function lockMapping(trx: DatabaseTransaction, tenantId: string): Promise<void> {
  await trx.selectFrom('RoleMapping').select('tenantId').where('tenantId', '=', tenantId).forUpdate().execute();
  await trx.selectFrom('Role').select('key').where('tenantId', '=', tenantId).forKeyShare().execute();
}

async function writeMapping(trx: DatabaseTransaction, actor: Actor, draft: MappingDraft): Promise<number> {
  const { source, attribute, defaultRoleKey } = draft;
  const { revision } = await trx
    .updateTable('RoleMapping')
    .set({
      source,
      attribute,
      defaultRoleKey,
      revision: sql<number>`"revision" + 1`,
      generation: sql<number>`"generation" + 1`,
      updatedAt: new Date(),
      updatedByName: actor.name,
    })
    .where('tenantId', '=', actor.tenantId)
    .returning('revision')
    .executeTakeFirstOrThrow();
  return revision;
}

/** Whether two drafts are the same but for the revision; new rules have no id yet. */
function isSame(stored: MappingDraft, draft: MappingDraft): boolean {
  const content = ({ source, attribute, defaultRoleKey, groupRules, valueRules }: MappingDraft) =>
    JSON.stringify([
      [source, attribute, defaultRoleKey],
      groupRules.map(({ name, roleKey }) => [name, roleKey]),
      valueRules.map(({ name, roleKey }) => [name, roleKey]),
    ]);
  return content(stored) === content(draft);
}

function conflict(stored: StoredMapping): MappingConflict {
  const { updatedByName, updatedAt } = stored;
  const sentences = [
    `The mapping was not saved. ${updatedByName ?? 'Someone'} saved it meanwhile.`,
    'Your edits are still here; look at theirs, then save again.',
  ];
  return { ok: false, reason: 'conflict', message: sentences.join(' '), theirs: draftOf(stored), updatedByName, updatedAt };
}
