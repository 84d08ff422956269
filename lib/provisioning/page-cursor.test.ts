import { beforeAll, describe, expect, it, vi } from 'vitest';
import { openCursor, sealCursor } from '@/lib/provisioning/page-cursor';
import type { CursorScope } from '@/lib/provisioning/page-cursor';

const scope: CursorScope = { tenantId: 'acme', query: [[['User', 'text']], 'title pr', 'title', false], count: 100 };
const now = new Date('2026-11-21T10:00:00Z');
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);

describe('a cursor', () => {
  beforeAll(() => {
    vi.stubEnv('ROLLCALL_SECRET', 'a secret for tests that is long enough');
  });

  it.each([
    [{ key: 'Zo\u00eb\n"\u{1f600}', id: 'u-1' }],
    [{ key: null, id: 'u-1' }],
    [{ key: '', id: 'u-1' }],
    [{ key: '\u{1f600}'.repeat(1000), id: 'u-1' }],
  ])('brings back where it was made, %#', (position) => {
    expect(openCursor(scope, sealCursor(scope, position, now), later(3599))).toEqual(position);
  });

  it('has no character that a URL would escape, tells nothing, and fits in one', () => {
    const cursor = sealCursor(scope, { key: '\u{1f600}'.repeat(1000), id: 'u-1' }, now);
    expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(cursor.length).toBeLessThan(6_000);
    expect(sealCursor(scope, { key: 'a', id: 'u-1' }, now)).not.toBe(sealCursor(scope, { key: 'a', id: 'u-1' }, now));
  });

  const position = { key: 'a', id: 'u-1' };
  const changed: [string, Partial<CursorScope>][] = [
    ['another tenant', { tenantId: 'globex' }],
    ['another filter', { query: [[['User', 'text']], 'title eq "x"', 'title', false] }],
    ['another order', { query: [[['User', 'text']], 'title pr', 'title', true] }],
    ['another resource type', { query: [[['Group', 'text']], 'title pr', 'title', false] }],
    ['an attribute that has changed its type', { query: [[['User', 'numeric']], 'title pr', 'title', false] }],
  ];
  it.each(changed)('opens for nothing else: not for %s', (_what, change) => {
    const cursor = sealCursor(scope, position, now);
    expect(() => openCursor({ ...scope, ...change }, cursor, now)).toThrow(
      expect.objectContaining({ status: 400, scimType: 'invalidCursor' }),
    );
  });

  it('cannot be forged: whatever is changed in it, the refusal is the same', () => {
    const cursor = sealCursor(scope, position, now);
    const forged = ['x', 'AAAA', cursor.slice(0, -1), `${cursor}AAAA`, cursor.slice(4), `B${cursor.slice(1)}x`];
    const bytes = [...Buffer.from(cursor, 'base64url').keys()];
    const flipped = bytes.map((at) => {
      const copy = Buffer.from(cursor, 'base64url');
      copy.writeUInt8(copy.readUInt8(at) ^ 1, at);
      return copy.toString('base64url');
    });
    for (const attempt of [...forged, ...flipped]) {
      expect(() => openCursor(scope, attempt, now)).toThrow(expect.objectContaining({ scimType: 'invalidCursor' }));
    }
  });

  it('expires after an hour', () => {
    const cursor = sealCursor(scope, position, now);
    expect(() => openCursor(scope, cursor, later(3601))).toThrow(
      expect.objectContaining({ status: 400, scimType: 'expiredCursor' }),
    );
  });

  it('is for pages of one size', () => {
    const cursor = sealCursor(scope, position, now);
    expect(() => openCursor({ ...scope, count: 50 }, cursor, now)).toThrow(
      expect.objectContaining({ status: 400, scimType: 'invalidCount' }),
    );
  });
});
