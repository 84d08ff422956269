import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
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
}

/** Makes a ticket that signs its bearer in as `owner`. With an address alone the bearer picks the account. */
export async function issueTicket(
  database: Database | DatabaseTransaction,
  owner: AccountOwner,
  { minutes, reusable = false }: TicketTerms,
): Promise<Ticket> {
  const secret = randomBytes(32).toString('base64url');
  const expiresAt = new Date(Date.now() + minutes * 60_000);
  await database
    .insertInto('OneTimeLink')
    .values({ hash: secretHash(secret), purpose: 'SIGN_IN', ...owner, reusable, expiresAt })
    .execute();
  return { secret, expiresAt };
}

/** The accounts a ticket opens, without using it up; null when it is used, expired or unknown. */
export async function accountsForTicket(secret: string): Promise<Account[] | null> {
  const link = await db()
    .selectFrom('OneTimeLink')
    .select(['tenantId', 'memberId', 'emailKey'])
    .where('hash', '=', secretHash(secret))
    .where('purpose', '=', 'SIGN_IN')
    .where('expiresAt', '>', sql<Date>`now()`)
    .where((where) => where.or([where('usedAt', 'is', null), where('reusable', '=', true)]))
    .executeTakeFirst();
  const owner = link && ownerOf(link);
  const accounts = owner ? await findAccounts(owner) : [];
  return accounts.length > 0 ? accounts : null;
}

/** Uses a ticket up, whatever comes of it; null when it is used, expired or unknown. */
export async function consumeTicket(trx: DatabaseTransaction, secret: string): Promise<AccountOwner | null> {
  const link = await trx
    .updateTable('OneTimeLink')
    .set({ usedAt: sql<Date>`now()` })
    .where('hash', '=', secretHash(secret))
    .where('purpose', '=', 'SIGN_IN')
    .where('expiresAt', '>', sql<Date>`now()`)
    .where((where) => where.or([where('usedAt', 'is', null), where('reusable', '=', true)]))
    .returning(['tenantId', 'memberId', 'emailKey'])
    .executeTakeFirst();
  return link ? ownerOf(link) : null;
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
