import { generateKeyPair, randomBytes, sign } from 'node:crypto';
import { promisify } from 'node:util';
import { AsnConvert } from '@peculiar/asn1-schema';
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  Certificate,
  Name,
  RelativeDistinguishedName,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
} from '@peculiar/asn1-x509';

/** A key pair in PEM: PKCS #8, and a certificate that is signed with itself. */
export interface KeyPair {
  privateKey: string;
  certificate: string;
}

const RSA_BITS = 3072;

/** Identity providers pin the certificate, so its date protects nobody, and running out would lock people out. */
const VALID_YEARS = 10;

/** Clocks of identity providers that are behind find it valid all the same. */
const BACKDATED_MS = 24 * 60 * 60_000;

const COMMON_NAME = '2.5.4.3';
const SHA256_WITH_RSA = '1.2.840.113549.1.1.11';

/** The NULL that PKCS #1 wants as parameters of its algorithms (RFC 4055 §5). */
const NO_PARAMETERS = new Uint8Array([0x05, 0x00]).buffer;

/** At most 64 characters (RFC 5280, ub-common-name). */
const LONGEST_NAME = 64;

/**
 * Makes the keys that sign what we send to an identity provider, and open what it encrypts for us: RSA, because
 * every identity provider knows it.
 * @param commonName whom the certificate names, cut to 64 characters
 * @param modulusLength in bits; fewer take less time, and last less long
 */
export async function createKeyPair(commonName: string, modulusLength = RSA_BITS): Promise<KeyPair> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', { modulusLength });
  const tbs = describe(commonName, publicKey.export({ type: 'spki', format: 'der' }));
  const signature = sign('sha256', Buffer.from(AsnConvert.serialize(tbs)), privateKey);
  const certificate = new Certificate({
    tbsCertificate: tbs,
    signatureAlgorithm: tbs.signature,
    signatureValue: new Uint8Array(signature).buffer,
  });
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: toPem(Buffer.from(AsnConvert.serialize(certificate))),
  };
}

function describe(commonName: string, publicKey: Buffer): TBSCertificate {
  const value = new AttributeValue({ utf8String: [...commonName].slice(0, LONGEST_NAME).join('') });
  const name = new Name([
    new RelativeDistinguishedName([new AttributeTypeAndValue({ type: COMMON_NAME, value })]),
  ]);
  const notBefore = new Date(Date.now() - BACKDATED_MS);
  const notAfter = new Date(notBefore);
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + VALID_YEARS);
  return new TBSCertificate({
    version: Version.v3,
    serialNumber: serialNumber(),
    signature: new AlgorithmIdentifier({ algorithm: SHA256_WITH_RSA, parameters: NO_PARAMETERS }),
    issuer: name,
    validity: new Validity({ notBefore, notAfter }),
    subject: name,
    subjectPublicKeyInfo: AsnConvert.parse(publicKey, SubjectPublicKeyInfo),
  });
}

/** A positive number that takes its 16 bytes whatever chance says (RFC 5280 §4.1.2.2). */
function serialNumber(): ArrayBuffer {
  const bytes = new Uint8Array(randomBytes(16));
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes.buffer;
}

function toPem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}
