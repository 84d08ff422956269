import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import type { AttributeChange } from '@/lib/activity/identity-event';
import { recordEvents } from '@/lib/activity/record-event';
import { db } from '@/lib/db/kysely';
import type { Database, DatabaseTransaction } from '@/lib/db/kysely';
import { inTransaction } from '@/lib/db/transaction';
import { sessionEnded, sessionLasts } from '@/lib/members/live-session';
import { refusePermission } from '@/lib/roles/permission';
import type { Actor } from '@/lib/roles/permission';
import { minutesInWords } from '@/lib/shared/minutes-in-words';
import { refuse } from '@/lib/shared/refusal';
import type { Refusal } from '@/lib/shared/refusal';
import type { IdentitySettings } from '@/lib/tenants/identity-settings';
import { LEAST_IDLE_MINUTES, LEAST_SESSION_MINUTES, MOST_SESSION_MINUTES } from '@/lib/tenants/session-limits';

const flag = z.union([z.boolean(), z.stringbool()]);

/** A time between two bounds, in whole minutes. */
function minutes(least: number, most: number) {
  return z
    .int('Enter a whole number.')
    .min(least, `Enter at least ${minutesInWords(least)}.`)
    .max(most, `Enter at most ${minutesInWords(most)}.`);
}

/** What the settings pages save; each page sends the fields it shows. */
export const saveIdentitySettingsSchema = z.object({
  /** The revision the form was filled from. */
  revision: z.coerce.number().int().positive(),
  scimEnabled: flag.optional(),
  logSuccessfulReads: flag.optional(),
  sessionLifetimeMinutes: minutes(LEAST_SESSION_MINUTES, MOST_SESSION_MINUTES).optional(),
  /** Null: sessions end at the end of their lifetime alone. */
  sessionIdleMinutes: minutes(LEAST_IDLE_MINUTES, MOST_SESSION_MINUTES).nullable().optional(),
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

type Sentence = (change: AttributeChange) => string;

/** How a change of each editable setting reads in the log, after the name of who made it. */
const sentences: Record<keyof Editable, Sentence> = {
  scimEnabled: ({ after }) => `turned SCIM provisioning ${onOff(after)}`,
  logSuccessfulReads: ({ after }) => `turned logging of successful events ${onOff(after)}`,
  sessionLifetimeMinutes: ({ before, after }) =>
    `changed the session lifetime from ${duration(before)} to ${duration(after)}`,
  sessionIdleMinutes: ({ before, after }) =>
    `changed the time after which unused sessions end from ${duration(before)} to ${duration(after)}`,
};

const onOff = (value: AttributeChange['after']) => (value === true ? 'on' : 'off');

const duration = (value: AttributeChange['after']) => (typeof value === 'number' ? minutesInWords(value) : 'never');

/**
 * Saves the fields given, unless someone else saved since the form was filled; nothing is then overwritten.
 */
export async function saveIdentitySettings(
  actor: Actor,
  { revision, ...wanted }: SaveIdentitySettings,
  database: Database | DatabaseTransaction = db(),
): Promise<Saved | Refusal<'forbidden' | 'invalid'> | SettingsConflict> {
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
    const impossible = refuseIdleness({ ...current, ...wanted });
    if (impossible) return impossible;
    await endSessionsPast(trx, actor.tenantId, changes);
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
      summary: `${name} ${changes.map(sentence).join(' and ')}`,
      actorName: name,
      changes,
    },
  ]);
  return { ok: true, settings, changes, eventId };
}

function changesBetween(current: IdentitySettings, wanted: Editable): AttributeChange[] {
  return (Object.keys(sentences) as (keyof Editable)[]).flatMap((attribute) => {
    const after = wanted[attribute];
    const before = current[attribute];
    return after === undefined || after === before ? [] : [{ attribute, before, after }];
  });
}

function sentence(change: AttributeChange): string {
  return sentences[change.attribute as keyof Editable](change);
}

function refuseIdleness({
  sessionLifetimeMinutes: lifetime,
  sessionIdleMinutes: idle,
}: Pick<IdentitySettings, 'sessionLifetimeMinutes' | 'sessionIdleMinutes'>): Refusal<'invalid'> | null {
  if (idle === null || idle <= lifetime) return null;
  const most = `Enter at most ${minutesInWords(lifetime)}: sessions end after that anyway.`;
  return refuse('invalid', most, 'sessionIdleMinutes');
}

/** What the settings until now have ended stays ended, also when the new ones would let it last longer. */
async function endSessionsPast(
  trx: DatabaseTransaction,
  tenantId: string,
  changes: readonly AttributeChange[],
): Promise<void> {
  if (!changes.some(({ attribute }) => attribute.startsWith('session'))) return;
  await sql`
    update "Session" session set ${sessionEnded} from "IdentitySettings" settings
    where session."tenantId" = ${tenantId} and settings."tenantId" = session."tenantId"
      and session."endedAt" is null and not ${sessionLasts}`.execute(trx);
}

function conflict(current: IdentitySettings): SettingsConflict {
  const who = current.updatedByName ?? 'Someone';
  const sentences = [
    `The settings were not saved. ${who} saved this page meanwhile.`,
    'Your edits are still here; look at theirs, then save again.',
  ];
  return { ...refuse('conflict', sentences.join(' ')), current };
}
