import { createHash, randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

const PREFIX = 'rc_live_';
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** 43 characters of 62 hold 256 bits: log2(62) * 43 = 256.03. */
const SECRET_LENGTH = 43;
const CHECKSUM_LENGTH = 6;
const SHAPE = new RegExp(`^${PREFIX}[0-9A-Za-z]{${SECRET_LENGTH + CHECKSUM_LENGTH}}$`);

export interface MintedToken {
  /** Shown once, stored nowhere. */
  token: string;
  /** SHA-256 in hex: what is stored. A fast hash is enough for 256 random bits. */
  hash: string;
  /** Prefix and last four characters, for people to tell tokens apart. */
  hint: string;
}

/** A new bearer token: prefix, 256 bits from the system's random source, CRC-32 of both in base 62. */
export function mintToken(): MintedToken {
  const secret = Array.from({ length: SECRET_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  const body = PREFIX + secret;
  const token = body + checksum(body);
  return { token, hash: hashToken(token), hint: `${PREFIX}…${token.slice(-4)}` };
}

/**
 * The hash of a text that is shaped like our token and whose checksum fits, else null: typos cost no query.
 */
export function parseToken(text: string): string | null {
  if (!SHAPE.test(text)) return null;
  const body = text.slice(0, -CHECKSUM_LENGTH);
  return checksum(body) === text.slice(-CHECKSUM_LENGTH) ? hashToken(text) : null;
}

function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function checksum(body: string): string {
  let rest = crc32(body);
  let digits = '';
  for (let place = 0; place < CHECKSUM_LENGTH; place += 1) {
    digits = ALPHABET.charAt(rest % ALPHABET.length) + digits;
    rest = Math.floor(rest / ALPHABET.length);
  }
  return digits;
}
