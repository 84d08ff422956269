import { randomInt } from 'node:crypto';
import { sql } from 'kysely';
import { z } from 'zod';
import { deferWrite } from '@/lib/db/deferred-writes';
import { db } from '@/lib/db/kysely';
import { sendMail } from '@/lib/mail/send-mail';
import { emailAddressSchema } from '@/lib/members/email-address';
import { addressBlock } from '@/lib/shared/address-block';
import { foldCase } from '@/lib/shared/fold-case';
import { refuse } from '@/lib/shared/refusal';
import type { Refusal } from '@/lib/shared/refusal';
import type { Client } from '@/lib/sign-in/client-address';
import { keyedHash } from '@/lib/sign-in/keyed-hash';
import { opensByCode } from '@/lib/sign-in/opens-by-code';
import { countHit, inMinutes } from '@/lib/sign-in/rate-limit';
import { sweepExpired } from '@/lib/sign-in/sweep-expired';

export const CODE_MINUTES = 10;
const CODE_TRIES = 5;

/** Of one address; more are only there to be read through. */
const MOST_SPELLINGS = 20;

const PER_ADDRESS = { name: 'code-address', hits: 5, windowMinutes: 15 };
const PER_CLIENT = { name: 'code-client', hits: 30, windowMinutes: 15 };

export const requestCodeSchema = z.object({ email: emailAddressSchema });

export type RequestCode = z.output<typeof requestCodeSchema>;

/**
 * Sends a sign-in code to the address if it opens an account. Answer and work are the same for every address: a
 * code is stored for unknown ones too, and nobody waits for the mail.
 */
export async function requestCode(
  { email }: RequestCode,
  client: Client,
): Promise<{ ok: true } | Refusal<'throttled'>> {
  const emailKey = foldCase(email);
  const wait = (await countHit(PER_CLIENT, addressBlock(client.address))) ?? (await countHit(PER_ADDRESS, emailKey));
  if (wait !== null) {
    return refuse(
      'throttled',
      `Too many codes were asked for. Use the latest one, or try again in ${inMinutes(wait)}.`,
    );
  }
  const code = randomInt(1_000_000).toString().padStart(6, '0');
  await storeCode(emailKey, code);
  const to = await findMailbox(emailKey);
  if (to !== null) void deferWrite(async () => void (await sendMail(codeMail(to, code))));
  sweepExpired();
  return { ok: true };
}

/** What is stored of a code. A million possibilities need the installation's key to be safe. */
export function codeHash(emailKey: string, code: string): string {
  return keyedHash('sign-in-code', emailKey, code);
}

/** A new code replaces the one before it, and its tries. */
async function storeCode(emailKey: string, code: string): Promise<void> {
  const fresh = {
    codeHash: codeHash(emailKey, code),
    triesLeft: CODE_TRIES,
    expiresAt: sql<Date>`now() + make_interval(mins => ${CODE_MINUTES}::integer)`,
  };
  await db()
    .insertInto('SignInCode')
    .values({ emailKey, ...fresh })
    .onConflict((conflict) => conflict.column('emailKey').doUpdateSet(fresh))
    .execute();
}

/**
 * Where the mail goes, whatever spelling was typed: the address as a member has it, if it differs from the key
 * in the case of ASCII letters alone, else the key. The code opens the accounts of every tenant with this key,
 * and other letters can fold to the same one and yet name another mailbox: the Kelvin sign becomes a k.
 */
async function findMailbox(emailKey: string): Promise<string | null> {
  const members = await db()
    .selectFrom('Member')
    .select('email')
    .distinct()
    .where('emailKey', '=', emailKey)
    .where('status', '=', 'ACTIVE')
    .where(opensByCode(emailKey))
    .limit(MOST_SPELLINGS)
    .execute();
  if (members.length === 0) return null;
  return members.find(({ email }) => lowerAscii(email) === emailKey)?.email ?? emailKey;
}

function lowerAscii(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function codeMail(to: string, code: string) {
  const text = [
    `${code} is your code to sign in to Rollcall.`,
    `It works once, for ${CODE_MINUTES} minutes, on the page that asked for it.`,
    'If you did not ask for it, ignore this mail: without the code nobody gets in.',
  ];
  return { to, subject: 'Your sign-in code', text: text.join('\n\n') };
}
