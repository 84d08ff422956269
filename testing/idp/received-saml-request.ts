import { verify } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { DOMParser } from '@xmldom/xmldom';
import { ASSERTION_NS, PROTOCOL_NS, RSA_SHA256 } from '@/lib/sso/saml/names';
import { attribute, elementsNamed } from '@/lib/sso/saml/xml-elements';

/** What a service provider asked by HTTP-Redirect. */
export interface ReceivedSamlRequest {
  kind: 'AuthnRequest' | 'LogoutRequest';
  id: string;
  issuer: string;
  /** Of an AuthnRequest, where the response shall go. */
  acsUrl: string | null;
  loginHint: string | null;
  relayState: string | null;
  /** Of a LogoutRequest. */
  nameId: string | null;
  sessionIndex: string | null;
  /** Raw, as it was signed. */
  query: string;
  xml: string;
}

/** @param query with neither the question mark nor any change, because it is what was signed */
export function receivedSamlRequest(query: string): ReceivedSamlRequest {
  const parameters = new URLSearchParams(query);
  const deflated = Buffer.from(parameters.get('SAMLRequest') ?? '', 'base64');
  const xml = inflateRawSync(deflated, { maxOutputLength: 262_144 }).toString('utf8');
  const root = new DOMParser().parseFromString(xml, 'text/xml').documentElement;
  if (root.localName !== 'AuthnRequest' && root.localName !== 'LogoutRequest')
    throw new Error('This is no request.');
  const textOf = (namespace: string, name: string) =>
    elementsNamed(root, namespace, name)[0]?.textContent ?? null;
  return {
    kind: root.localName,
    id: attribute(root, 'ID') ?? '',
    issuer: textOf(ASSERTION_NS, 'Issuer') ?? '',
    acsUrl: attribute(root, 'AssertionConsumerServiceURL'),
    loginHint: parameters.get('login_hint') ?? parameters.get('LoginHint'),
    relayState: parameters.get('RelayState'),
    nameId: textOf(ASSERTION_NS, 'NameID'),
    sessionIndex: textOf(PROTOCOL_NS, 'SessionIndex'),
    query,
    xml,
  };
}

/** Whether the request was signed by whom the certificate is of (SAML bindings §3.4.4.1). */
export function isSignedBy({ query }: ReceivedSamlRequest, certificate: string): boolean {
  const raw = query.split('&');
  const part = (name: string) => raw.find((pair) => pair.startsWith(`${name}=`)) ?? '';
  const signed = ['SAMLRequest', 'RelayState', 'SigAlg'].map(part).filter((pair) => pair !== '');
  const signature = new URLSearchParams(part('Signature')).get('Signature') ?? '';
  const algorithm = new URLSearchParams(part('SigAlg')).get('SigAlg');
  if (algorithm !== RSA_SHA256) return false;
  return verify('sha256', Buffer.from(signed.join('&')), certificate, Buffer.from(signature, 'base64'));
}
