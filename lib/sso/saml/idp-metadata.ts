import { DOMParser } from '@xmldom/xmldom';
import { readIdpUrl } from '@/lib/sso/admin/idp-url';
import { parseCertificates } from '@/lib/sso/saml/certificate';
import { METADATA_NS, POST_BINDING, PROTOCOL_NS, REDIRECT_BINDING, SIGNATURE_NS } from '@/lib/sso/saml/names';
import { quoted } from '@/lib/sso/quoted';
import { attribute, elementsNamed } from '@/lib/sso/saml/xml-elements';

/** What a connection needs to know of an identity provider. */
export interface IdpMetadata {
  entityId: string;
  ssoUrl: string;
  /** Empty when it offers no single logout by redirect. */
  sloUrl: string;
  /** PEM; at least one. */
  certificates: string[];
  /** What an admin should know, a sentence each: metadata that has run out, a certificate that was left out. */
  notes: string[];
}

export type ReadIdpMetadata = { ok: true; metadata: IdpMetadata } | { ok: false; message: string };

/** Metadata of one identity provider has some 10 KB and 100 tags, with all the claims of ADFS 70 KB and 1,000. */
const LONGEST = 1_048_576;
const MOST_TAGS = 20_000;

/**
 * The parser copies all namespaces in scope wherever one is declared, so that its time grows with the square of their
 * number: without this limit, 1 MB of them would stop the server for half a minute.
 */
const MOST_NAMESPACES = 2_000;

/** Metadata that cannot be used, in words for the admin who gave it. */
class Unusable extends Error {}

/**
 * Reads the metadata of one identity provider (SAML metadata §2.4.3), also when it is wrapped in EntitiesDescriptor.
 * A signature is not checked: the admin vouches for where it comes from.
 */
export function readIdpMetadata(xml: string): ReadIdpMetadata {
  try {
    return { ok: true, metadata: read(xml) };
  } catch (error) {
    if (error instanceof Unusable) return { ok: false, message: error.message };
    throw error;
  }
}

function read(xml: string): IdpMetadata {
  const entity = findEntity(parse(xml));
  const [idp] = elementsNamed(entity, METADATA_NS, 'IDPSSODescriptor');
  const entityId = attribute(entity, 'entityID') ?? '';
  if (!idp || entityId === '')
    throw new Unusable('The metadata does not say what the identity provider is called (entityID).');
  if (!(attribute(idp, 'protocolSupportEnumeration') ?? '').split(/\s+/).includes(PROTOCOL_NS)) {
    throw new Unusable('The identity provider of this metadata does not speak SAML 2.0.');
  }
  const notes: string[] = [];
  noteAge([entity, idp], notes);
  const sso = locations(idp, 'SingleSignOnService');
  const slo = locations(idp, 'SingleLogoutService');
  return {
    entityId,
    ssoUrl: readSsoUrl(sso),
    sloUrl: readSloUrl(slo, notes),
    certificates: readCertificates(idp, notes),
    notes,
  };
}

function parse(xml: string): Element {
  if (xml.length > LONGEST)
    throw new Unusable('This is too long for the metadata of one identity provider: at most 1 MB.');
  if (xml.split('<').length > MOST_TAGS) {
    throw new Unusable(
      'This has too many tags for metadata of one identity provider. Give its own, not a federation’s.',
    );
  }
  if (xml.split('xmlns').length > MOST_NAMESPACES) {
    throw new Unusable('This declares too many XML namespaces for metadata of one identity provider.');
  }
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml))
    throw new Unusable('Metadata with a document type (<!DOCTYPE) is not accepted.');
  const refuse = (): never => {
    throw new Unusable('This is not SAML metadata: it is not well-formed XML.');
  };
  const parser = new DOMParser({ errorHandler: { error: refuse, fatalError: refuse, warning: refuse } });
  const root: Element | null =
    xml.trim() === '' ? refuse() : parser.parseFromString(xml.trim(), 'text/xml').documentElement;
  return root ?? refuse();
}

function findEntity(root: Element): Element {
  const entities = entitiesOf(root);
  const idps = entities.filter((entity) => elementsNamed(entity, METADATA_NS, 'IDPSSODescriptor').length > 0);
  const [idp, another] = idps;
  if (entities.length === 0)
    throw new Unusable('This is not SAML metadata: it does not begin with EntityDescriptor.');
  if (!idp) {
    throw new Unusable(
      'This is metadata of a service provider. Give that of the identity provider, which has an IDPSSODescriptor.',
    );
  }
  if (another)
    throw new Unusable(`This describes ${idps.length} identity providers. Give the metadata of one.`);
  return idp;
}

function entitiesOf(root: Element): Element[] {
  if (root.namespaceURI !== METADATA_NS) return [];
  if (root.localName === 'EntityDescriptor') return [root];
  return elementsNamed(root, METADATA_NS, 'EntityDescriptor');
}

function noteAge(elements: readonly Element[], notes: string[]): void {
  for (const element of elements) {
    const validUntil = Date.parse(attribute(element, 'validUntil') ?? '');
    if (validUntil < Date.now()) {
      notes.push(
        `The metadata was valid until ${new Date(validUntil).toISOString()}. Get a newer one if there is one.`,
      );
    }
  }
}

type Locations = ReadonlyMap<string, string>;

/** Where a service is, by binding; the first of each. */
function locations(idp: Element, service: string): Locations {
  const found = new Map<string, string>();
  for (const element of elementsNamed(idp, METADATA_NS, service)) {
    const binding = attribute(element, 'Binding') ?? '';
    if (!found.has(binding)) found.set(binding, attribute(element, 'Location') ?? '');
  }
  return found;
}

function readSsoUrl(services: Locations): string {
  const location = services.get(REDIRECT_BINDING);
  if (location === undefined) {
    const offered = services.has(POST_BINDING) ? 'only HTTP-POST' : 'neither';
    throw new Unusable(
      `The identity provider has to take requests by HTTP-Redirect, and offers ${offered}. Switch it on there.`,
    );
  }
  return usableUrl('The SSO address', location);
}

function readSloUrl(services: Locations, notes: string[]): string {
  const location = services.get(REDIRECT_BINDING);
  if (location !== undefined) return usableUrl('The single logout address', location);
  if (services.size > 0) {
    notes.push(
      'Single logout is offered, but not by HTTP-Redirect, so signing out here does not sign people out there.',
    );
  }
  return '';
}

function usableUrl(what: string, location: string): string {
  const url = readIdpUrl(location);
  if (!url.ok)
    throw new Unusable(`${what} in the metadata, ${quoted(location)}, cannot be used. ${url.message}`);
  return url.url;
}

/** Those for signing, and those for anything. */
function readCertificates(idp: Element, notes: string[]): string[] {
  const keys = elementsNamed(idp, METADATA_NS, 'KeyDescriptor').filter(
    (key) => (attribute(key, 'use') ?? 'signing') === 'signing',
  );
  const texts = keys
    .flatMap((key) => elementsNamed(key, SIGNATURE_NS, 'KeyInfo'))
    .flatMap((info) => elementsNamed(info, SIGNATURE_NS, 'X509Data'))
    .flatMap((data) => elementsNamed(data, SIGNATURE_NS, 'X509Certificate'))
    .map((element) => element.textContent ?? '');
  const certificates = new Set<string>();
  let complaint = '';
  for (const text of texts) {
    const parsed = parseCertificates(text);
    if (parsed.ok) for (const pem of parsed.certificates) certificates.add(pem);
    else complaint = parsed.message;
  }
  if (certificates.size === 0) {
    throw new Unusable(`The metadata has no certificate for signing that can be used. ${complaint}`.trim());
  }
  if (complaint !== '') notes.push(`A certificate was left out. ${complaint}`);
  return [...certificates];
}
