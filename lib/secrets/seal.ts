import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { appSecret } from '@/lib/shared/app-secret';
import { env } from '@/lib/shared/env';
import { processWide } from '@/lib/shared/process-wide';

/**
 * Whose secret, and which one: tenant, owner, field. It is authenticated with the text, so that what was sealed for
 * one place cannot be opened in another.
 */
export type SealPurpose = readonly [tenantId: string, ...rest: string[]];

interface Key {
  id: string;
  bytes: Uint8Array;
}

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The name of the key that is made from the installation's secret. */
const DERIVED = 'app';

/** A text that was sealed with another key, for another purpose, or was changed since. */
export class UnsealError extends Error {
  override name = 'UnsealError';
}

/**
 * Encrypts a secret for the database with AES-256-GCM: `sec1.<key>.<nonce>.<ciphertext and tag>`, the last two in
 * base64url. The key is the first of ROLLCALL_SECRET_KEYS, or else one made from the installation's secret.
 */
export function seal(purpose: SealPurpose, text: string): string {
  const [key] = keyRing();
  if (!key) throw new Error('The key ring is empty.');
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key.bytes, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(aad(purpose));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return ['sec1', key.id, nonce.toString('base64url'), sealed.toString('base64url')].join('.');
}

/** @throws UnsealError */
export function unseal(purpose: SealPurpose, sealed: string): string {
  const [version, keyId, nonce, body] = sealed.split('.');
  const key = keyRing().find(({ id }) => id === keyId);
  if (version !== 'sec1' || !nonce || !body) throw new UnsealError('This is not a sealed secret.');
  if (!key) throw new UnsealError(`The key "${keyId}" is not in ROLLCALL_SECRET_KEYS any more.`);
  const bytes = Buffer.from(body, 'base64url');
  if (bytes.length < TAG_BYTES) throw new UnsealError('The sealed secret is cut short.');
  const nonceBytes = Buffer.from(nonce, 'base64url');
  if (nonceBytes.length !== NONCE_BYTES) throw new UnsealError('The sealed secret is cut short.');
  const decipher = createDecipheriv(ALGORITHM, key.bytes, nonceBytes, { authTagLength: TAG_BYTES });
  decipher.setAAD(aad(purpose));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]).toString('utf8');
  } catch {
    throw new UnsealError('The sealed secret was changed, or sealed with another key or for another purpose.');
  }
}

function aad(purpose: SealPurpose): Buffer {
  return Buffer.from(JSON.stringify(purpose));
}

/** The keys of the operator, and last the one that whoever sets none has; it still opens what it sealed before. */
function keyRing(): readonly Key[] {
  return processWide('key-ring', () => {
    const derived = hkdfSync('sha256', appSecret(), '', 'rollcall secrets', 32);
    return [...(env().ROLLCALL_SECRET_KEYS ?? []), { id: DERIVED, bytes: new Uint8Array(derived) }];
  });
}
