import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isScimError } from './error';
import { parseJson } from './parse-json';

const limits = { elements: 5_000 };
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

const parse = (text: string) => parseJson(text, limits);

/** Whether two keys of one object differ at most in case. */
function hasRepeatedKey(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const names = Array.isArray(value) ? [] : Object.keys(value).map((key) => key.toLowerCase());
  return new Set(names).size < names.length || Object.values(value).some(hasRepeatedKey);
}

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
    ['half a surrogate pair in a key', '{"a\\udc00":1}', 400, 'invalidValue'],
    ['a text beyond 64 KiB', JSON.stringify('x'.repeat(65_537)), 413, undefined],
    ['a key twice', '{"a":1,"b":2,"a":3}', 400, 'invalidSyntax'],
    ['a key twice in another case', '{"userName":"a","username":"b"}', 400, 'invalidSyntax'],
    ['a key twice, once escaped', '{"active":true,"\\u0061ctive":false}', 400, 'invalidSyntax'],
    ['a key twice in an element', '[{"a":[1,{"x":1}]},{"b":1,"c":{"d":1},"B":1}]', 400, 'invalidSyntax'],
    ['an infinite number', '{"a":1e999}', 400, 'invalidValue'],
    ['a negative infinite number', '[-1E+400]', 400, 'invalidValue'],
    ['a number that would become 0', '[1e-999]', 400, 'invalidValue'],
    ['an integer that loses digits', '{"a":9007199254740993}', 400, 'invalidValue'],
    ['a number with a thousand digits', `[${'9'.repeat(1_000)}]`, 400, 'invalidValue'],
    ['a byte order mark in the middle', '{"a":\ufeff1}', 400, 'invalidSyntax'],
    ['a NUL character outside texts', '{}\0', 400, 'invalidSyntax'],
  ])('refuses %s', (_, text, status, scimType) => {
    expect(() => parseJson(text, limits)).toThrow(expect.objectContaining({ status, scimType }));
  });

  it('never quotes the body, which may hold a password', () => {
    expect(() => parse('{"password":"hunter2" oops')).toThrow(expect.not.stringContaining('hunter2'));
  });

  it('names the key that stands twice, and the number that cannot be kept', () => {
    expect(() => parse('{"name":{"givenName":1,"givenname":2}}')).toThrow('The key "givenname" stands twice');
    expect(() => parse('[12345678901234567890]')).toThrow('12345678901234567890 cannot be kept exactly');
    const long = `"${'k'.repeat(9_999)}":1`;
    expect(() => parse(`{${long},${long}}`)).toThrow(/"k{100}…" stands twice/);
  });

  it.each([
    ['20 levels', nested(20)],
    ['brackets and quotes inside texts', JSON.stringify('[{"\\,'.repeat(50))],
    ['one key in different objects', '[{"a":{"a":[{"a":1},{"a":2}]}},{"a":1,"b":{"a":2}}]'],
    ['a text equal to a key', '{"a":"b","b":["a","a"]}'],
    ['paths whose filters differ in case', '{"roles[value eq \\"a\\"]":{},"roles[value eq \\"A\\"]":{}}'],
    ['numbers that are kept', '[0,-0.0,0e9,0.000,1e15,-1.5E-7,9007199254740991,0.1234567890123456789]'],
    ['a surrogate pair in escapes', '{"\\ud83d\\ude00":"\\ud83d\\ude00"}'],
    ['5,000 elements', JSON.stringify(Array(5_000).fill(0))],
    ['64 KiB in one text', JSON.stringify('"'.repeat(65_536))],
  ])('takes %s', (_, text) => expect(parse(text)).toEqual(JSON.parse(text)));

  it('takes as many elements as the endpoint allows', () => {
    expect(parseJson(JSON.stringify(Array(9_000).fill(0)), { elements: 9_000 })).toHaveLength(9_000);
  });

  it('is JSON.parse for everything within the limits', () => {
    fc.assert(fc.property(fc.json({ maxDepth: 5 }), (text) => {
      fc.pre(!/__proto__|constructor|prototype|u0000|ud[89a-f]/i.test(text));
      fc.pre(!hasRepeatedKey(JSON.parse(text)) && !/[eE][+-]?\d|\d{16}/.test(text));
      expect(parse(text)).toEqual(JSON.parse(text));
    }));
  });

  it('says of any text no more than that it is refused', () => {
    const pieces = fc.constantFrom('{', '}', '[', ']', ',', ':', '"', '\\', '"a"', '"A"', '1', '-', 'e9',
      'null', '\\u', '\\ud800', '"__proto__"', ' ', 'é', '\0');
    fc.assert(fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
      try {
        parse(parts.join(''));
      } catch (error) {
        expect(isScimError(error)).toBe(true);
      }
    }), { numRuns: 2_000 });
  });
});
