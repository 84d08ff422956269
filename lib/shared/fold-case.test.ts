import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldCase } from './fold-case';

const text = fc.string({
  unit: fc.constantFrom('a', 'Z', 'É', 'e', '\u0301', '\u0308', 'İ', 'ß', 'Σ', 'ǅ', '\u212b', '한', '😀'),
});

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
    fc.assert(fc.property(text, (value) => {
      expect(foldCase(foldCase(value))).toBe(foldCase(value));
    }));
  });

  it('does not tell composed from decomposed text', () => {
    fc.assert(fc.property(text, (value) => {
      expect(foldCase(value.normalize('NFD'))).toBe(foldCase(value.normalize('NFC')));
    }));
  });
});
