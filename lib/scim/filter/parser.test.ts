import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupFilter, printFilter, userFilter } from '@/testing/scim-arbitraries';
import { isScimError } from '../error';
import type { Filter } from './ast';
import { parseFilter, parsePathExpression } from './parser';

/** Text, and how it is understood, brackets showing the precedence (RFC 7644 §3.4.2.2). */
const understood: [string, string][] = [
  ['userName eq "ana"', 'userName eq "ana"'],
  ['USERNAME Eq "ANA@ACME.TEST"', 'USERNAME eq "ANA@ACME.TEST"'],
  ['a pr and b pr or c pr', '(a pr and b pr) or c pr'],
  ['a pr or b pr AND c pr', 'a pr or (b pr and c pr)'],
  ['a pr and (b pr or c pr)', 'a pr and (b pr or c pr)'],
  ['not (a pr) and b pr', 'not (a pr) and b pr'],
  ['NOT(a pr and b pr)', 'not (a pr and b pr)'],
  ['not (not (a pr))', 'not (not (a pr))'],
  ['((a pr))', 'a pr'],
  ['a eq null', 'not (a pr)'],
  ['a ne NULL', 'a pr'],
  ['a eq "null"', 'a eq "null"'],
  ['emails[type eq "work" and value co "@a"]', 'emails[type eq "work" and value co "@a"]'],
  ['emails[type eq "work"].value eq "a@b"', 'emails[type eq "work" and value eq "a@b"]'],
  ['emails[type eq "work" or primary eq true].value pr',
    'emails[(type eq "work" or primary eq true) and value pr]'],
  ['emails[type eq "work"].value ne null', 'emails[type eq "work" and value pr]'],
  ['emails[type eq "work"].value eq null', 'not (emails[type eq "work" and value pr])'],
  ['roles[primary eq "True"].value eq "admin" and active eq true',
    'roles[primary eq "True" and value eq "admin"] and active eq true'],
  ['externalId eq jyoung', 'externalId eq jyoung'],
  ['meta.lastModified gt "2026-01-01T00:00:00Z"', 'meta.lastModified gt "2026-01-01T00:00:00Z"'],
  ['urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value eq "m"',
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value eq "m"'],
  ['x eq -1.5e3 and y eq false', 'x eq -1.5e3 and y eq false'],
  [String.raw`a eq "say \"hi\""`, String.raw`a eq "say \"hi\""`],
  ['userName\teq\r\n"ana"', 'userName eq "ana"'],
];

describe('parseFilter', () => {
  it.each(understood)('%s', (text, meaning) => {
    expect(printFilter(parseFilter(text))).toBe(meaning);
  });

  it('takes 50 terms and 10 levels', () => {
    expect(() => parseFilter(Array(50).fill('a pr').join(' or '))).not.toThrow();
    expect(() => parseFilter(`${'('.repeat(10)}a pr${')'.repeat(10)}`)).not.toThrow();
  });

  it('reads back what is printed of any filter', () => {
    fc.assert(fc.property(fc.oneof(userFilter, groupFilter), (filter) => {
      const text = printFilter(filter);
      fc.pre(text.length <= 4096 && (text.match(/ (pr|eq|ne|co|sw|ew|gt|ge|lt|le)/g) ?? []).length <= 40);
      expect(withoutPositions(parseFilter(text))).toEqual(filter);
    }));
  });

  it('answers any text with a filter or with invalidFilter', () => {
    const piece = fc.constantFrom(...'a eq and or not ( ) [ ] "x" . pr null "'.split(' '), ' ');
    fc.assert(fc.property(fc.array(piece).map((pieces) => pieces.join('')), (text) => {
      try {
        parseFilter(text);
      } catch (error) {
        expect(isScimError(error) && error.scimType).toBe('invalidFilter');
      }
    }));
  });
});

describe('parsePathExpression', () => {
  it.each([
    ['active', ['active', false, undefined]],
    ['name.givenName', ['name.givenName', false, undefined]],
    ['emails[type eq "work"]', ['emails', true, undefined]],
    ['emails[type eq "work"].value', ['emails', true, 'value']],
    ['urn:a:2.0:User:emails[value eq "]"].type', ['urn:a:2.0:User:emails', true, 'type']],
  ])('%s', (text, parts) => {
    const { path, filter, subAttribute } = parsePathExpression(text);
    expect([path.text, filter !== undefined, subAttribute?.text]).toEqual(parts);
  });

  it.each([
    ['', 'invalidPath'], ['a b', 'invalidPath'], ['(a)', 'invalidPath'], ['a[b pr] c', 'invalidPath'],
    ['a[b pr]c', 'invalidPath'], ['a[b pr].', 'invalidPath'], ['a[b pr].c[d pr]', 'invalidPath'],
    ['"a"', 'invalidPath'],
    ['x'.repeat(513), 'invalidPath'], ['a[b', 'invalidFilter'], ['a[]', 'invalidFilter'],
    ['a[b eq "c]', 'invalidFilter'],
  ])('refuses %j with %s', (text, scimType) => {
    expect(() => parsePathExpression(text)).toThrow(expect.objectContaining({ status: 400, scimType }));
  });
});

function withoutPositions(filter: Filter): unknown {
  return JSON.parse(JSON.stringify(filter, (key, value: unknown) => key === 'position' ? 0 : value));
}
