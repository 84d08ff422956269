import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../json';
import { enterpriseUserUrn } from '../urns';
import { groupType, userType, type ResourceType } from './registry';
import { validate } from './validate';

/** What is refused with invalidValue: title, type, document, the attribute that the detail names. */
const refused: [string, ResourceType, JsonObject, string][] = [
  ['a user without userName', userType, {}, 'userName'],
  ['a blank userName', userType, { userName: ' \t' }, 'userName'],
  ['a group without displayName', groupType, {}, 'displayName'],
  ['a member without value', groupType, { displayName: 'F', members: [{ type: 'User' }] }, 'members.value'],
  ['two primary emails', userType, {
    userName: 'a', emails: [{ value: 'a', primary: true }, { value: 'b', primary: true }],
  }, 'emails'],
  ['a NUL character', userType, { userName: 'a\0b' }, 'userName'],
  ['a NUL character in a list', userType, { userName: 'a', emails: [{ value: '\0' }] }, 'emails.value'],
  ['half a surrogate pair', userType, { userName: 'a', name: { givenName: '\ud800' } }, 'name.givenName'],
  ['a NUL character in an extension', userType, {
    userName: 'a', [enterpriseUserUrn]: { department: '\0' },
  }, `${enterpriseUserUrn}:department`],
  ['a text beyond 8 KiB', userType, { userName: 'a', title: 'x'.repeat(8193) }, 'title'],
  ['a photo beyond 64 KiB', userType, { userName: 'a', photos: [{ value: 'x'.repeat(65_537) }] },
    'photos.value'],
  ['a list beyond 5,000', userType, {
    userName: 'a', roles: Array.from({ length: 5001 }, (_, index) => ({ value: String(index) })),
  }, 'roles'],
];

describe('validate', () => {
  it('refuses texts that are too long together', () => {
    const photos = Array.from({ length: 17 }, (_, index) => ({ value: `${index}`.padEnd(65_000, 'x') }));
    expect(() => validate(userType, { userName: 'a', photos })).toThrow('1105001 characters together');
    expect(() => validate(userType, { userName: 'a', photos: photos.slice(1) })).not.toThrow();
  });

  it.each(refused)('refuses %s', (_, type, document, attribute) => {
    expect(() => validate(type, document)).toThrow(expect.objectContaining({
      status: 400, scimType: 'invalidValue', detail: expect.stringContaining(`\`${attribute}\``) as string,
    }));
  });

  it.each<[string, ResourceType, JsonObject]>([
    ['the smallest user', userType, { userName: 'a' }],
    ['texts of the longest length', userType, {
      userName: 'x'.repeat(8192), photos: [{ value: 'x'.repeat(65_536) }],
    }],
    ['characters beyond U+FFFF', userType, { userName: '👩‍💻', title: '\n' }],
    ['one primary element in each list', userType, {
      userName: 'a', emails: [{ value: 'a', primary: true }, { value: 'b', primary: false }],
      roles: [{ primary: true }],
    }],
    ['a group of any size', groupType, {
      displayName: 'F',
      members: Array.from({ length: 50_000 }, (_, index) => ({ value: String(index).padStart(36, '0') })),
    }],
  ])('accepts %s', (_, type, document) => {
    expect(() => validate(type, document)).not.toThrow();
  });
});
