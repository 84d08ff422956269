import { describe, expect, it } from 'vitest';
import { listResponse, parseListQuery } from './list';

const query = (text: string) => parseListQuery(new URLSearchParams(text));

describe('parseListQuery', () => {
  it.each<[string, number, number]>([
    // RFC 7644 §3.4.2.4: query, startIndex, count
    ['', 1, 100],
    ['startIndex=0&count=0', 1, 0],
    ['startIndex=-4&count=-1', 1, 0],
    ['startIndex=6&count=5', 6, 5],
    ['count=100000', 1, 1000],
    ['startIndex=&count=', 1, 100],
    ['startIndex=99999999999999999999', Number.MAX_SAFE_INTEGER, 100],
    ['aadOptscim062020&unknown=x', 1, 100],
  ])('%j starts at %d and asks for %d', (text, startIndex, count) => {
    expect(query(text)).toMatchObject({ startIndex, count });
  });

  it.each<[string, object | undefined]>([
    // RFC 7644 §3.4.2.3
    ['', undefined],
    ['sortOrder=descending', undefined],
    ['sortBy=', undefined],
    ['sortBy=userName', { by: 'userName', descending: false }],
    ['sortBy=userName&sortOrder=Descending', { by: 'userName', descending: true }],
    ['sortBy=name.familyName&sortOrder=ascending', { by: 'name.familyName', descending: false }],
  ])('%j sorts by %j', (text, sorting) => {
    expect(query(text).sorting).toEqual(sorting);
  });

  it.each<[string, string | undefined, number]>([
    // RFC 9865 §2: query, cursor, count
    ['count=5', undefined, 5],
    ['cursor', '', 100],
    ['cursor=&count=1000', '', 1000],
    ['cursor=x-._~&startIndex=', 'x-._~', 100],
    ['cursor&count=0', '', 0],
  ])('%j goes on after %j with %d', (text, cursor, count) => {
    expect(query(text)).toMatchObject({ cursor, count });
  });

  it.each([
    ['cursor&count=1001', 'invalidCount'],
    ['cursor&count=-1', 'invalidCount'],
    ['cursor=x&count=many', 'invalidCount'],
    ['cursor&startIndex=1', 'invalidValue'],
    ['sortBy=userName&sortOrder=up', 'invalidValue'],
  ])('refuses %s as %s', (text, scimType) => {
    expect(() => query(text)).toThrow(expect.objectContaining({ status: 400, scimType }));
  });

  it.each(['count=ten', 'startIndex=1.5', 'count=1e3', 'count=0x10'])('refuses %s', (text) => {
    expect(() => query(text)).toThrow(expect.objectContaining({ status: 400, scimType: 'invalidValue' }));
  });

  it('reads a plus sign as a space, as form encoding does', () => {
    expect(query('filter=userName+eq+"x%40y"').filter).toBe('userName eq "x@y"');
  });

  it('takes an empty filter as none', () => {
    expect(query('filter=').filter).toBeUndefined();
  });
});

describe('listResponse', () => {
  it('reports integers, the number of resources in the page, and an empty array for none', () => {
    expect(JSON.parse(listResponse({ resources: [], totalResults: 11, startIndex: 12 }))).toEqual({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
      totalResults: 11, startIndex: 12, itemsPerPage: 0, Resources: [],
    });
    expect(JSON.parse(listResponse({ resources: ['{"id":"u"}'], totalResults: 11, startIndex: 6 })))
      .toMatchObject({ itemsPerPage: 1, Resources: [{ id: 'u' }] });
  });

  it('shows a cursor in place of a place, and none on the last page', () => {
    expect(JSON.parse(listResponse({ resources: ['{}'], totalResults: 2, nextCursor: 'abc' }))).toEqual({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
      totalResults: 2, itemsPerPage: 1, nextCursor: 'abc', Resources: [{}],
    });
    expect(JSON.parse(listResponse({ resources: [], totalResults: 0 }))).not.toHaveProperty('nextCursor');
  });
});
