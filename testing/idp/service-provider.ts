import { DOMParser } from '@xmldom/xmldom';
import { METADATA_NS, SIGNATURE_NS } from '@/lib/sso/saml/names';
import { parseCertificates } from '@/lib/sso/saml/certificate';
import { attribute, elementsNamed } from '@/lib/sso/saml/xml-elements';

/** A service provider as its metadata describes it. */
export interface ServiceProvider {
  entityId: string;
  acsUrl: string;
  /** Null when it takes no messages about logout. */
  sloUrl: string | null;
  /** PEM; null when it neither signs nor can be encrypted for. */
  certificate: string | null;
}

/** Reads metadata as an identity provider does that an admin uploads it to. */
export function readServiceProvider(xml: string): ServiceProvider {
  const entity = new DOMParser().parseFromString(xml, 'text/xml').documentElement;
  const [sp] = elementsNamed(entity, METADATA_NS, 'SPSSODescriptor');
  if (!sp) throw new Error('This is not the metadata of a service provider.');
  const location = (service: string) =>
    elementsNamed(sp, METADATA_NS, service).map((one) => attribute(one, 'Location'))[0] ?? null;
  const certificate = sp.getElementsByTagNameNS(SIGNATURE_NS, 'X509Certificate').item(0)?.textContent ?? null;
  return {
    entityId: attribute(entity, 'entityID') ?? '',
    acsUrl: location('AssertionConsumerService') ?? '',
    sloUrl: location('SingleLogoutService'),
    certificate: certificate === null ? null : toPem(certificate),
  };
}

function toPem(base64: string): string {
  const parsed = parseCertificates(base64);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.certificates.join('');
}
