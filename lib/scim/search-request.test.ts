import { describe, expect, it } from 'vitest';
import type { JsonValue } from './json';
import { parseSearchRequest } from './search-request';
import { listResponseUrn, searchRequestUrn } from './urns';

const schemas = [searchRequestUrn];

describe('parseSearchRequest', () => {
  it('reads the example of RFC 7644 §3.4.3', () => {
    const message = {
      schemas,
      attributes: ['displayName', 'userName'],
      filter: 'displayName sw "smith"',
      startIndex: 1,
      count: 10,
    };
    expect(parseSearchRequest(message, 'strict')).toEqual({
      filter: 'displayName sw "smith"', startIndex: 1, count: 10, attributes: 'displayName,userName',
    });
  });

  it.each<[string, JsonValue, object]>([
    ['keys in any case', { schemas, FILTER: 'title pr', SortBy: 'title', sortorder: 'descending' },
      { filter: 'title pr', sorting: { by: 'title', descending: true } }],
    ['numbers as texts', { schemas, startIndex: '3', count: '7' }, { startIndex: 3, count: 7 }],
    ['names as a text', { schemas, excludedAttributes: 'members,meta' }, { excludedAttributes: 'members,meta' }],
    ['null for what is not said', { schemas, filter: null, count: null }, { count: 100 }],
    ['an empty cursor', { schemas, cursor: '' }, { cursor: '' }],
    ['a URN in another case', { schemas: [searchRequestUrn.toUpperCase()] }, { count: 100 }],
    ['a message without its URN', { count: 1 }, { count: 1 }],
    ['nothing at all', {}, { startIndex: 1, count: 100 }],
  ])('reads %s', (_what, message, query) => {
    expect(parseSearchRequest(message, 'compatible')).toMatchObject(query);
  });

  it.each<[JsonValue, string, string]>([
    [[], 'invalidSyntax', 'The body must be a SearchRequest message'],
    ['title pr', 'invalidSyntax', 'The body must be a SearchRequest message'],
    [{ schemas: [listResponseUrn] }, 'invalidSyntax', searchRequestUrn],
    [{ schemas: 'x' }, 'invalidSyntax', searchRequestUrn],
    [{ schemas, filter: 7 }, 'invalidValue', '`filter` must be a text'],
    [{ schemas, attributes: [1] }, 'invalidValue', '`attributes` must be a list of attribute names'],
    [{ schemas, count: true }, 'invalidValue', '`count` must be an integer'],
    [{ schemas, count: 1.5 }, 'invalidValue', 'count must be an integer'],
    [{ schemas, startIndex: {} }, 'invalidValue', '`startIndex` must be an integer'],
    [{ schemas, cursor: '', startIndex: 1 }, 'invalidValue', 'either cursor or startIndex'],
    [{ schemas, cursor: '', count: 5000 }, 'invalidCount', '0 to 1000'],
  ])('refuses %j as %s', (message, scimType, detail) => {
    expect(() => parseSearchRequest(message, 'compatible')).toThrow(
      expect.objectContaining({ status: 400, scimType, detail: expect.stringContaining(detail) as string }),
    );
  });

  it('wants the URN in strict mode', () => {
    expect(() => parseSearchRequest({ count: 1 }, 'strict')).toThrow(searchRequestUrn);
  });
});
