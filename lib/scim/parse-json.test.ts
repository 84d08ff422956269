import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from './parse-json';

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

describe('parseJson', () => {
  it.each<[string, string, number, string | undefined]>([
    ['an empty body', ' ', 400, 'invalidSyntax'],
    ['text that is not JSON', '{"userName": ana}', 400, 'invalidSyntax'],
    ['21 levels', nested(21), 400, 'invalidSyntax'],
    ['a million levels', '['.repeat(1_000_000), 400, 'invalidSyntax'],
    ['a prototype key', '{"a":[{"__proto__":{"isAdmin":true}}]}', 400, 'invalidSyntax'],
    ['an escaped prototype key', '{"\\u005f_proto__":1}', 400, 'invalidSyntax'],
    ['a constructor key', '{"constructor":{"prototype":{}}}', 400, 'invalidSyntax'],
    ['an array of 5,001', JSON.stringify(Array(5_001).fill(0)), 413, undefined],
    ['an object of 5,001', JSON.stringify({ ...Array<number>(5_001).fill(0) }), 413, undefined],
    ['a NUL character', '{"a":["\\u0000"]}', 400, 'invalidValue'],
    ['a NUL character in a key', '{"a\\u0000":1}', 400, 'invalidValue'],
    ['half a surrogate pair', '{"a":"\\ud800"}', 400, 'invalidValue'],
    ['a text beyond 64 KiB', JSON.stringify('x'.repeat(65_537)), 413, undefined],
  ])('refuses %s', (_, text, status, scimType) => {
    expect(() => parseJson(text)).toThrow(expect.objectContaining({ status, scimType }));
  });

  it('never quotes the body, which may hold a password', () => {
    expect(() => parseJson('{"password":"hunter2" oops')).toThrow(expect.not.stringContaining('hunter2'));
  });

  it('takes 20 levels, brackets inside texts, and a repeated key, whose last value counts', () => {
    expect(parseJson(nested(20))).toBeTruthy();
    expect(parseJson(JSON.stringify('[{"\\'.repeat(50)))).toBe('[{"\\'.repeat(50));
    expect(parseJson('{"a":1,"a":2}')).toEqual({ a: 2 });
  });

  it('is JSON.parse for everything within the limits', () => {
    fc.assert(fc.property(fc.json({ maxDepth: 5 }), (text) => {
      fc.pre(!/__proto__|constructor|prototype|u0000/.test(text));
      expect(parseJson(text)).toEqual(JSON.parse(text));
    }));
  });
});
