import { describe, expect, it } from 'vitest';
import { staffType, staffUrn } from '@/testing/staff-extension';
import { groupType, userType, type ResourceType } from './schema/registry';
import { sortTarget } from './sort';
import { enterpriseUserUrn } from './urns';

describe('sortTarget', () => {
  it.each<[ResourceType, string, string[], string[]?]>([
    [userType, 'USERNAME', ['userName']],
    [userType, 'name.familyName', ['name', 'familyName']],
    [userType, 'emails', ['emails'], ['value']],
    [userType, 'emails.type', ['emails'], ['type']],
    [userType, 'manager', [enterpriseUserUrn, 'manager', 'value']],
    [userType, `${enterpriseUserUrn}:department`, [enterpriseUserUrn, 'department']],
    [userType, 'schemas', ['schemas'], []],
    [staffType, `${staffUrn}:floors`, [staffUrn, 'floors'], []],
    [groupType, 'members', ['members'], ['value']],
  ])('of a %o, %s is the value at %j', (type, sortBy, path, part) => {
    const target = sortTarget(type, sortBy, 'compatible');
    expect(target?.path).toEqual(path);
    expect(target?.element?.part).toEqual(part);
  });

  it('is none for what a type lacks, when several are listed', () => {
    expect(sortTarget(groupType, 'userName', 'compatible', { unknown: 'absent' })).toBeNull();
    expect(sortTarget(groupType, 'urn:acme:x:nothing', 'compatible', { unknown: 'absent' })).toBeNull();
  });

  it.each([
    ['nothing', 'is no attribute of a User'],
    ['emails.nothing', 'is no attribute of a User'],
    ['password', 'is never returned'],
    ['name', 'sort by one of its parts (formatted, familyName'],
    [enterpriseUserUrn, 'is a schema'],
  ])('refuses %s', (sortBy, reason) => {
    expect(() => sortTarget(userType, sortBy, 'compatible')).toThrow(
      expect.objectContaining({
        status: 400, scimType: 'invalidPath', detail: expect.stringContaining(reason) as string,
      }),
    );
  });

  it('refuses a path in strict mode that it would repair in the other', () => {
    expect(sortTarget(userType, 'department', 'compatible')?.path).toEqual([enterpriseUserUrn, 'department']);
    expect(() => sortTarget(userType, 'department', 'strict')).toThrow('strict mode');
  });
});
