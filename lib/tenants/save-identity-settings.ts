import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import type { AttributeChange } from '@/lib/activity/identity-event';
import { recordEvents } from '@/lib/activity/record-event';
import { db } from '@/lib/db/kysely';
import type { Database, DatabaseTransaction } from '@/lib/db/kysely';
import { inTransaction } from '@/lib/db/transaction';
import { refusePermission } from '@/lib/roles/permission';
import type { Actor } from '@/lib/roles/permission';
import { refuse } from '@/lib/shared/refusal';
import type { Refusal } from '@/lib/shared/refusal';
import type { IdentitySettings } from '@/lib/tenants/identity-settings';

const flag = z.union([z.boolean(), z.stringbool()]);

/** What the settings pages save; each page sends the fields it shows. */
export const saveIdentitySettingsSchema = z.object({
  /** The revision the form was filled from. */
  revision: z.coerce.number().int().positive(),
  scimEnabled: flag.optional(),
  logSuccessfulReads: flag.optional(),
});

export type SaveIdentitySettings = z.output<typeof saveIdentitySettingsSchema>;

export interface SettingsConflict extends Refusal<'conflict'> {
  current: IdentitySettings;
}

interface Saved {
  ok: true;
  settings: IdentitySettings;
  /** What the save changed; nothing when it was so already. */
  changes: readonly AttributeChange[];
  /** The event that tells of it; null when nothing changed. */
  eventId: string | null;
}

type Editable = Omit<SaveIdentitySettings, 'revision'>;

/** How each editable setting reads in the log. */
const names: Record<keyof Editable, string> = {
  scimEnabled: 'SCIM provisioning',
  logSuccessfulReads: 'logging of successful events',
};

/**
 * Saves the fields given, unless someone else saved since the form was filled; nothing is then overwritten.
 */
export async function saveIdentitySettings(
  actor: Actor,
  { revision, ...wanted }: SaveIdentitySettings,
  database: Database | DatabaseTransaction = db(),
): Promise<Saved | Refusal<'forbidden'> | SettingsConflict> {
  const refused = refusePermission(actor, 'manageIdentity');
  if (refused) return refused;
  return inTransaction(database, async (trx) => {
    const current = await trx
      .selectFrom('IdentitySettings')
      .selectAll()
      .where('tenantId', '=', actor.tenantId)
      .forUpdate()
      .executeTakeFirstOrThrow();
    const changes = changesBetween(current, wanted);
    if (changes.length === 0) return { ok: true, settings: current, changes, eventId: null };
    if (current.revision !== revision) return conflict(current);
    return write(trx, actor, current, wanted, changes);
  });
}

async function write(
  trx: DatabaseTransaction,
  actor: Actor,
  current: IdentitySettings,
  wanted: Editable,
  changes: AttributeChange[],
): Promise<Saved> {
  const { tenantId, name } = actor;
  const eventId = uuidv7();
  const settings = await trx
    .updateTable('IdentitySettings')
    .set({ ...wanted, revision: current.revision + 1, updatedAt: new Date(), updatedByName: name })
    .where('tenantId', '=', tenantId)
    .returningAll()
    .executeTakeFirstOrThrow();
  await recordEvents(trx, [
    {
      tenantId,
      id: eventId,
      type: 'admin_settings_changed',
      outcome: 'OK',
      summary: `${name} turned ${changes.map(sentence).join(' and ')}`,
      actorName: name,
      changes,
    },
  ]);
  return { ok: true, settings, changes, eventId };
}

function changesBetween(current: IdentitySettings, wanted: Editable): AttributeChange[] {
  return (Object.keys(names) as (keyof Editable)[]).flatMap((attribute) => {
    const after = wanted[attribute];
    const before = current[attribute];
    return after === undefined || after === before ? [] : [{ attribute, before, after }];
  });
}

function sentence({ attribute, after }: AttributeChange): string {
  return `${names[attribute as keyof Editable]} ${after === true ? 'on' : 'off'}`;
}

function conflict(current: IdentitySettings): SettingsConflict {
  const who = current.updatedByName ?? 'Someone';
  const sentences = [
    `The settings were not saved. ${who} saved this page meanwhile.`,
    'Your edits are still here; look at theirs, then save again.',
  ];
  return { ...refuse('conflict', sentences.join(' ')), current };
}
