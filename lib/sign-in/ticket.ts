import { randomBytes, timingSafeEqual } from 'node:crypto';
import { sql } from 'kysely';
import type { SignInMethod } from '@/lib/db/generated/kysely/enums';
import { db } from '@/lib/db/kysely';
import type { Database, DatabaseTransaction } from '@/lib/db/kysely';
import { findAccounts } from '@/lib/sign-in/accounts';
import type { Account, AccountOwner } from '@/lib/sign-in/accounts';
import { secretHash } from '@/lib/sign-in/keyed-hash';

export interface Ticket {
  /** 256 random bits, to be handed to the browser; only its hash is stored. */
  secret: string;
  expiresAt: Date;
}

export interface TicketTerms {
  minutes: number;
  /** Every ticket works once, except those of the demonstration. */
  reusable?: boolean;
  /** How the bearer proved who they are. */
  method?: SignInMethod;
  /** secretHash of the secret in the cookie of the only browser that may use it; null for any browser. */
  browserHash?: string | null;
  /** What the session is to keep for its end (Session.logout). */
  logout?: string | null;
}

/** Makes a ticket that signs its bearer in as `owner`. With an address alone the bearer picks the account. */
export async function issueTicket(
  database: Database | DatabaseTransaction,
  owner: AccountOwner,
  { minutes, reusable = false, method = 'LINK', browserHash = null, logout = null }: TicketTerms,
): Promise<Ticket> {
  const secret = randomBytes(32).toString('base64url');
  const expiresAt = new Date(Date.now() + minutes * 60_000);
  const terms = { reusable, method, browserHash, logout, expiresAt };
  await database
    .insertInto('OneTimeLink')
    .values({ hash: secretHash(secret), purpose: 'SIGN_IN', ...owner, ...terms })
    .execute();
  return { secret, expiresAt };
}

/** A ticket that is still good, as its page sees it. */
export interface ReadTicket {
  method: SignInMethod;
  /** Whether it is bound to the browser that began the sign-in. */
  bound: boolean;
  /** False for a ticket that is bound to another browser. */
  rightBrowser: boolean;
  /** At least one. */
  accounts: Account[];
}

/**
 * Reads a ticket without using it up; null when it is used, expired or unknown, or opens nothing.
 * @param browserSecret what the cookie of this browser holds
 */
export async function readTicket(secret: string, browserSecret: string | null): Promise<ReadTicket | null> {
  const link = await db()
    .selectFrom('OneTimeLink')
    .select(['tenantId', 'memberId', 'emailKey', 'method', 'browserHash'])
    .where('hash', '=', secretHash(secret))
    .where('purpose', '=', 'SIGN_IN')
    .where('expiresAt', '>', sql<Date>`now()`)
    .where((where) => where.or([where('usedAt', 'is', null), where('reusable', '=', true)]))
    .executeTakeFirst();
  const owner = link && ownerOf(link);
  const accounts = owner ? await findAccounts(owner) : [];
  if (!link || accounts.length === 0) return null;
  const { method, browserHash } = link;
  const rightBrowser = isBrowser(browserHash, browserSecret);
  return { method, bound: browserHash !== null, rightBrowser, accounts };
}

/** What a ticket was good for. */
export interface ConsumedTicket {
  owner: AccountOwner;
  method: SignInMethod;
  /** False when it may only be used by another browser. */
  rightBrowser: boolean;
  logout: string | null;
}

/** Uses a ticket up, whatever comes of it; null when it is used, expired or unknown. */
export async function consumeTicket(
  trx: DatabaseTransaction,
  secret: string,
  browserSecret: string | null,
): Promise<ConsumedTicket | null> {
  const link = await trx
    .updateTable('OneTimeLink')
    .set({ usedAt: sql<Date>`now()` })
    .where('hash', '=', secretHash(secret))
    .where('purpose', '=', 'SIGN_IN')
    .where('expiresAt', '>', sql<Date>`now()`)
    .where((where) => where.or([where('usedAt', 'is', null), where('reusable', '=', true)]))
    .returning(['tenantId', 'memberId', 'emailKey', 'method', 'browserHash', 'logout'])
    .executeTakeFirst();
  const owner = link && ownerOf(link);
  if (!link || !owner) return null;
  const { method, browserHash, logout } = link;
  return { owner, method, rightBrowser: isBrowser(browserHash, browserSecret), logout };
}

/** Whether a browser's secret is the one a hash was made of; no hash stands for any browser. */
export function isBrowser(browserHash: string | null, browserSecret: string | null): boolean {
  if (browserHash === null) return true;
  const [wanted, shown] = [Buffer.from(browserHash), Buffer.from(secretHash(browserSecret ?? ''))];
  return browserSecret !== null && wanted.length === shown.length && timingSafeEqual(wanted, shown);
}

function ownerOf(link: {
  tenantId: string | null;
  memberId: string | null;
  emailKey: string | null;
}): AccountOwner | null {
  const { tenantId, memberId, emailKey } = link;
  if (tenantId !== null && memberId !== null) return { tenantId, memberId };
  return emailKey === null ? null : { emailKey };
}
