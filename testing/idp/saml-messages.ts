import { createPublicKey } from 'node:crypto';
import { SignedXml } from 'xml-crypto';
import { encrypt } from 'xml-encryption';
import type { EncryptOptions } from 'xml-encryption';
import { messageId } from '@/lib/sso/saml/message-id';
import { ASSERTION_NS, BEARER, PROTOCOL_NS, RSA_SHA256 } from '@/lib/sso/saml/names';
import type { KeyPair } from '@/lib/sso/saml/sp-key-pair';
import { xmlText } from '@/lib/sso/saml/xml-text';

/** A person of a SAML identity provider. */
export interface SamlUser {
  nameId: string;
  /** Of the NameID; an email address unless it is said. */
  nameIdFormat?: string;
  attributes: Record<string, readonly string[]>;
}

/** Whom a response is from and for, and about whom. */
export interface ResponseTerms {
  idpEntityId: string;
  keys: KeyPair;
  spEntityId: string;
  acsUrl: string;
  /** The request that it answers; null when the identity provider begins. */
  inResponseTo: string | null;
  user: SamlUser;
  /** Encrypts the assertion for the service provider with this certificate; null sends it plain. */
  encryptFor: string | null;
  /** Signs the response as well as the assertion. */
  signResponse: boolean;
}

/** What an assertion says instead of the truth; a raw piece of XML replaces what would stand there. */
export interface AssertionChanges {
  id?: string;
  version?: string;
  issuer?: string;
  nameId?: string;
  /** Replaces the NameID element. */
  rawNameId?: string;
  nameIdFormat?: string;
  method?: string;
  recipient?: string;
  /** Null leaves it out. */
  inResponseTo?: string | null;
  /** Null leaves it out; milliseconds from now, like the times below. */
  confirmedUntil?: number | null;
  issuedAt?: number;
  validFrom?: number;
  validUntil?: number;
  audience?: string;
  /** Replaces Conditions. */
  rawConditions?: string;
  /** Replaces AuthnStatement. */
  rawAuthnStatement?: string;
  /** Added to the attributes. */
  rawAttributes?: string;
}

const MINUTE_MS = 60_000;
const EMAIL_FORMAT = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress';
const PASSWORD = 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport';

export function fromNow(milliseconds: number): string {
  return new Date(Date.now() + milliseconds).toISOString();
}

export function assertionXml(terms: ResponseTerms, changes: AssertionChanges = {}): string {
  const { id = messageId(), version = '2.0', issuer = terms.idpEntityId, issuedAt = 0 } = changes;
  return (
    `<saml:Assertion xmlns:saml="${ASSERTION_NS}" ID="${id}" Version="${version}" ` +
    `IssueInstant="${fromNow(issuedAt)}"><saml:Issuer>${xmlText(issuer)}</saml:Issuer>${subjectXml(terms, changes)}` +
    (changes.rawConditions ?? conditionsXml(terms, changes)) +
    (changes.rawAuthnStatement ?? authnStatementXml()) +
    `<saml:AttributeStatement>${attributesXml(terms.user)}${changes.rawAttributes ?? ''}</saml:AttributeStatement>` +
    '</saml:Assertion>'
  );
}

function subjectXml(terms: ResponseTerms, changes: AssertionChanges): string {
  const { user } = terms;
  const { nameId = user.nameId, method = BEARER, recipient = terms.acsUrl } = changes;
  const { inResponseTo = terms.inResponseTo, confirmedUntil = 5 * MINUTE_MS } = changes;
  const format = changes.nameIdFormat ?? user.nameIdFormat ?? EMAIL_FORMAT;
  const until = confirmedUntil === null ? '' : ` NotOnOrAfter="${fromNow(confirmedUntil)}"`;
  const answers = inResponseTo === null ? '' : ` InResponseTo="${inResponseTo}"`;
  return (
    '<saml:Subject>' +
    (changes.rawNameId ?? `<saml:NameID Format="${format}">${xmlText(nameId)}</saml:NameID>`) +
    `<saml:SubjectConfirmation Method="${method}">` +
    `<saml:SubjectConfirmationData${until} Recipient="${xmlText(recipient)}"${answers}/>` +
    '</saml:SubjectConfirmation></saml:Subject>'
  );
}

export function conditionsXml(terms: ResponseTerms, changes: AssertionChanges = {}, more = ''): string {
  const { validFrom = -MINUTE_MS, validUntil = 5 * MINUTE_MS, audience = terms.spEntityId } = changes;
  return (
    `<saml:Conditions NotBefore="${fromNow(validFrom)}" NotOnOrAfter="${fromNow(validUntil)}">` +
    `${audienceXml(audience)}${more}</saml:Conditions>`
  );
}

export function audienceXml(audience: string): string {
  return `<saml:AudienceRestriction><saml:Audience>${xmlText(audience)}</saml:Audience></saml:AudienceRestriction>`;
}

function authnStatementXml(): string {
  return (
    `<saml:AuthnStatement AuthnInstant="${fromNow(0)}" SessionIndex="${messageId()}"><saml:AuthnContext>` +
    `<saml:AuthnContextClassRef>${PASSWORD}</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>`
  );
}

function attributesXml({ attributes }: SamlUser): string {
  return Object.entries(attributes)
    .map(([name, values]) => {
      const list = values.map((value) => `<saml:AttributeValue>${xmlText(value)}</saml:AttributeValue>`);
      return `<saml:Attribute Name="${xmlText(name)}">${list.join('')}</saml:Attribute>`;
    })
    .join('');
}

/** What a response says instead of the truth. */
export interface ResponseChanges {
  id?: string;
  issuer?: string;
  destination?: string;
  inResponseTo?: string | null;
  /** Replaces Status. */
  rawStatus?: string;
}

export function responseXml(terms: ResponseTerms, content: string, changes: ResponseChanges = {}): string {
  const { id = messageId(), issuer = terms.idpEntityId, destination = terms.acsUrl } = changes;
  const { inResponseTo = terms.inResponseTo, rawStatus = statusXml('Success') } = changes;
  const answers = inResponseTo === null ? '' : ` InResponseTo="${inResponseTo}"`;
  return (
    `<samlp:Response xmlns:samlp="${PROTOCOL_NS}" ID="${id}" Version="2.0" IssueInstant="${fromNow(0)}" ` +
    `Destination="${xmlText(destination)}"${answers}>` +
    `<saml:Issuer xmlns:saml="${ASSERTION_NS}">${xmlText(issuer)}</saml:Issuer>${rawStatus}${content}</samlp:Response>`
  );
}

/** @param code the last part of a status code, such as Success or Responder */
export function statusXml(code: string, detail = '', message = ''): string {
  const prefix = 'urn:oasis:names:tc:SAML:2.0:status:';
  const inner = detail === '' ? '' : `<samlp:StatusCode Value="${prefix}${detail}"/>`;
  const words = message === '' ? '' : `<samlp:StatusMessage>${xmlText(message)}</samlp:StatusMessage>`;
  return `<samlp:Status><samlp:StatusCode Value="${prefix}${code}">${inner}</samlp:StatusCode>${words}</samlp:Status>`;
}

/** The algorithms that a test signs or encrypts with; those of a careful identity provider when left out. */
export interface Algorithms {
  signature?: string;
  digest?: string;
}

const DIGEST_SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256';
const EXCLUSIVE_C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';

/** Signs the only element of this name, and puts the signature behind its Issuer. */
export function signXml(
  xml: string,
  element: 'Assertion' | 'Response',
  keys: KeyPair,
  { signature = RSA_SHA256, digest = DIGEST_SHA256 }: Algorithms = {},
): string {
  const signed = new SignedXml({
    privateKey: keys.privateKey,
    publicCert: keys.certificate,
    signatureAlgorithm: signature,
    canonicalizationAlgorithm: EXCLUSIVE_C14N,
  });
  const xpath = `//*[local-name(.)='${element}']`;
  signed.addReference({ xpath, transforms: [ENVELOPED, EXCLUSIVE_C14N], digestAlgorithm: digest });
  signed.computeSignature(xml, {
    location: { reference: `${xpath}/*[local-name(.)='Issuer']`, action: 'after' },
  });
  return signed.getSignedXml();
}

interface EncryptionAlgorithms {
  encryption?: EncryptOptions['encryptionAlgorithm'];
  transport?: EncryptOptions['keyEncryptionAlgorithm'];
}

const AES_GCM = 'http://www.w3.org/2009/xmlenc11#aes256-gcm';
const RSA_OAEP = 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p';

/** @param certificate of whom can open it, in PEM */
export function encryptAssertion(
  assertion: string,
  certificate: string,
  { encryption = AES_GCM, transport = RSA_OAEP }: EncryptionAlgorithms = {},
): Promise<string> {
  const options: EncryptOptions = {
    rsa_pub: createPublicKey(certificate).export({ type: 'spki', format: 'pem' }).toString(),
    pem: certificate,
    encryptionAlgorithm: encryption,
    keyEncryptionAlgorithm: transport,
    warnInsecureAlgorithm: false,
    disallowEncryptionWithInsecureAlgorithm: false,
  };
  return new Promise((done, failed) => {
    encrypt(assertion, options, (error: Error | null, data: string | undefined) => {
      if (error || data === undefined) failed(error ?? new Error('Nothing was encrypted.'));
      else done(`<saml:EncryptedAssertion xmlns:saml="${ASSERTION_NS}">${data}</saml:EncryptedAssertion>`);
    });
  });
}

/** A response around a signed assertion, as the terms say. */
export async function sealResponse(
  terms: ResponseTerms,
  signedAssertion: string,
  changes: ResponseChanges = {},
): Promise<string> {
  const { encryptFor, signResponse, keys } = terms;
  const content = encryptFor === null ? signedAssertion : await encryptAssertion(signedAssertion, encryptFor);
  const response = responseXml(terms, content, changes);
  return signResponse ? signXml(response, 'Response', keys) : response;
}

/** The response of an identity provider that does everything right, but for what is changed before it signs. */
export async function samlResponse(
  terms: ResponseTerms,
  assertionChanges: AssertionChanges = {},
  responseChanges: ResponseChanges = {},
): Promise<string> {
  return sealResponse(
    terms,
    signXml(assertionXml(terms, assertionChanges), 'Assertion', terms.keys),
    responseChanges,
  );
}

/** As the browser posts it. */
export function toBase64(xml: string): string {
  return Buffer.from(xml).toString('base64');
}
