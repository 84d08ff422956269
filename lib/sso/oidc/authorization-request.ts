import * as client from 'openid-client';
import { secretHash } from '@/lib/sign-in/keyed-hash';
import { ssoAddresses } from '@/lib/sso/addresses';
import type { SsoConnection } from '@/lib/sso/connection';
import { clientConfiguration } from '@/lib/sso/oidc/client-configuration';
import { knownIssuer } from '@/lib/sso/oidc/known-issuer';

export interface AuthorizationRequest {
  /** Where to send the browser. */
  url: string;
  /** The secretHash of `state`, which comes back with the code. */
  requestId: string;
  nonce: string;
  /** A secret until the code was redeemed. */
  codeVerifier: string;
}

/**
 * Asks the identity provider who somebody is (OpenID Connect Core §3.1.2.1, with PKCE of RFC 7636).
 * @throws SsoFailure sso_idp_unreachable
 */
export async function authorizationRequest(
  connection: SsoConnection,
  { loginHint }: { loginHint: string | null },
): Promise<AuthorizationRequest> {
  const { metadata } = await knownIssuer(connection);
  const state = client.randomState();
  const nonce = client.randomNonce();
  const codeVerifier = client.randomPKCECodeVerifier();
  const url = client.buildAuthorizationUrl(clientConfiguration(connection, metadata), {
    redirect_uri: ssoAddresses(connection.tenantId).redirectUri,
    scope: scopesOf(connection),
    state,
    nonce,
    code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
    ...(loginHint !== null && { login_hint: loginHint }),
  });
  return { url: url.href, requestId: secretHash(state), nonce, codeVerifier };
}

/** Without "openid" there is no ID token. */
function scopesOf({ scopes }: SsoConnection): string {
  return [...new Set(['openid', ...scopes.split(/\s+/)])].join(' ').trim();
}
