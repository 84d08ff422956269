import { findConnection } from '@/lib/sso/connection';
import { openLogout } from '@/lib/sso/logout-seal';
import { endSessionUrl } from '@/lib/sso/oidc/end-session-url';
import { logoutRequestUrl } from '@/lib/sso/saml/logout-request';

/**
 * Where to send somebody who has signed out here, so that the identity provider signs them out too.
 * @param kept what the session kept for its end (Session.logout)
 * @returns null when the identity provider does not offer it, or is another one by now
 */
export async function singleLogoutUrl(tenantId: string, kept: string): Promise<string | null> {
  const hint = openLogout(tenantId, kept);
  const connection = hint && (await findConnection(tenantId));
  if (!hint || connection?.protocol !== hint.protocol) return null;
  const url =
    hint.protocol === 'OIDC' ? await endSessionUrl(connection, hint.idToken) : logoutRequestUrl(connection, hint);
  // It comes from the identity provider, and an address such as "javascript:" would run here.
  return url !== null && /^https?:/.test(url) ? url : null;
}
