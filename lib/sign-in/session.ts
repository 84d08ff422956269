import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { recordEvents } from '@/lib/activity/record-event';
import { db } from '@/lib/db/kysely';
import type { DatabaseTransaction } from '@/lib/db/kysely';
import { findAccounts } from '@/lib/sign-in/accounts';
import type { Account } from '@/lib/sign-in/accounts';
import type { Client } from '@/lib/sign-in/client-address';
import { consumeTicket } from '@/lib/sign-in/ticket';

/** A working day: long enough not to interrupt, short enough that a forgotten browser is out by the next. */
export const SESSION_HOURS = 12;

/** Who a browser says it is. Whether that still holds is read from the database on every request. */
export interface SessionIdentity {
  tenantId: string;
  memberId: string;
  sessionId: string;
}

/** Which of the ticket's accounts to open. */
export type AccountChoice = Pick<Account, 'tenantId' | 'memberId'>;

/** Uses a ticket up and starts a session of the chosen account; null when ticket or choice is not good. */
export function startSession(
  ticket: string,
  choice: AccountChoice,
  client: Client,
): Promise<SessionIdentity | null> {
  return db()
    .transaction()
    .execute(async (trx) => {
      const owner = await consumeTicket(trx, ticket);
      const accounts = owner ? await findAccounts(owner, trx) : [];
      const account = accounts.find(
        ({ tenantId, memberId }) => tenantId === choice.tenantId && memberId === choice.memberId,
      );
      return account ? insertSession(trx, account, client) : null;
    });
}

async function insertSession(
  trx: DatabaseTransaction,
  account: Account,
  client: Client,
): Promise<SessionIdentity> {
  const { tenantId, memberId, displayName } = account;
  const sessionId = uuidv7();
  await trx
    .insertInto('Session')
    .values({
      tenantId,
      id: sessionId,
      memberId,
      userAgent: client.userAgent,
      expiresAt: sql<Date>`now() + make_interval(hours => ${SESSION_HOURS}::integer)`,
    })
    .execute();
  await recordEvents(trx, [
    {
      tenantId,
      type: 'session_started',
      outcome: 'OK',
      summary: `${displayName} signed in`,
      memberId,
      actorName: displayName,
      clientAddress: client.address,
      userAgent: client.userAgent,
    },
  ]);
  return { tenantId, memberId, sessionId };
}

/** Ends a session, once; an unknown or ended one is left as it is. */
export function endSession({ tenantId, memberId, sessionId }: SessionIdentity): Promise<void> {
  return db()
    .transaction()
    .execute(async (trx) => {
      const ended = await trx
        .updateTable('Session')
        .from('Member')
        .set({ endedAt: sql<Date>`now()` })
        .whereRef('Member.tenantId', '=', 'Session.tenantId')
        .whereRef('Member.id', '=', 'Session.memberId')
        .where('Session.tenantId', '=', tenantId)
        .where('Session.id', '=', sessionId)
        .where('Session.memberId', '=', memberId)
        .where('Session.endedAt', 'is', null)
        .returning('Member.displayName')
        .executeTakeFirst();
      if (!ended) return;
      const { displayName } = ended;
      const summary = `${displayName} signed out`;
      await recordEvents(trx, [
        { tenantId, type: 'session_ended', outcome: 'OK', summary, memberId, actorName: displayName },
      ]);
    });
}
