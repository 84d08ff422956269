import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isScimError } from '../error';
import { tokenize } from './lexer';

const texts = (filter: string) => tokenize(filter).map(({ kind, text }) => `${kind}:${text}`);

describe('tokenize', () => {
  it('splits words, quoted texts and brackets, and knows where they stand', () => {
    expect(texts('emails[type eq "work"].value  pr')).toEqual([
      'word:emails', '[:[', 'word:type', 'word:eq', 'quoted:work', ']:]', 'word:.value', 'word:pr', 'end:',
    ]);
    expect(tokenize('a  "b"')[1]?.position).toBe(4);
  });

  it('reads the escapes of JSON strings', () => {
    expect(texts(String.raw`"a\"b\\\u00e9\n"`)).toEqual(['quoted:a"b\\é\n', 'end:']);
  });

  it.each([
    ['"open', 'position 1'], ['a "open\\"', 'position 3'], ['"a\tb"', 'position 1'],
    [String.raw`"\x"`, 'position 1'],
    [String.raw`"\u0000"`, 'position 1'], [String.raw`"\ud800"`, 'position 1'], ['a\0b', 'position 2'],
    ['ab\u009fc', 'position 3'],
    ['x'.repeat(4097), '4097 characters'],
  ])('refuses %j, naming %s', (filter, named) => {
    expect(() => tokenize(filter)).toThrow(expect.objectContaining({
      scimType: 'invalidFilter', detail: expect.stringContaining(named) as string,
    }));
  });

  it('answers any text with tokens or with a ScimError', () => {
    const unit = fc.constantFrom(...'a\\u0"()[] .\t\0', '\ud800');
    fc.assert(fc.property(fc.string({ unit }), (text) => {
      try {
        expect(tokenize(text).at(-1)?.kind).toBe('end');
      } catch (error) {
        expect(isScimError(error)).toBe(true);
      }
    }));
  });
});
