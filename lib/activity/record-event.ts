import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import type { IdentityEventDraft } from '@/lib/activity/identity-event';
import { storableText } from '@/lib/activity/storable-text';
import { deferWrite } from '@/lib/db/deferred-writes';
import { db } from '@/lib/db/kysely';
import type { Database, DatabaseTransaction } from '@/lib/db/kysely';

/** In the order of the INSERT below; names and types are those of the table. */
const columns = {
  tenantId: sql`text`,
  id: sql`text`,
  type: sql`text`,
  outcome: sql`"EventOutcome"`,
  at: sql`timestamptz`,
  summary: sql`text`,
  detail: sql`text`,
  code: sql`text`,
  requestId: sql`text`,
  method: sql`text`,
  path: sql`text`,
  status: sql`integer`,
  durationMs: sql`integer`,
  subjectEmail: sql`text`,
  memberId: sql`text`,
  resourceId: sql`text`,
  credentialId: sql`text`,
  credentialLabel: sql`text`,
  provider: sql`text`,
  actorName: sql`text`,
  clientAddress: sql`text`,
  userAgent: sql`text`,
  request: sql`json`,
  response: sql`json`,
  changes: sql`jsonb`,
  notes: sql`jsonb`,
};

const columnNames = sql.join(Object.keys(columns).map((name) => sql.ref(name)));
const columnTypes = sql.join(
  Object.entries(columns).map(([name, type]) => sql`${sql.ref(name)} ${type}`),
);

/**
 * The INSERT of `drafts` as a fragment, so that a change and its event can be one statement.
 * @param onlyIf a condition without which nothing is recorded
 */
export function insertEvents(drafts: readonly IdentityEventDraft[], onlyIf = sql`true`): RawBuilder<unknown> {
  const at = new Date();
  const rows = drafts.map((draft) => ({ ...draft, id: draft.id ?? uuidv7(), at }));
  return sql`insert into "IdentityEvent" (${columnNames})
    select ${columnNames}
    from json_to_recordset(${JSON.stringify(rows, storable)}::json) as draft (${columnTypes})
    where ${onlyIf}`;
}

/** Texts of clients are in every column; one character must not cost the event, and the change with it. */
function storable(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? storableText(value) : value;
}

/** Appends `drafts` to the log; inside a transaction they stand or fall with it. */
export async function recordEvents(
  database: Database | DatabaseTransaction,
  drafts: readonly IdentityEventDraft[],
): Promise<void> {
  if (drafts.length === 0) return;
  await insertEvents(drafts).execute(database);
}

/**
 * Appends `drafts` outside any transaction. The caller need not wait for the promise, which never rejects; a
 * graceful stop waits.
 */
export function recordEventsApart(
  drafts: readonly IdentityEventDraft[] | Promise<readonly IdentityEventDraft[]>,
): Promise<void> {
  return deferWrite(async () => recordEvents(db(), await drafts));
}
