import { METADATA_NS, PROTOCOL_NS, REDIRECT_BINDING, SIGNATURE_NS } from '@/lib/sso/saml/names';
import { xmlText } from '@/lib/sso/saml/xml-text';

/** The metadata that an identity provider publishes of itself. */
export function samlIdpMetadata({
  entityId,
  ssoUrl,
  sloUrl,
  certificates,
}: {
  entityId: string;
  ssoUrl: string;
  sloUrl: string;
  /** PEM */
  certificates: readonly string[];
}): string {
  const keys = certificates.map(
    (pem) =>
      `<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="${SIGNATURE_NS}"><ds:X509Data><ds:X509Certificate>` +
      `${pem.replace(/-----[A-Z ]+-----|\s/g, '')}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`,
  );
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!-- Published by the tests. -->\n' +
    `<md:EntityDescriptor xmlns:md="${METADATA_NS}" entityID="${xmlText(entityId)}">` +
    `<md:IDPSSODescriptor WantAuthnRequestsSigned="true" protocolSupportEnumeration="${PROTOCOL_NS}">${keys.join('')}` +
    `<md:SingleLogoutService Binding="${REDIRECT_BINDING}" Location="${xmlText(sloUrl)}"/>` +
    `<md:SingleSignOnService Binding="${REDIRECT_BINDING}" Location="${xmlText(ssoUrl)}"/>` +
    '</md:IDPSSODescriptor></md:EntityDescriptor>\n'
  );
}
