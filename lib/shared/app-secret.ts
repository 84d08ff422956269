import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { env, EnvironmentError } from '@/lib/shared/env';
import { faultCode } from '@/lib/shared/operator-error';
import { processWide } from '@/lib/shared/process-wide';

/** Of characters, as ROLLCALL_SECRET must have too. */
const LEAST_LENGTH = 32;

/**
 * The key that signs sessions and hashes short codes: ROLLCALL_SECRET, or, on the embedded database, one that is
 * generated in the data folder at first use. Machines that share a PostgreSQL database must share the secret.
 * @throws EnvironmentError when DATABASE_URL is set and ROLLCALL_SECRET is not
 */
export function appSecret(): string {
  return processWide('app-secret', () => {
    const { ROLLCALL_SECRET, DATABASE_URL, ROLLCALL_DATA_DIR } = env();
    if (ROLLCALL_SECRET) return ROLLCALL_SECRET;
    if (!DATABASE_URL) return secretInDataFolder(join(ROLLCALL_DATA_DIR, 'secret'));
    throw new EnvironmentError(
      'ROLLCALL_SECRET is not set. Set it to 32 or more random characters, the same on every machine ' +
        'that uses this database (for example the output of: openssl rand -base64 32).',
    );
  });
}

/**
 * The secret in `path`, written at first use.
 * @throws EnvironmentError when a crash or a full disk left less than a secret there: with an empty one
 *   anybody could sign sessions
 */
export function secretInDataFolder(path: string): string {
  try {
    // "wx" fails on an existing file, so two processes cannot each write a secret of their own.
    writeFileSync(path, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600, flush: true });
  } catch (error) {
    if (faultCode(error) !== 'EEXIST') throw error;
  }
  const secret = readFileSync(path, 'utf8').trim();
  if (secret.length >= LEAST_LENGTH) return secret;
  throw new EnvironmentError(
    `The file ${path} does not hold a whole secret. Remove it and start again; everyone then signs in anew.`,
  );
}
