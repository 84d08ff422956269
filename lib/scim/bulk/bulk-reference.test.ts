import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../json';
import { bulkIdsIn, resolveOperation } from './bulk-reference';

const ids = new Map([['ana', 'u-1'], ['q"x', 'u-2'], ['__proto__', 'u-3']]);

function resolved(data: Record<string, JsonValue>, segments = ['Groups', 'g-1']) {
  const operation = { method: 'PATCH', segments, sentPath: '', data };
  return resolveOperation(operation, (bulkId) => ids.get(bulkId));
}

describe('resolveOperation', () => {
  it.each<[string, Record<string, JsonValue>, Record<string, JsonValue>]>([
    ['a text', { manager: 'bulkId:ana' }, { manager: 'u-1' }],
    [
      'an element',
      { members: [{ value: 'bulkId:ana', type: 'User' }] },
      { members: [{ value: 'u-1', type: 'User' }] },
    ],
    ['a text in a list', { list: ['bulkId:ana', 'x'] }, { list: ['u-1', 'x'] }],
    ['a $ref', { $ref: 'bulkId:ana' }, { $ref: 'u-1' }],
    [
      'the end of a $ref',
      { $ref: 'https://app.test/scim/v2/Users/bulkId:ana' },
      { $ref: 'https://app.test/scim/v2/Users/u-1' },
    ],
    ['the end of a relative $ref', { $ref: '../Users/bulkId:ana' }, { $ref: '../Users/u-1' }],
    [
      'the path of a PATCH operation',
      { Operations: [{ op: 'remove', path: 'members[value eq "bulkId:ana" or value eq "x"]' }] },
      { Operations: [{ op: 'remove', path: 'members[value eq "u-1" or value eq "x"]' }] },
    ],
    [
      'a bulkId with a quotation mark in it',
      { path: 'members[value eq "bulkId:q\\"x"]' },
      { path: 'members[value eq "u-2"]' },
    ],
    ['a bulkId that is a property of every object', { manager: 'bulkId:__proto__' }, { manager: 'u-3' }],
  ])('finds a reference that is %s', (_what, sent, expected) => {
    expect(resolved(sent).data).toEqual(expected);
    expect(bulkIdsIn(sent).size).toBe(1);
  });

  it('finds one in the path of the operation', () => {
    expect(resolved({}, ['Users', 'bulkId:ana']).segments).toEqual(['Users', 'u-1']);
  });

  it.each<Record<string, JsonValue>>([
    { title: 'see bulkId:ana' },
    { title: 'bulkId:' },
    { title: 'BULKID:ana' },
    { path: 'members[value eq "x bulkId:ana"]' },
    { $ref: '/bulkId:ana/x' },
    { count: 1, active: true, nothing: null },
  ])('takes nothing in %j for a reference', (data) => {
    expect(resolved(data).data).toEqual(data);
    expect([...bulkIdsIn(data)]).toEqual([]);
  });

  it('leaves a reference that nothing resolves as it is', () => {
    const sent = { manager: 'bulkId:leo', path: 'm[value eq "bulkId:leo"]', $ref: '/Users/bulkId:leo' };
    expect(resolved(sent).data).toEqual(sent);
  });
});
