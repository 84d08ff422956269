import { db } from '@/lib/db/kysely';
import type { DatabaseTransaction } from '@/lib/db/kysely';
import { repeatConflicts } from '@/lib/db/repeat-conflicts';
import type { Client } from '@/lib/sign-in/client-address';
import { returnPath } from '@/lib/sign-in/return-path';
import { checkEnabled, checkRequest } from '@/lib/sso/check-request';
import { findConnection } from '@/lib/sso/connection';
import type { SsoConnection } from '@/lib/sso/connection';
import { endInFailure, endUnknown } from '@/lib/sso/end-in-failure';
import { letIn } from '@/lib/sso/let-in';
import { testReport } from '@/lib/sso/run-test';
import { acceptResponse } from '@/lib/sso/saml/accept-response';
import type { AcceptedResponse } from '@/lib/sso/saml/accept-response';
import { useAssertion } from '@/lib/sso/saml/use-assertion';
import type { SignInOutcome } from '@/lib/sso/sign-in-outcome';
import { SsoFailure } from '@/lib/sso/sso-failure';
import { findRequest, takeRequest } from '@/lib/sso/sso-request';
import type { SsoRequest } from '@/lib/sso/sso-request';

/** What was posted to the assertion consumer service. */
export interface PostedResponse {
  /** Base64. */
  samlResponse: string;
  /** Where an identity provider that began the sign-in wants to send the person. */
  relayState: string | null;
}

/**
 * Takes the response of a SAML identity provider. Browsers send no cookie with a post from another site, so which
 * browser it is shows when it comes for its session: the ticket is bound to the one that began. A test needs no such
 * proof, because nobody is signed in by it, and its report can be read only in a session of the admin who began it.
 */
export async function completeSaml(
  tenantId: string,
  { samlResponse, relayState }: PostedResponse,
  client: Client,
): Promise<SignInOutcome> {
  const connection = await findConnection(tenantId);
  if (!connection) return endUnknown();
  const asked: { request: SsoRequest | null } = { request: null };
  try {
    if (connection.protocol !== 'SAML') throw new SsoFailure('sso_disabled', 'The connection does not use SAML.');
    const accepted = await acceptResponse(connection, samlResponse, async (id) => {
      asked.request = await findRequest(tenantId, id);
      return asked.request !== null;
    });
    const request = answeredRequest(accepted, asked.request);
    if (request) checkRequest(connection, request);
    else checkEnabled(connection);
    return await conclude(connection, accepted, { request, relayState, client });
  } catch (error) {
    return endInFailure(connection, asked.request, client, error);
  }
}

/** What counts is the request that the checked response names, whatever was looked up on the way. */
function answeredRequest({ requestId }: AcceptedResponse, asked: SsoRequest | null): SsoRequest | null {
  if (requestId === null) return null;
  if (asked?.id !== requestId) throw new SsoFailure('sso_request_unknown', `The request ${requestId} was not found.`);
  return asked;
}

async function conclude(
  connection: SsoConnection,
  accepted: AcceptedResponse,
  { request, relayState, client }: { request: SsoRequest | null; relayState: string | null; client: Client },
): Promise<SignInOutcome> {
  const { identity } = accepted;
  const memberId = request?.purpose === 'TEST' ? request.memberId : null;
  if (memberId !== null) {
    await inTransaction((trx) => useUp(trx, connection, accepted));
    const test = await testReport(connection, memberId, { identity });
    return { kind: 'test', testId: test.id };
  }
  const terms = {
    client,
    browserHash: request?.browserHash ?? null,
    returnPath: request?.returnPath ?? returnPath(relayState),
    requestId: request?.id,
  };
  return inTransaction(async (trx) => {
    await useUp(trx, connection, accepted);
    return letIn(trx, connection, identity, terms);
  });
}

function inTransaction<T>(work: (trx: DatabaseTransaction) => Promise<T>): Promise<T> {
  return repeatConflicts(() => db().transaction().execute(work));
}

/**
 * Uses up the request and the assertion, in the transaction that lets the person in: of several posts of one response
 * at the same moment one gets through.
 * @throws SsoFailure sso_response_replayed
 */
async function useUp(
  trx: DatabaseTransaction,
  { tenantId }: SsoConnection,
  { requestId, assertionId, expiresAt }: AcceptedResponse,
): Promise<void> {
  const fresh = await useAssertion(trx, tenantId, assertionId, expiresAt);
  const awaited = requestId === null || (await takeRequest(tenantId, requestId, trx)) !== null;
  if (!fresh || !awaited) throw new SsoFailure('sso_response_replayed', 'This assertion was used already.');
}
