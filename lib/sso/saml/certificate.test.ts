import { generateKeyPairSync } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { describeCertificate, parseCertificates } from '@/lib/sso/saml/certificate';
import { createKeyPair } from '@/lib/sso/saml/sp-key-pair';
import { testKeys } from '@/testing/idp/test-keys';

const KEYS_MS = 60_000;
const DAY_MS = 24 * 60 * 60_000;

let one: string;
let other: string;

beforeAll(async () => {
  const pairs = await Promise.all([testKeys('one'), testKeys('other')]);
  [one = '', other = ''] = pairs.map(({ certificate }) => certificate);
}, KEYS_MS);

const bare = (pem: string) => pem.replace(/-----[A-Z ]+-----/g, '');

describe('certificates are read', () => {
  it.each([
    ['from PEM', () => one, () => [one]],
    [
      'from PEM with text around, and with the line ends of Windows',
      () => `subject=x\n${one}\nmore`.replaceAll('\n', '\r\n'),
      () => [one],
    ],
    ['from several PEM, each once', () => one + other + one, () => [one, other]],
    ['from bare base64 in lines', () => bare(one), () => [one]],
    ['from bare base64 in one line', () => bare(one).replace(/\s/g, ''), () => [one]],
  ])('%s', (_, text, expected) => {
    expect(parseCertificates(text())).toEqual({ ok: true, certificates: expected() });
  });

  it.each([
    ['nothing', () => '', 'This is not a certificate'],
    ['something else', () => 'hello', 'This is not a certificate'],
    ['half of one', () => one.slice(0, 200), 'This is not a certificate'],
    ['a broken second one', () => one + other.replace('MII', 'AAA'), 'Certificate 2 is not a certificate'],
    ['too many', () => one.repeat(11), 'at most 10'],
    [
      'a public key',
      () => generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      'not a certificate',
    ],
    [
      'a private key',
      () =>
        generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() + one,
      'This holds a private key',
    ],
  ])('and %s is refused', (_, text, message) => {
    expect(parseCertificates(text())).toEqual({ ok: false, message: expect.stringContaining(message) });
  });

  it('and one with a short key is refused', async () => {
    const { certificate } = await createKeyPair('weak', 1024);
    expect(parseCertificates(certificate)).toEqual({
      ok: false,
      message: expect.stringContaining('has 1024 bits'),
    });
  });
});

describe('the state of a certificate', () => {
  const state = (now: number) => describeCertificate(one, new Date(now)).state;

  it('warns 30 and 7 days before it expires', () => {
    const { notBefore, notAfter } = describeCertificate(one, new Date());
    const end = notAfter.getTime();
    expect(
      [end, end - 1, end - 7 * DAY_MS, end - 7 * DAY_MS - 1, end - 30 * DAY_MS, end - 30 * DAY_MS - 1].map(
        state,
      ),
    ).toEqual(['expired', 'expires-very-soon', 'expires-very-soon', 'expires-soon', 'expires-soon', 'valid']);
    expect(state(notBefore.getTime() - 1)).toBe('not-yet');
    expect(describeCertificate(one, new Date(end - 30 * DAY_MS)).daysLeft).toBe(30);
    expect(describeCertificate(one, new Date(end + 1)).daysLeft).toBe(-1);
  });

  it('is told with a fingerprint', () => {
    expect(describeCertificate(one, new Date()).fingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
  });
});
