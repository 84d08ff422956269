import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../json';
import { bulkRequestUrn } from '../urns';
import type { BulkOperation } from './bulk-operation';
import { mostBulkOperations, parseBulkRequest } from './bulk-request';

const create = { method: 'POST', path: '/Users', bulkId: 'a', data: { userName: 'ana' } };

function parsed(...operations: JsonValue[]): BulkOperation[] {
  return parseBulkRequest({ schemas: [bulkRequestUrn], Operations: operations }, 'strict').operations;
}

function refusalOf(operation: JsonValue) {
  return parsed(operation)[0]?.refusal;
}

describe('parseBulkRequest', () => {
  it('reads operations, their methods and keys in any case', () => {
    expect(parsed({ Method: 'patch', PATH: '/Users/2819c223', Version: 'W/"3"', data: { a: 1 } })).toEqual([{
      method: 'PATCH',
      segments: ['Users', '2819c223'],
      sentPath: '/Users/2819c223',
      version: 'W/"3"',
      data: { a: 1 },
    }]);
    expect(parseBulkRequest({ operations: [create], FAILONERRORS: 2 }, 'compatible').failOnErrors).toBe(2);
  });

  it.each([undefined, null])('tries everything when failOnErrors is %s', (failOnErrors) => {
    const body = { Operations: [create], ...(failOnErrors !== undefined && { failOnErrors }) };
    expect(parseBulkRequest(body, 'compatible').failOnErrors).toBe(Infinity);
  });

  it.each<[string, JsonValue, string]>([
    ['no object', [], 'invalidSyntax'],
    ['no Operations', {}, 'invalidSyntax'],
    ['empty Operations', { Operations: [] }, 'invalidSyntax'],
    ['Operations that are no array', { Operations: {} }, 'invalidSyntax'],
    ['failOnErrors of 0', { Operations: [create], failOnErrors: 0 }, 'invalidValue'],
    ['failOnErrors of 1.5', { Operations: [create], failOnErrors: 1.5 }, 'invalidValue'],
    ['failOnErrors that is a text', { Operations: [create], failOnErrors: 'x' }, 'invalidValue'],
  ])('refuses a message with %s', (_what, body, scimType) => {
    expect(() => parseBulkRequest(body, 'compatible'))
      .toThrow(expect.objectContaining({ status: 400, scimType }));
  });

  it('misses `schemas` in strict mode alone', () => {
    expect(() => parseBulkRequest({ Operations: [create] }, 'strict')).toThrow(bulkRequestUrn);
    expect(parseBulkRequest({ Operations: [create] }, 'compatible').operations).toHaveLength(1);
  });

  it('takes maxOperations operations, and names the limit to who sends more', () => {
    const operations = Array.from({ length: mostBulkOperations }, () => ({ ...create, method: 'DELETE' }));
    expect(parsed(...operations)).toHaveLength(mostBulkOperations);
    const detail = expect.stringContaining('maxOperations is 1000') as string;
    expect(() => parsed(...operations, create)).toThrow(expect.objectContaining({ status: 413, detail }));
  });

  it.each<[string, JsonObject, string]>([
    ['no method', { method: null }, '`method`'],
    ['a method that reads', { method: 'GET' }, '`method`'],
    ['no path', { path: null }, '`path`'],
    ['an empty path', { path: '' }, '`path`'],
    ['the base URL itself', { path: '/' }, '`path`'],
    ['a path without a slash', { path: 'Users' }, '`path`'],
    ['an absolute URL', { path: 'https://app.test/scim/v2/Users' }, '`path`'],
    ['an address of another host', { path: '//app.test/Users' }, '`path`'],
    ['a query', { path: '/Users?attributes=id' }, '`path`'],
    ['a fragment', { path: '/Users#id' }, '`path`'],
    ['a step up', { path: '/Users/../Groups' }, '`path`'],
    ['a step up in disguise', { path: '/Users/%2e%2E/Groups' }, '`path`'],
    ['broken percent-encoding', { path: '/Users/%E0%A4%A' }, '`path`'],
    ['a bulk request inside', { path: '/Bulk' }, '/Bulk cannot be'],
    ['a bulk request inside a tenant', { path: '/acme/%42ulk' }, '/Bulk cannot be'],
    ['a search', { path: '/Users/.search' }, '/.search cannot be'],
    ['no bulkId', { bulkId: null }, '`bulkId`'],
    ['an empty bulkId', { bulkId: '' }, '`bulkId`'],
    ['a bulkId that is no text', { method: 'PUT', bulkId: 7 }, '`bulkId`'],
    ['a version that is no text', { version: 1 }, '`version`'],
    ['no data', { data: null }, '`data`'],
    ['data that is no object', { data: [] }, '`data`'],
  ])('refuses an operation with %s, and it alone', (_what, change, named) => {
    const [refused, other] = parsed({ ...create, ...change }, { ...create, bulkId: 'b' });
    expect(refused?.refusal).toMatchObject({ status: 400, detail: expect.stringContaining(named) });
    expect(other).not.toHaveProperty('refusal');
  });

  it.each<[string, JsonValue]>([['a text', 'x'], ['null', null], ['an array', []]])(
    'refuses an operation that is %s', (_what, operation) => {
      expect(refusalOf(operation)).toMatchObject({ status: 400, scimType: 'invalidSyntax' });
    },
  );

  it('asks neither a bulkId nor data of a deletion', () => {
    expect(refusalOf({ method: 'DELETE', path: '/Users/2819c223' })).toBeUndefined();
  });

  it('makes none of several resources that share a bulkId', () => {
    const [first, second, third] = parsed(create, { ...create, method: 'PUT' }, create);
    expect([first, second, third].map((operation) => operation?.refusal?.scimType))
      .toEqual(['invalidValue', undefined, 'invalidValue']);
    expect(first?.refusal?.detail)
      .toBe('2 operations of this request have the bulkId "a"; it must be unique');
  });
});
