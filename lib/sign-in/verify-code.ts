import { timingSafeEqual } from 'node:crypto';
import { sql } from 'kysely';
import { z } from 'zod';
import { db } from '@/lib/db/kysely';
import { emailAddressSchema } from '@/lib/members/email-address';
import { addressBlock } from '@/lib/shared/address-block';
import { foldCase } from '@/lib/shared/fold-case';
import { refuse } from '@/lib/shared/refusal';
import type { Refusal } from '@/lib/shared/refusal';
import { findAccounts } from '@/lib/sign-in/accounts';
import type { Account } from '@/lib/sign-in/accounts';
import type { Client } from '@/lib/sign-in/client-address';
import { countHit, inMinutes } from '@/lib/sign-in/rate-limit';
import { CODE_MINUTES, codeHash } from '@/lib/sign-in/request-code';
import { issueTicket } from '@/lib/sign-in/ticket';

export type { Account };

const PER_CLIENT = { name: 'verify-client', hits: 30, windowMinutes: 15 };

/** Time to pick an account. */
const TICKET_MINUTES = 5;

export const verifyCodeSchema = z.object({
  email: emailAddressSchema,
  code: z
    .string()
    .transform((text) => text.replace(/[\s-]/g, ''))
    .pipe(z.string().regex(/^\d{6}$/, 'Enter the 6 digits from the mail.')),
});

export type VerifyCode = z.output<typeof verifyCodeSchema>;

type RefusedCode = Refusal<'wrong' | 'expired' | 'exhausted' | 'throttled'>;

/** Exchanges a code for a ticket and the accounts it opens. */
export async function verifyCode(
  { email, code }: VerifyCode,
  client: Client,
): Promise<{ ok: true; ticket: string; accounts: Account[] } | RefusedCode> {
  const emailKey = foldCase(email);
  const wait = await countHit(PER_CLIENT, addressBlock(client.address));
  if (wait !== null)
    return refuse('throttled', `Too many codes were tried. Try again in ${inMinutes(wait)}.`);
  const attempt = await takeTry(emailKey);
  if (!attempt) return refuseStale(emailKey);
  const wanted = codeHash(emailKey, code);
  const right = timingSafeEqual(Buffer.from(attempt.codeHash), Buffer.from(wanted));
  if (!right || !(await consumeCode(emailKey, wanted))) return refuseWrong(attempt.triesLeft);
  const accounts = await findAccounts({ emailKey });
  if (accounts.length === 0) return refuseWrong(attempt.triesLeft);
  const ticket = await issueTicket(db(), { emailKey }, { minutes: TICKET_MINUTES, method: 'CODE' });
  return { ok: true, ticket: ticket.secret, accounts };
}

/**
 * Counts the try before the code is looked at, in one statement: parallel guesses cannot exceed the limit.
 */
function takeTry(emailKey: string): Promise<{ codeHash: string; triesLeft: number } | undefined> {
  return db()
    .updateTable('SignInCode')
    .set((column) => ({ triesLeft: column('triesLeft', '-', 1) }))
    .where('emailKey', '=', emailKey)
    .where('triesLeft', '>', 0)
    .where('expiresAt', '>', sql<Date>`now()`)
    .returning(['codeHash', 'triesLeft'])
    .executeTakeFirst();
}

/** Only one of several who bring the right code deletes it, so it works once. */
async function consumeCode(emailKey: string, hash: string): Promise<boolean> {
  const { numDeletedRows } = await db()
    .deleteFrom('SignInCode')
    .where('emailKey', '=', emailKey)
    .where('codeHash', '=', hash)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

function refuseWrong(triesLeft: number): RefusedCode {
  if (triesLeft === 0) return refuseExhausted();
  const tries = triesLeft === 1 ? '1 try' : `${triesLeft} tries`;
  return refuse('wrong', `That code is not right. ${tries} left.`, 'code');
}

function refuseExhausted(): RefusedCode {
  return refuse('exhausted', 'That code is not right, and it has no tries left. Send a new code.', 'code');
}

async function refuseStale(emailKey: string): Promise<RefusedCode> {
  const live = await db()
    .selectFrom('SignInCode')
    .select('triesLeft')
    .where('emailKey', '=', emailKey)
    .where('expiresAt', '>', sql<Date>`now()`)
    .executeTakeFirst();
  if (live) return refuseExhausted();
  return refuse(
    'expired',
    `This code is older than ${CODE_MINUTES} minutes, or was used. Send a new code.`,
    'code',
  );
}
