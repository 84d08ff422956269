import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../json';
import { enterpriseUserUrn } from '../urns';
import { postponeReferences } from './postpone-references';

const late = new Set(['late']);

describe('postponeReferences', () => {
  it.each<[string, JsonObject, JsonObject, JsonObject[]]>([
    [
      'elements of a list, and keeps the others',
      { displayName: 'A', members: [{ value: 'u-1' }, { value: 'bulkId:late' }, { value: 'bulkId:known' }] },
      { displayName: 'A', members: [{ value: 'u-1' }, { value: 'bulkId:known' }] },
      [{ op: 'add', path: 'members', value: [{ value: 'bulkId:late' }] }],
    ],
    [
      'an attribute of an extension, and keeps the others',
      {
        [enterpriseUserUrn]: {
          department: 'R&D',
          manager: { value: 'bulkId:late', $ref: '../Users/bulkId:late' },
        },
      },
      { [enterpriseUserUrn]: { department: 'R&D' } },
      [{
        op: 'add',
        path: `${enterpriseUserUrn}:manager`,
        value: { value: 'bulkId:late', $ref: '../Users/bulkId:late' },
      }],
    ],
    [
      'an attribute named with its URN',
      { [`${enterpriseUserUrn}:manager`]: { value: 'bulkId:late' } },
      {},
      [{ op: 'add', path: `${enterpriseUserUrn}:manager`, value: { value: 'bulkId:late' } }],
    ],
    [
      'a plain text',
      { userName: 'ana', manager: 'bulkId:late' },
      { userName: 'ana' },
      [{ op: 'add', path: 'manager', value: 'bulkId:late' }],
    ],
    ['nothing that can be known', { manager: 'bulkId:known' }, { manager: 'bulkId:known' }, []],
  ])('takes out %s', (_what, sent, data, operations) => {
    expect(postponeReferences(sent, late)).toEqual({ data, operations });
  });
});
