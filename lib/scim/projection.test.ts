import { describe, expect, it } from 'vitest';
import { parseProjection, wants } from './projection';
import { groupType, userType } from './schema/registry';

describe('parseProjection', () => {
  it('refuses both parameters at once, and more than 100 names', () => {
    const refused = expect.objectContaining({ scimType: 'invalidValue' });
    expect(() => parseProjection(userType, { attributes: 'id', excludedAttributes: 'name' }))
      .toThrow(refused);
    expect(() => parseProjection(userType, { attributes: 'id,'.repeat(101) })).toThrow(refused);
  });
});

describe('wants', () => {
  it.each<[string, string, boolean]>([
    ['', '', true],
    ['', 'members', false],
    ['', 'MEMBERS', false],
    ['', 'members.display', true],
    ['', `${groupType.schema.id}:members`, false],
    ['displayName', '', false],
    ['members.value', '', true],
    ['id,members', '', true],
  ])('with attributes=%s and excludedAttributes=%s: %s', (attributes, excludedAttributes, wanted) => {
    expect(wants(parseProjection(groupType, { attributes, excludedAttributes }), 'members')).toBe(wanted);
  });
});
