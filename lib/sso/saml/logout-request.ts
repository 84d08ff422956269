import type { LogoutHint } from '@/lib/sso/asserted-identity';
import { ssoAddresses } from '@/lib/sso/addresses';
import type { SsoConnection } from '@/lib/sso/connection';
import { messageId } from '@/lib/sso/saml/message-id';
import { ASSERTION_NS, PROTOCOL_NS } from '@/lib/sso/saml/names';
import { redirectUrl } from '@/lib/sso/saml/redirect-url';
import { xmlText } from '@/lib/sso/saml/xml-text';
import { SsoFailure } from '@/lib/sso/sso-failure';

/**
 * The address that ends the person's session at the identity provider (single logout, SAML core §3.7), signed.
 * Null when it offers no logout, when the session did not come from SAML, or when there is no key to sign with, or
 * none that can be opened: identity providers refuse unsigned requests for logout.
 */
export function logoutRequestUrl(connection: SsoConnection, hint: LogoutHint | null): string | null {
  const { idpSloUrl, spPrivateKey, tenantId } = connection;
  if (hint?.protocol !== 'SAML' || spPrivateKey === null || !URL.canParse(idpSloUrl)) return null;
  const { value, format } = hint.nameId;
  const formatAttribute = format === null ? '' : ` Format="${xmlText(format)}"`;
  const sessionIndex =
    hint.sessionIndex === null
      ? ''
      : `<samlp:SessionIndex>${xmlText(hint.sessionIndex)}</samlp:SessionIndex>`;
  const request =
    `<samlp:LogoutRequest xmlns:samlp="${PROTOCOL_NS}" xmlns:saml="${ASSERTION_NS}" ID="${messageId()}" ` +
    `Version="2.0" IssueInstant="${new Date().toISOString()}" Destination="${xmlText(idpSloUrl)}">` +
    `<saml:Issuer>${xmlText(ssoAddresses(tenantId).entityId)}</saml:Issuer>` +
    `<saml:NameID${formatAttribute}>${xmlText(value)}</saml:NameID>${sessionIndex}</samlp:LogoutRequest>`;
  try {
    return redirectUrl(connection, idpSloUrl, request);
  } catch (error) {
    if (error instanceof SsoFailure) return null;
    throw error;
  }
}
