import { describe, expect, it } from 'vitest';
import { readQuery } from '@/lib/scim-http/read-query';

describe('readQuery', () => {
  it.each([
    ['filter=userName+eq+%22zo%C3%AB%22', 'userName eq "zoë"'],
    ['filter=title eq "100%"', 'title eq "100%"'],
    ['filter=%zz', '%zz'],
    ['filter=a&filter=a&aadOptscim062020&x=1&x=2', 'a'],
    ['filter=%25%30%30', '%00'],
  ])('reads %s', (query, filter) => expect(readQuery(query).get('filter')).toBe(filter));

  it.each([
    ['filter=a%00', 'NUL'],
    ['%00=a', 'NUL'],
    ['filter=zo%EB', 'not UTF-8'],
    ['filter=%ED%A0%80', 'not UTF-8'],
    ['count=1&count=2', 'count stands twice'],
  ])('refuses %s', (query, words) => {
    const refusal = { status: 400, scimType: 'invalidValue' };
    expect(() => readQuery(query)).toThrow(expect.objectContaining(refusal));
    expect(() => readQuery(query)).toThrow(words);
  });
});
