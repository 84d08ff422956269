import { db } from '@/lib/db/kysely';
import { repeatConflicts } from '@/lib/db/repeat-conflicts';
import { unseal } from '@/lib/secrets/seal';
import type { Client } from '@/lib/sign-in/client-address';
import { secretHash } from '@/lib/sign-in/keyed-hash';
import { isBrowser } from '@/lib/sign-in/ticket';
import { ssoAddresses } from '@/lib/sso/addresses';
import type { AssertedIdentity } from '@/lib/sso/asserted-identity';
import { checkRequest } from '@/lib/sso/check-request';
import { findConnection } from '@/lib/sso/connection';
import type { SsoConnection } from '@/lib/sso/connection';
import { endInFailure, endUnknown } from '@/lib/sso/end-in-failure';
import { letIn } from '@/lib/sso/let-in';
import { redeemCode } from '@/lib/sso/oidc/redeem-code';
import { testReport } from '@/lib/sso/run-test';
import type { SignInOutcome } from '@/lib/sso/sign-in-outcome';
import { SsoFailure } from '@/lib/sso/sso-failure';
import { takeRequest } from '@/lib/sso/sso-request';
import type { SsoRequest } from '@/lib/sso/sso-request';

/** The browser that came back. */
export interface Return {
  client: Client;
  /** What its cookie holds that was set when it went. */
  browserSecret: string | null;
}

/**
 * Takes what an OpenID provider sent a browser back with. The request is used up first, so that of several answers
 * to it one gets further.
 */
export async function completeOidc(
  tenantId: string,
  query: URLSearchParams,
  { client, browserSecret }: Return,
): Promise<SignInOutcome> {
  const connection = await findConnection(tenantId);
  if (!connection) return endUnknown();
  const state = query.get('state') ?? '';
  const request = await takeRequest(tenantId, secretHash(state));
  try {
    if (!request) throw new SsoFailure('sso_request_unknown', 'No sign-in with this state is waited for.');
    if (!isBrowser(request.browserHash, browserSecret)) {
      throw new SsoFailure('sso_browser_mismatch', 'The cookie of the browser that began the sign-in is missing.');
    }
    checkRequest(connection, request);
    const identity = await redeem(connection, request, state, query);
    return await conclude(connection, request, identity, client);
  } catch (error) {
    return endInFailure(connection, request, client, error);
  }
}

function redeem(
  connection: SsoConnection,
  { tenantId, id, nonce, codeVerifier }: SsoRequest,
  state: string,
  query: URLSearchParams,
): Promise<AssertedIdentity> {
  // From the configured address and not from the request's, which a proxy may have changed.
  const callbackUrl = new URL(ssoAddresses(tenantId).redirectUri);
  callbackUrl.search = query.toString();
  if (nonce === null || codeVerifier === null) throw new Error(`The request ${id} has no nonce or no verifier.`);
  const verifier = unseal([tenantId, 'sso-request', id], codeVerifier);
  return redeemCode(connection, { callbackUrl, state, nonce, codeVerifier: verifier });
}

async function conclude(
  connection: SsoConnection,
  { id: requestId, purpose, memberId, browserHash, returnPath }: SsoRequest,
  identity: AssertedIdentity,
  client: Client,
): Promise<SignInOutcome> {
  if (purpose === 'TEST' && memberId !== null) {
    const test = await testReport(connection, memberId, { identity });
    return { kind: 'test', testId: test.id };
  }
  const terms = { client, browserHash, returnPath, requestId };
  return repeatConflicts(() =>
    db()
      .transaction()
      .execute((trx) => letIn(trx, connection, identity, terms)),
  );
}
