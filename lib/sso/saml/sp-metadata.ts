import { ssoAddresses } from '@/lib/sso/addresses';
import { METADATA_NS, POST_BINDING, PROTOCOL_NS, REDIRECT_BINDING, SIGNATURE_NS } from '@/lib/sso/saml/names';
import { xmlText } from '@/lib/sso/saml/xml-text';

/**
 * What an identity provider imports to know this service (SAML metadata §2.4.4).
 * @param certificate the connection's, in PEM: it checks our requests and encrypts assertions for us
 */
export function spMetadata(tenantId: string, certificate: string | null): string {
  const { acsUrl, entityId, signOutUrl } = ssoAddresses(tenantId);
  const keys =
    certificate === null
      ? ''
      : ['signing', 'encryption'].map((use) => keyDescriptor(use, certificate)).join('');
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    `<md:EntityDescriptor xmlns:md="${METADATA_NS}" xmlns:ds="${SIGNATURE_NS}" entityID="${xmlText(entityId)}">` +
    `<md:SPSSODescriptor AuthnRequestsSigned="${certificate !== null}" WantAssertionsSigned="true" ` +
    `protocolSupportEnumeration="${PROTOCOL_NS}">${keys}` +
    `<md:SingleLogoutService Binding="${REDIRECT_BINDING}" Location="${xmlText(signOutUrl)}"/>` +
    `<md:AssertionConsumerService Binding="${POST_BINDING}" Location="${xmlText(acsUrl)}" index="0" ` +
    'isDefault="true"/>' +
    '</md:SPSSODescriptor></md:EntityDescriptor>\n'
  );
}

function keyDescriptor(use: string, certificate: string): string {
  const base64 = certificate.replace(/-----[A-Z ]+-----|\s/g, '');
  return (
    `<md:KeyDescriptor use="${use}"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${base64}` +
    '</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>'
  );
}
