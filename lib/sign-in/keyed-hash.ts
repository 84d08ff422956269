import { createHash, createHmac } from 'node:crypto';
import { appSecret } from '@/lib/shared/app-secret';

/**
 * A hash only this installation can make, for what is too short to be safe behind a plain one. The purpose
 * comes first, so that hashes made for one thing are worthless for another.
 */
export function keyedHash(purpose: string, ...parts: string[]): string {
  return createHmac('sha256', appSecret())
    .update(JSON.stringify([purpose, ...parts]))
    .digest('base64url');
}

/** The hash of a secret with 256 random bits, which needs no key. */
export function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
