import { describe, expect, it } from 'vitest';
import { decodeCursor, encodeCursor } from '@/lib/members/member-cursor';

describe('cursors of the member list', () => {
  it.each([
    ['name', 'zoë "z" ruiz'],
    ['since', '2026-11-21T18:14:07.212Z'],
    ['lastSeen', null],
  ] as const)('keep the place in a list sorted by %s', (sort, value) => {
    const cursor = { value, id: '0199-a' };
    expect(decodeCursor(sort, encodeCursor(sort, cursor))).toEqual(cursor);
  });

  it('are ignored when made for another sort, cut off or made up', () => {
    const cursor = encodeCursor('name', { value: 'ana', id: '1' });
    expect(decodeCursor('since', cursor)).toBeNull();
    expect(decodeCursor('name', cursor.slice(0, -4))).toBeNull();
    expect(decodeCursor('since', encodeCursor('since', { value: 'yesterday', id: '1' }))).toBeNull();
    expect(decodeCursor('name', encodeCursor('name', { value: 'a\0', id: '1' }))).toBeNull();
    expect(decodeCursor('name', 'null')).toBeNull();
    expect(decodeCursor('name', undefined)).toBeNull();
  });
});
