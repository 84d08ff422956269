import { messageId } from '@/lib/sso/saml/message-id';
import { ASSERTION_NS, PROTOCOL_NS } from '@/lib/sso/saml/names';
import { xmlText } from '@/lib/sso/saml/xml-text';

/** A logout request that nobody signed, as a link that an attacker sends around. */
export function unsignedLogoutRequest(issuer: string, nameId: string): string {
  return (
    `<samlp:LogoutRequest xmlns:samlp="${PROTOCOL_NS}" xmlns:saml="${ASSERTION_NS}" ID="${messageId()}" ` +
    `Version="2.0" IssueInstant="${new Date().toISOString()}"><saml:Issuer>${xmlText(issuer)}</saml:Issuer>` +
    `<saml:NameID>${xmlText(nameId)}</saml:NameID></samlp:LogoutRequest>`
  );
}
