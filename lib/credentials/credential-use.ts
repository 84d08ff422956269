import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { storableText } from '@/lib/activity/storable-text';
import { deferWrite } from '@/lib/db/deferred-writes';
import { db, jsonb } from '@/lib/db/kysely';
import { processWide } from '@/lib/shared/process-wide';

/** "Last used" is for people; a write for every request would cost more than it tells. */
const WRITE_AT_MOST_EVERY_MS = 60_000;

/** Uses are gathered this long, so that the requests of a burst share one write and none waits for it. */
const GATHER_MS = 500;

const LONGEST_AGENT = 300;

interface Use {
  tenantId: string;
  id: string;
  at: string;
  from: string;
  agent: string | null;
}

const gathered = processWide('credential-use', () => ({
  uses: new Map<string, Use>(),
  writtenAt: new Map<string, number>(),
}));

/** Remembers that a credential was used, and writes it soon, at most once a minute. */
export function noteCredentialUse(
  credential: { tenantId: string; id: string; lastUsedAt: Date | null },
  use: { now: Date; clientAddress: string; userAgent: string | undefined },
): void {
  const { tenantId, id } = credential;
  const key = `${tenantId}/${id}`;
  const last = Math.max(credential.lastUsedAt?.getTime() ?? 0, gathered.writtenAt.get(key) ?? 0);
  if (use.now.getTime() - last < WRITE_AT_MOST_EVERY_MS) return;
  if (gathered.uses.size === 0) void deferWrite(writeGathered);
  const agent = use.userAgent === undefined ? null : storableText(use.userAgent.slice(0, LONGEST_AGENT));
  gathered.uses.set(key, { tenantId, id, at: use.now.toISOString(), from: use.clientAddress, agent });
  gathered.writtenAt.set(key, use.now.getTime());
}

async function writeGathered(): Promise<void> {
  await delay(GATHER_MS, undefined, { ref: false });
  const uses = [...gathered.uses.values()];
  gathered.uses.clear();
  await sql`update "Credential" c
    set "lastUsedAt" = used."at", "lastUsedFrom" = used."from", "lastUsedAgent" = used."agent"
    from jsonb_to_recordset(${jsonb(uses)})
      as used ("tenantId" text, "id" text, "at" timestamptz, "from" text, "agent" text)
    where c."tenantId" = used."tenantId" and c."id" = used."id"`.execute(db());
}
