import { sql } from 'kysely';
import { z } from 'zod';
import { db } from '@/lib/db/kysely';
import type { Database, DatabaseTransaction } from '@/lib/db/kysely';
import { emailAddressSchema } from '@/lib/members/email-address';
import { oneLineSchema } from '@/lib/shared/one-line';
import { refuse } from '@/lib/shared/refusal';
import type { Refusal } from '@/lib/shared/refusal';
import { secretHash } from '@/lib/sign-in/keyed-hash';
import { lockFirstRun } from '@/lib/sign-in/one-time-link';
import { issueTicket } from '@/lib/sign-in/ticket';
import { createTenant } from '@/lib/tenants/create-tenant';
import { tenantIdSchema } from '@/lib/tenants/tenant-id';

const TICKET_MINUTES = 5;

export const setupSchema = z.object({
  /** The secret part of the set-up link. */
  token: z.string(),
  organisation: oneLineSchema
    .min(1, 'Enter the organisation’s name.')
    .max(120, 'Use at most 120 characters.'),
  /** Made from the organisation's name when empty. */
  tenantId: z.preprocess((value) => value || undefined, tenantIdSchema.optional()),
  ownerName: oneLineSchema.min(1, 'Enter your name.').max(120, 'Use at most 120 characters.'),
  ownerEmail: emailAddressSchema,
});

export type Setup = z.output<typeof setupSchema>;

export type SetupLinkState = 'valid' | 'used' | 'expired' | 'unknown';

type RefusedSetup = Refusal<'used' | 'expired' | 'unknown' | 'already-set-up'>;
type SetUp = { ok: true; tenantId: string; memberId: string; ticket: string };

const refusals = {
  used: 'This link was used already. Sign in with your email address.',
  expired: 'This link is older than an hour. Start the server again; it prints a new one.',
  unknown: 'This is not a set-up link of this server. Copy the whole link from the server’s output.',
} as const;

/** Creates the first tenant with its owner and answers with a ticket that signs the owner in. */
export function completeSetup(setup: Setup): Promise<SetUp | RefusedSetup> {
  return db()
    .transaction()
    .execute(async (trx) => {
      const { hasTenants } = await lockFirstRun(trx);
      const state = await setupLinkState(setup.token, trx);
      if (state !== 'valid') return refuse(state, refusals[state]);
      if (hasTenants)
        return refuse('already-set-up', 'This server is set up already. Sign in with your email address.');
      await useUp(trx, setup.token);
      const { organisation: name, tenantId: id, ownerName, ownerEmail } = setup;
      const { tenantId, ownerId: memberId } = await createTenant(trx, { name, id, ownerName, ownerEmail });
      const { secret } = await issueTicket(trx, { tenantId, memberId }, { minutes: TICKET_MINUTES });
      return { ok: true, tenantId, memberId, ticket: secret };
    });
}

export async function setupLinkState(
  token: string,
  database: Database | DatabaseTransaction = db(),
): Promise<SetupLinkState> {
  const link = await database
    .selectFrom('OneTimeLink')
    .select(['usedAt', sql<boolean>`"expiresAt" <= now()`.as('expired')])
    .where('hash', '=', secretHash(token))
    .where('purpose', '=', 'SETUP')
    .executeTakeFirst();
  if (!link) return 'unknown';
  if (link.usedAt) return 'used';
  return link.expired ? 'expired' : 'valid';
}

async function useUp(trx: DatabaseTransaction, token: string): Promise<void> {
  await trx
    .updateTable('OneTimeLink')
    .set({ usedAt: sql<Date>`now()` })
    .where('hash', '=', secretHash(token))
    .execute();
}
