import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldCase } from './fold-case';

describe('foldCase', () => {
  it.each([
    ['ANA@ACME.TEST', 'ana@acme.test'],
    ['Zoe\u0308', 'zo\u00eb'],
    ['ÉCOLE', 'école'],
    ['I', 'i'],
    ['ΟΔΥΣΣΕΥΣ', 'οδυσσευς'],
  ])('folds %j to %j', (text, key) => {
    expect(foldCase(text)).toBe(key);
  });

  it('is idempotent, so that a stored key can be folded again without harm', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(foldCase(foldCase(text))).toBe(foldCase(text));
    }));
  });

  it('does not tell composed from decomposed text', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(foldCase(text.normalize('NFD'))).toBe(foldCase(text.normalize('NFC')));
    }));
  });
});
