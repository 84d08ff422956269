import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import type { IdentityEventDraft } from '@/lib/activity/identity-event';
import { providerName } from '@/lib/activity/provider-name';
import { recordEvents } from '@/lib/activity/record-event';
import type { SignInMethod, SsoProvider } from '@/lib/db/generated/kysely/enums';
import { db } from '@/lib/db/kysely';
import type { DatabaseTransaction } from '@/lib/db/kysely';
import { findAccounts } from '@/lib/sign-in/accounts';
import type { Account } from '@/lib/sign-in/accounts';
import type { Client } from '@/lib/sign-in/client-address';
import { consumeTicket } from '@/lib/sign-in/ticket';
import type { ConsumedTicket } from '@/lib/sign-in/ticket';
import { MOST_SESSION_MINUTES } from '@/lib/tenants/session-limits';

/** Who a browser says it is. Whether that still holds is read from the database on every request. */
export interface SessionIdentity {
  tenantId: string;
  memberId: string;
  sessionId: string;
}

/** Which of the ticket's accounts to open. */
export type AccountChoice = Pick<Account, 'tenantId' | 'memberId'>;

/**
 * Uses a ticket up and starts a session of the chosen account; null when ticket or choice is not good, or the ticket
 * belongs to another browser.
 * @param browserSecret what the cookie holds that was set when the sign-in went to an identity provider
 */
export function startSession(
  ticket: string,
  choice: AccountChoice,
  client: Client,
  browserSecret: string | null = null,
): Promise<SessionIdentity | null> {
  return db()
    .transaction()
    .execute(async (trx) => {
      const consumed = await consumeTicket(trx, ticket, browserSecret);
      const accounts = consumed ? await findAccounts(consumed.owner, trx) : [];
      const account = accounts.find(
        ({ tenantId, memberId }) => tenantId === choice.tenantId && memberId === choice.memberId,
      );
      if (!consumed || !account) return null;
      if (consumed.rightBrowser) return insertSession(trx, account, consumed, client);
      await recordEvents(trx, [otherBrowser(account, client)]);
      return null;
    });
}

async function insertSession(
  trx: DatabaseTransaction,
  account: Account,
  { method, logout }: ConsumedTicket,
  { address: clientAddress, userAgent }: Client,
): Promise<SessionIdentity> {
  const { tenantId, memberId, displayName: actorName } = account;
  const sessionId = uuidv7();
  const expiresAt = sql<Date>`now() + make_interval(mins => ${MOST_SESSION_MINUTES}::integer)`;
  await trx
    .insertInto('Session')
    .values({ tenantId, id: sessionId, memberId, expiresAt, method, logout, clientAddress, userAgent })
    .execute();
  const provider = method === 'OIDC' || method === 'SAML' ? await findProvider(trx, tenantId) : null;
  const summary = `${actorName} signed in ${howProven(method, provider)}`;
  const where = { memberId, actorName, provider, clientAddress, userAgent };
  await recordEvents(trx, [{ tenantId, type: 'session_started', outcome: 'OK', summary, ...where }]);
  return { tenantId, memberId, sessionId };
}

async function findProvider(trx: DatabaseTransaction, tenantId: string): Promise<SsoProvider | null> {
  const connection = await trx
    .selectFrom('SsoConnection')
    .select('provider')
    .where('tenantId', '=', tenantId)
    .executeTakeFirst();
  return connection?.provider ?? null;
}

/** The end of "Ana Ruiz signed in …". */
function howProven(method: SignInMethod, provider: SsoProvider | null): string {
  if (method === 'CODE') return 'with an emailed code';
  return method === 'LINK' ? 'with a link' : `through ${providerName(provider)}`;
}

function otherBrowser(account: Account, { address: clientAddress, userAgent }: Client): IdentityEventDraft {
  const { tenantId, memberId, displayName } = account;
  return {
    tenantId,
    type: 'sso_error',
    outcome: 'FAILED',
    code: 'sso_browser_mismatch',
    summary: `A sign-in as ${displayName} was refused: it was begun in another browser`,
    memberId,
    clientAddress,
    userAgent,
  };
}

/**
 * Ends a session, once; an unknown or ended one is left as it is.
 * @returns what it kept for its end (Session.logout)
 */
export function endSession({ tenantId, memberId, sessionId }: SessionIdentity): Promise<string | null> {
  return db()
    .transaction()
    .execute(async (trx) => {
      const session = await trx
        .selectFrom('Session')
        .innerJoin('Member', (join) =>
          join
            .onRef('Member.tenantId', '=', 'Session.tenantId')
            .onRef('Member.id', '=', 'Session.memberId'),
        )
        .select(['Session.logout', 'Member.displayName'])
        .where('Session.tenantId', '=', tenantId)
        .where('Session.id', '=', sessionId)
        .where('Session.memberId', '=', memberId)
        .where('Session.endedAt', 'is', null)
        .forUpdate('Session')
        .executeTakeFirst();
      if (!session) return null;
      await trx
        .updateTable('Session')
        .set({ endedAt: sql<Date>`now()`, logout: null })
        .where('tenantId', '=', tenantId)
        .where('id', '=', sessionId)
        .execute();
      const { displayName, logout } = session;
      const summary = `${displayName} signed out`;
      await recordEvents(trx, [
        { tenantId, type: 'session_ended', outcome: 'OK', summary, memberId, actorName: displayName },
      ]);
      return logout;
    });
}
