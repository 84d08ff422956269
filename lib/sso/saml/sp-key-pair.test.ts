import { createPrivateKey, X509Certificate } from 'node:crypto';
import { expect, it } from 'vitest';
import { describeCertificate } from '@/lib/sso/saml/certificate';
import { createKeyPair } from '@/lib/sso/saml/sp-key-pair';

const KEYS_MS = 60_000;

it(
  'a key pair has a certificate that its own key has signed, for ten years',
  async () => {
    const { privateKey, certificate } = await createKeyPair(`Rollcall & Söhne ${'x'.repeat(80)}`);
    const read = new X509Certificate(certificate);
    expect(read.checkPrivateKey(createPrivateKey(privateKey))).toBe(true);
    expect(read.verify(read.publicKey)).toBe(true);
    expect(read.publicKey.asymmetricKeyDetails?.modulusLength).toBe(3072);
    expect(read.issuer).toBe(read.subject);
    const { subject, state, daysLeft } = describeCertificate(certificate, new Date());
    expect(subject).toBe(`CN=Rollcall & Söhne ${'x'.repeat(47)}`);
    expect(state).toBe('valid');
    expect(daysLeft).toBeGreaterThan(3_640);
  },
  KEYS_MS,
);

it(
  'no two certificates have the same serial number',
  async () => {
    const pairs = await Promise.all(['a', 'a'].map((name) => createKeyPair(name, 2048)));
    const serials = pairs.map(({ certificate }) => new X509Certificate(certificate).serialNumber);
    expect(new Set(serials).size).toBe(2);
  },
  KEYS_MS,
);
