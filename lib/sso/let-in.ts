import type { DatabaseTransaction } from '@/lib/db/kysely';
import type { Client } from '@/lib/sign-in/client-address';
import { issueTicket } from '@/lib/sign-in/ticket';
import { admit } from '@/lib/sso/admit';
import type { AssertedIdentity } from '@/lib/sso/asserted-identity';
import type { SsoConnection } from '@/lib/sso/connection';
import { sealLogout } from '@/lib/sso/logout-seal';
import type { SignInOutcome } from '@/lib/sso/sign-in-outcome';

export interface LetInTerms {
  client: Client;
  /** Of the browser that began; null when the identity provider did. */
  browserHash: string | null;
  returnPath: string;
  /** What the events of this sign-in have in common. */
  requestId?: string;
}

/** The browser comes for its session at once. */
const TICKET_MINUTES = 1;

/** Time to answer whether one wants to be signed in, for whom the identity provider sent unasked. */
const QUESTION_MINUTES = 5;

/**
 * Lets in whom the identity provider vouches for, as the tenant's policy decides, with a ticket for their browser; or
 * refuses them.
 */
export async function letIn(
  trx: DatabaseTransaction,
  connection: SsoConnection,
  identity: AssertedIdentity,
  { client, browserHash, returnPath, requestId }: LetInTerms,
): Promise<SignInOutcome> {
  const { tenantId } = connection;
  const admission = await admit(connection, identity, { client, requestId }, trx);
  if (!admission.ok) {
    const { code, email, eventId } = admission;
    const at = new Date().toISOString();
    return { kind: 'refused', refusal: { code, tenantId, email, eventId, returnPath, at } };
  }
  const owner = { tenantId, memberId: admission.memberId };
  const minutes = browserHash === null ? QUESTION_MINUTES : TICKET_MINUTES;
  const logout = sealLogout(tenantId, identity.logout);
  const { secret } = await issueTicket(trx, owner, { minutes, method: identity.protocol, browserHash, logout });
  return { kind: 'ticket', secret, returnPath };
}
