import type { SsoPurpose } from '@/lib/db/generated/kysely/enums';
import { seal } from '@/lib/secrets/seal';
import { secretHash } from '@/lib/sign-in/keyed-hash';
import type { SsoConnection } from '@/lib/sso/connection';
import { authorizationRequest } from '@/lib/sso/oidc/authorization-request';
import { authnRequest } from '@/lib/sso/saml/authn-request';
import { openRequest } from '@/lib/sso/sso-request';

export interface Beginning {
  purpose: SsoPurpose;
  /** The admin who tests, for TEST. */
  memberId: string | null;
  /** A path of this origin. */
  returnPath: string;
  /** The address that was typed, for the identity provider to fill in. */
  loginHint: string | null;
  /** What the cookie of this browser holds. */
  browserSecret: string;
}

/**
 * Begins a sign-in.
 * @returns the address of the identity provider to send the browser to
 * @throws SsoFailure sso_idp_unreachable
 */
export async function beginSignIn(
  connection: SsoConnection,
  { purpose, memberId, returnPath, loginHint, browserSecret }: Beginning,
): Promise<string> {
  const { tenantId, protocol, trial } = connection;
  const browserHash = secretHash(browserSecret);
  const request = { tenantId, protocol, purpose, memberId, browserHash, returnPath, trial };
  if (protocol === 'SAML') {
    const { url, requestId: id } = await authnRequest(connection, { loginHint });
    await openRequest({ ...request, id, nonce: null, codeVerifier: null });
    return url;
  }
  const { url, requestId: id, nonce, codeVerifier } = await authorizationRequest(connection, { loginHint });
  await openRequest({ ...request, id, nonce, codeVerifier: seal([tenantId, 'sso-request', id], codeVerifier) });
  return url;
}
