import { describe, expect, it } from 'vitest';
import { beginningOf, isStorable } from './storable-text';

describe('isStorable', () => {
  it.each([
    ['ana', true], ['👩‍💻', true], ['\n\u0001', true], ['a\0b', false], ['\ud83d', false], ['\ude00x', false],
  ])('%j: %s', (text, storable) => {
    expect(isStorable(text)).toBe(storable);
  });
});

describe('beginningOf', () => {
  it('never cuts a surrogate pair in half', () => {
    expect(beginningOf('ab😀', 3)).toBe('ab');
    expect(beginningOf('ab😀', 4)).toBe('ab😀');
    expect(beginningOf('ab', 4)).toBe('ab');
  });
});
