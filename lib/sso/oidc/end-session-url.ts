import * as client from 'openid-client';
import { ssoAddresses } from '@/lib/sso/addresses';
import type { SsoConnection } from '@/lib/sso/connection';
import { clientConfiguration } from '@/lib/sso/oidc/client-configuration';
import { knownIssuer } from '@/lib/sso/oidc/known-issuer';
import { SsoFailure } from '@/lib/sso/sso-failure';

/**
 * Where to send somebody so that the identity provider signs them out too (OpenID Connect RP-Initiated Logout
 * §2). Null when it does not offer that, or does not answer: signing out here must not wait for it.
 */
export async function endSessionUrl(connection: SsoConnection, idToken: string): Promise<string | null> {
  try {
    const { metadata } = await knownIssuer(connection);
    if (metadata.end_session_endpoint === undefined) return null;
    const url = client.buildEndSessionUrl(clientConfiguration(connection, metadata), {
      id_token_hint: idToken,
      post_logout_redirect_uri: ssoAddresses(connection.tenantId).signOutUrl,
    });
    return url.href;
  } catch (error) {
    if (error instanceof SsoFailure) return null;
    throw error;
  }
}
