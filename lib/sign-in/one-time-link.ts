import { sql } from 'kysely';
import { recordEvents } from '@/lib/activity/record-event';
import { db } from '@/lib/db/kysely';
import type { DatabaseTransaction } from '@/lib/db/kysely';
import { refusePermission } from '@/lib/roles/permission';
import type { Actor } from '@/lib/roles/permission';
import { publicOrigin } from '@/lib/shared/env';
import { refuse } from '@/lib/shared/refusal';
import type { Refusal } from '@/lib/shared/refusal';
import { findAccounts } from '@/lib/sign-in/accounts';
import { keyedHash, secretHash } from '@/lib/sign-in/keyed-hash';
import { issueTicket } from '@/lib/sign-in/ticket';

/**
 * The secret is in the fragment, which browsers keep to themselves: no log and no Referer header ever holds
 * it.
 */
export interface OneTimeLink {
  url: string;
  expiresAt: Date;
}

const SETUP_MINUTES = 60;
const SIGN_IN_MINUTES = 15;
const DEMONSTRATION_MINUTES = 24 * 60;

/** Chosen at random; whoever decides about the first tenant takes this lock until their transaction ends. */
const FIRST_RUN_LOCK = 7_316_402_188;

/** Serialises everyone who makes or uses a set-up link. */
export async function lockFirstRun(trx: DatabaseTransaction): Promise<{ hasTenants: boolean }> {
  await sql`select pg_advisory_xact_lock(${FIRST_RUN_LOCK}::bigint)`.execute(trx);
  const tenant = await trx.selectFrom('Tenant').select('id').limit(1).executeTakeFirst();
  return { hasTenants: tenant !== undefined };
}

/**
 * The link that sets up an empty installation; null once it has a tenant. Its secret is derived from the
 * installation's key and the link's row, so every start prints the same link while it is unused and
 * unexpired.
 */
export function firstRunLink(): Promise<OneTimeLink | null> {
  return db()
    .transaction()
    .execute(async (trx) => {
      if ((await lockFirstRun(trx)).hasTenants) return null;
      const expiresAt = (await findUnusedSetup(trx)) ?? (await insertSetup(trx));
      return { url: `${publicOrigin()}/setup#${setupSecret(expiresAt)}`, expiresAt };
    });
}

/**
 * A link that signs one member in: 15 minutes, once. The demonstration's is good for a day and as many
 * clicks.
 */
export async function createSignInLink(
  actor: Actor,
  { memberId, reusable = false }: { memberId: string; reusable?: boolean },
): Promise<({ ok: true } & OneTimeLink) | Refusal<'forbidden' | 'not-found'>> {
  const refused = refusePermission(actor, 'manageOwners');
  if (refused) return refused;
  const { tenantId, name: actorName } = actor;
  const owner = { tenantId, memberId };
  return db()
    .transaction()
    .execute(async (trx) => {
      const [account] = await findAccounts(owner, trx);
      if (!account) return refuse('not-found', 'There is no such active member here.');
      const minutes = reusable ? DEMONSTRATION_MINUTES : SIGN_IN_MINUTES;
      const { secret, expiresAt } = await issueTicket(trx, owner, { minutes, reusable });
      const summary = `${actorName} made a sign-in link for ${account.displayName}`;
      await recordEvents(trx, [
        { tenantId, type: 'sign_in_link_created', outcome: 'OK', summary, actorName, memberId },
      ]);
      return { ok: true, url: `${publicOrigin()}/sign-in/link#${secret}`, expiresAt };
    });
}

function setupSecret(expiresAt: Date): string {
  return keyedHash('setup-link', expiresAt.toISOString());
}

/** A link made under another key cannot be printed again, so it does not count. */
async function findUnusedSetup(trx: DatabaseTransaction): Promise<Date | undefined> {
  const links = await trx
    .selectFrom('OneTimeLink')
    .select(['hash', 'expiresAt'])
    .where('purpose', '=', 'SETUP')
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', sql<Date>`now()`)
    .orderBy('expiresAt', 'desc')
    .execute();
  return links.find(({ hash, expiresAt }) => hash === secretHash(setupSecret(expiresAt)))?.expiresAt;
}

async function insertSetup(trx: DatabaseTransaction): Promise<Date> {
  const expiresAt = new Date(Date.now() + SETUP_MINUTES * 60_000);
  await trx
    .insertInto('OneTimeLink')
    .values({ hash: secretHash(setupSecret(expiresAt)), purpose: 'SETUP', expiresAt })
    .execute();
  return expiresAt;
}
