import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mintToken, parseToken } from '@/lib/credentials/token';

describe('bearer tokens', () => {
  it('have a prefix, 256 random bits in base 62 and a checksum', () => {
    const tokens = new Set(Array.from({ length: 200 }, () => mintToken().token));
    expect(tokens.size).toBe(200);
    for (const token of tokens) expect(token).toMatch(/^rc_live_[0-9A-Za-z]{49}$/);
    expect(43 * Math.log2(62)).toBeGreaterThanOrEqual(256);
  });

  it('are recognised by the SHA-256 that is stored', () => {
    const { token, hash, hint } = mintToken();
    expect(hash).toBe(createHash('sha256').update(token).digest('hex'));
    expect(parseToken(token)).toBe(hash);
    expect(hint).toBe(`rc_live_…${token.slice(-4)}`);
  });

  it('are refused after any change of one character, before a query is spent', () => {
    const { token } = mintToken();
    const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-';
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.constantFrom(...alphabet), (at, character) => {
        fc.pre(token[at] !== character);
        expect(parseToken(token.slice(0, at) + character + token.slice(at + 1))).toBeNull();
      }),
    );
  });

  it.each(['', 'rc_live_', 'Bearer x', `rc_live_${'0'.repeat(49)}`])('refuses %j', (text) => {
    expect(parseToken(text)).toBeNull();
  });
});
