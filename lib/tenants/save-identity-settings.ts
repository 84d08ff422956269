import { z } from 'zod';
import type { AttributeChange } from '@/lib/activity/identity-event';
import { recordEvents } from '@/lib/activity/record-event';
import { db } from '@/lib/db/kysely';
import type { DatabaseTransaction } from '@/lib/db/kysely';
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

type Saved = { ok: true; settings: IdentitySettings };
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
): Promise<Saved | Refusal<'forbidden'> | SettingsConflict> {
  const refused = refusePermission(actor, 'manageIdentity');
  if (refused) return refused;
  return db()
    .transaction()
    .execute(async (trx) => {
      const current = await trx
        .selectFrom('IdentitySettings')
        .selectAll()
        .where('tenantId', '=', actor.tenantId)
        .forUpdate()
        .executeTakeFirstOrThrow();
      const changes = changesBetween(current, wanted);
      if (current.revision !== revision) return changes.length === 0 ? saved(current) : conflict(current);
      if (changes.length === 0) return saved(current);
      return saved(await write(trx, actor, current, wanted, changes));
    });
}

async function write(
  trx: DatabaseTransaction,
  actor: Actor,
  current: IdentitySettings,
  wanted: Editable,
  changes: AttributeChange[],
): Promise<IdentitySettings> {
  const { tenantId, name } = actor;
  const settings = await trx
    .updateTable('IdentitySettings')
    .set({ ...wanted, revision: current.revision + 1, updatedAt: new Date(), updatedByName: name })
    .where('tenantId', '=', tenantId)
    .returningAll()
    .executeTakeFirstOrThrow();
  await recordEvents(trx, [
    {
      tenantId,
      type: 'admin_settings_changed',
      outcome: 'OK',
      summary: `${name} turned ${changes.map(sentence).join(' and ')}`,
      actorName: name,
      changes,
    },
  ]);
  return settings;
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

function saved(settings: IdentitySettings): Saved {
  return { ok: true, settings };
}

function conflict(current: IdentitySettings): SettingsConflict {
  const who = current.updatedByName ?? 'Someone';
  const sentences = [
    `The settings were not saved. ${who} saved this page meanwhile.`,
    'Your edits are still here; look at theirs, then save again.',
  ];
  return { ...refuse('conflict', sentences.join(' ')), current };
}
