import { X509Certificate } from 'node:crypto';

/** By how many days' notice admins are warned of a certificate that runs out. */
const SOON_DAYS = 30;
const VERY_SOON_DAYS = 7;
const DAY_MS = 24 * 60 * 60_000;

/** More than any identity provider publishes at once. */
const MOST_CERTIFICATES = 10;

export type CertificateState = 'valid' | 'expires-soon' | 'expires-very-soon' | 'expired' | 'not-yet';

/** What admins see of a certificate. */
export interface CertificateDescription {
  /** SHA-256 of the certificate, upper-case hex with colons. */
  fingerprint: string;
  /** "CN=idp.acme.com, O=Acme" */
  subject: string;
  notBefore: Date;
  notAfter: Date;
  state: CertificateState;
  /** Whole days until it expires; negative when it has. */
  daysLeft: number;
}

/**
 * @param pem one certificate in PEM
 * @throws when it is none; parseCertificates lets only certificates through
 */
export function describeCertificate(pem: string, now: Date): CertificateDescription {
  const certificate = new X509Certificate(pem);
  const notBefore = new Date(certificate.validFrom);
  const notAfter = new Date(certificate.validTo);
  const daysLeft = Math.floor((notAfter.getTime() - now.getTime()) / DAY_MS);
  return {
    fingerprint: certificate.fingerprint256,
    subject: certificate.subject.split('\n').join(', '),
    notBefore,
    notAfter,
    state: stateOf(notBefore, notAfter, now),
    daysLeft,
  };
}

function stateOf(notBefore: Date, notAfter: Date, now: Date): CertificateState {
  const left = notAfter.getTime() - now.getTime();
  if (left <= 0) return 'expired';
  if (notBefore > now) return 'not-yet';
  if (left <= VERY_SOON_DAYS * DAY_MS) return 'expires-very-soon';
  return left <= SOON_DAYS * DAY_MS ? 'expires-soon' : 'valid';
}

export type ParsedCertificates = { ok: true; certificates: string[] } | { ok: false; message: string };

/**
 * Reads what admins paste or upload: one certificate or several in PEM, or the bare base64 that consoles and
 * metadata show. Each comes out once, as PEM. RSA keys of at least 2,048 bits are taken, because they are what
 * signatures of responses are checked with.
 */
export function parseCertificates(text: string): ParsedCertificates {
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) {
    return refuse(
      'This holds a private key. Paste the certificate alone, and replace the key: it is not secret any more.',
    );
  }
  const blocks = [...text.matchAll(/-----BEGIN CERTIFICATE-----([^-]*)-----END CERTIFICATE-----/g)].map(
    ([, body]) => body ?? '',
  );
  const bodies = blocks.length > 0 ? blocks : [text];
  if (bodies.length > MOST_CERTIFICATES) return refuse(`Give at most ${MOST_CERTIFICATES} certificates.`);
  const certificates = new Set<string>();
  for (const [index, body] of bodies.entries()) {
    const which = bodies.length > 1 ? `Certificate ${index + 1}` : 'This';
    const read = readCertificate(body);
    if (!read) {
      return refuse(
        `${which} is not a certificate. Paste what begins with "-----BEGIN CERTIFICATE-----", or the text of ` +
          '<X509Certificate> in the metadata.',
      );
    }
    const weakness = weaknessOf(read);
    if (weakness) return refuse(`${which} cannot be used: ${weakness}`);
    certificates.add(read.toString());
  }
  return { ok: true, certificates: [...certificates] };
}

function readCertificate(body: string): X509Certificate | null {
  const base64 = body.replace(/\s/g, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return null;
  try {
    return new X509Certificate(Buffer.from(base64, 'base64'));
  } catch {
    return null;
  }
}

function weaknessOf(certificate: X509Certificate): string | null {
  const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey;
  if (asymmetricKeyType !== 'rsa')
    return 'its key is not an RSA key, and responses have to be signed with RSA.';
  const bits = asymmetricKeyDetails?.modulusLength ?? 0;
  return bits < 2048 ? `its RSA key has ${bits} bits, and at least 2,048 are needed.` : null;
}

function refuse(message: string): ParsedCertificates {
  return { ok: false, message };
}
