import { ssoAddresses } from '@/lib/sso/addresses';
import type { SsoConnection } from '@/lib/sso/connection';
import { messageId } from '@/lib/sso/saml/message-id';
import { ASSERTION_NS, POST_BINDING, PROTOCOL_NS } from '@/lib/sso/saml/names';
import { redirectUrl } from '@/lib/sso/saml/redirect-url';
import { xmlText } from '@/lib/sso/saml/xml-text';
import { SsoFailure } from '@/lib/sso/sso-failure';

/**
 * Asks the identity provider to sign somebody in. Neither a format of NameID nor a way to authenticate is asked for:
 * both are decided in the identity provider's console, and asking for another one is an error there.
 * @param terms.loginHint the address that was typed, for the identity provider to fill in: SAML has no parameter for
 *   it that works everywhere, so it goes by the name that Entra and ADFS read, or Okta's; others ignore it
 * @returns the address to send the browser to, and the ID that the response has to name
 * @throws SsoFailure sso_idp_unreachable when the connection has no usable address, or its key cannot be opened
 */
export async function authnRequest(
  connection: SsoConnection,
  { loginHint }: { loginHint: string | null },
): Promise<{ url: string; requestId: string }> {
  if (!URL.canParse(connection.idpSsoUrl)) {
    throw new SsoFailure(
      'sso_idp_unreachable',
      'The connection names no address to sign in at. Fill in the SSO URL.',
    );
  }
  const requestId = messageId();
  const { acsUrl, entityId } = ssoAddresses(connection.tenantId);
  const request =
    `<samlp:AuthnRequest xmlns:samlp="${PROTOCOL_NS}" xmlns:saml="${ASSERTION_NS}" ID="${requestId}" Version="2.0" ` +
    `IssueInstant="${new Date().toISOString()}" Destination="${xmlText(connection.idpSsoUrl)}" ` +
    `AssertionConsumerServiceURL="${xmlText(acsUrl)}" ProtocolBinding="${POST_BINDING}">` +
    `<saml:Issuer>${xmlText(entityId)}</saml:Issuer><samlp:NameIDPolicy AllowCreate="true"/></samlp:AuthnRequest>`;
  const hintName = connection.provider === 'OKTA' ? 'LoginHint' : 'login_hint';
  const extra: Record<string, string> = loginHint === null ? {} : { [hintName]: loginHint };
  return { url: redirectUrl(connection, connection.idpSsoUrl, request, extra), requestId };
}
