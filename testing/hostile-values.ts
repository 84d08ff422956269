import type { JsonValue } from '@/lib/scim/json';
import { enterpriseUserUrn, patchOpUrn } from '@/lib/scim/urns';
import { Dice } from '@/testing/dice';
import { staffUrn, teamUrn } from '@/testing/staff-extension';

/** Names of attributes, in the spellings a path or key may have. */
const attributeNames = [
  'id', 'ID', 'externalId', 'schemas', 'meta', 'meta.created', 'meta.lastModified', 'meta.version',
  'meta.location', 'userName', 'USERNAME', 'name', 'name.givenName', 'name.familyName', 'displayName',
  'active', 'title', 'password', 'emails', 'emails.value', 'emails.type', 'emails.primary', 'phoneNumbers',
  'addresses', 'addresses.country', 'ims', 'photos', 'x509Certificates', 'x509Certificates.value',
  'entitlements', 'roles', 'roles.value', 'groups', 'groups.value', 'groups.display', 'groups.type',
  'manager', 'department', 'members', 'members.value', 'members.$ref', 'members.type', 'members.display',
  '$ref', 'value', 'type', 'primary', enterpriseUserUrn, `${enterpriseUserUrn}:department`,
  `${enterpriseUserUrn}:manager`, `${enterpriseUserUrn}:manager.value`, `${enterpriseUserUrn}.manager`,
  `${enterpriseUserUrn}:`, patchOpUrn, staffUrn, `${staffUrn}:grade`, `${staffUrn}:tags`,
  `${staffUrn}:onSite`, `${staffUrn}:hiredAt`, `${staffUrn}:floors`, teamUrn, `${teamUrn}:aliases`,
  'emails[type eq "work"].value', 'roles[primary eq "True"].value', 'addresses[type eq "work"]',
];

/** Names of things that are none, or not for clients. */
const strangeNames = [
  'urn:nobody:knows:1.0:User', 'urn:nobody:knows:1.0:User:x', 'urn:', ':', 'urn:x:y:z', '__proto__',
  'constructor', 'prototype', '__proto__.isAdmin', 'constructor.prototype.x', 'toString', 'hasOwnProperty',
  'valueOf', `${enterpriseUserUrn}:__proto__`, 'name.__proto__', 'name.constructor', 'emails.length',
  'tenantId', 'version', 'status', '', ' ', '.', '..', 'a.b.c.d', '[', ']', '[]', 'emails[', 'emails[]',
  'emails[type', '0', '-1', 'emails[0]', 'null', 'true', 'not', 'and', 'ünïcode', 'na\u200bme',
  '\ud83d\ude00', 'ı', 'İ', '%00', '%', "'", '"', '`',
];

/** A text that no index can compress. */
function noise(length: number): string {
  const dice = new Dice(length);
  return dice.several(length, length, () => String.fromCharCode(0x21 + dice.below(94))).join('');
}

const longTexts = [
  noise(1_000), noise(2_700), noise(8_000), `${noise(2_700)}@acme.test`,
  'x'.repeat(299) + '\ud83d\ude00'.repeat(9), 'x'.repeat(9_000), 'ü'.repeat(2_100),
  '\ud83d\ude00'.repeat(2_000),
];

const shortTexts = [
  '', ' ', '\t', 'ana', 'Ana', 'zoë', 'Zoe\u0308', '\ud83d\ude00', 'İstanbul', 'ß', '\u202e', '\ufeff',
  '\u0001', '\u2028', 'null', 'true', 'True', 'False', '0', '-1', '1e999', 'NaN', '9'.repeat(40),
  '2026-02-30T00:00:00Z', '2026-11-21T10:00:00Z', '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:60.999999999+14:00', '+275760-09-13T00:00:00Z', "'; drop table \"ScimUser\"; --",
  '100%', 'a_b', 'a\\b', '\\', '"', '${x}', '{{x}}', '<script>', '../../etc/passwd', 'W/"1"', '*',
  'x'.repeat(300), 'work', 'home', 'owner', 'admin', '[{"value":"owner"}]',
  '{"value":"admin","primary":true}', '[[[[[[', '{"__proto__":{"x":1}}', 'http://', 'https://a.test/é',
  'AAAA', '=', 'bulkId:', 'bulkId:a', 'bulkId:constructor', '/Users', '/Users/', 'Users', 'User', 'Group',
  'direct',
];

/** A text that some program, somewhere, takes for something else; seldom a long one. */
export function hostileText(dice: Dice): string {
  return dice.pick(dice.chance(0.96) ? shortTexts : longTexts);
}

/** The name of an attribute, or nearly. */
export function hostileName(dice: Dice): string {
  return dice.pick(dice.chance(0.75) ? attributeNames : strangeNames);
}

const scalars: JsonValue[] = [
  null, true, false, 0, -0, 1, -1, 0.1, 1e15, 2 ** 31, 2 ** 53 - 1, 1e-7, [], {}, [null], [[]], [{}],
  { value: null }, { '': '' },
];

/** Any JSON value that no schema would expect. */
export function hostileValue(dice: Dice, depth = 0): JsonValue {
  const kind = dice.below(depth > 3 ? 2 : 5);
  if (kind === 0) return dice.pick(scalars);
  if (kind <= 2) return hostileText(dice);
  if (kind === 3) return dice.several(0, 3, () => hostileValue(dice, depth + 1));
  const members = dice.several(0, 3, () => [hostileName(dice), hostileValue(dice, depth + 1)] as const);
  return Object.fromEntries(members);
}

/** A body in which something, anywhere, is not as it was. */
export function mutated(dice: Dice, value: JsonValue): JsonValue {
  if (dice.chance(0.05)) return hostileValue(dice);
  if (Array.isArray(value)) return mutatedList(dice, value);
  if (typeof value === 'object' && value !== null) return mutatedObject(dice, Object.entries(value));
  if (dice.chance(0.2)) return [value];
  return dice.chance(0.2) ? { value } : hostileValue(dice);
}

function mutatedList(dice: Dice, list: JsonValue[]): JsonValue[] {
  const at = dice.below(list.length + 1);
  const element = list[at];
  if (element === undefined || dice.chance(0.2)) return [...list, hostileValue(dice)];
  if (dice.chance(0.2)) return [...list, ...list];
  return dice.chance(0.2) ? list.toSpliced(at, 1) : list.with(at, mutated(dice, element));
}

function mutatedObject(dice: Dice, members: [string, JsonValue][]): JsonValue {
  const at = dice.below(members.length);
  const [key, value] = members[at] ?? ['value', null];
  const changed = ((): [string, JsonValue][] => {
    switch (dice.below(14)) {
      case 0:
        return members.toSpliced(at, 1);
      case 1:
        return [...members, [hostileName(dice), hostileValue(dice)]];
      case 2:
        return members.toSpliced(at, 1, [hostileName(dice), value]);
      case 3:
        return members.toSpliced(at, 1, [key.toUpperCase(), value]);
      default:
        return members.toSpliced(at, 1, [key, mutated(dice, value)]);
    }
  })();
  return Object.fromEntries(changed);
}

const fragments = ['"', '{', '[', ',', '\\', '\0', '\\u0000', '\\ud800', '1e999', '\ufeff'];
const wholes = ['', ' ', '[]', '"x"', 'null', '1', '{}', 'true', '[{}]', 'undefined', '{"schemas":[]}'];

/** The text of a body, sometimes broken as no program that writes JSON would. */
export function hostileJson(dice: Dice, value: JsonValue): string {
  const text = JSON.stringify(value);
  if (!dice.chance(0.08)) return text;
  const at = dice.below(text.length + 1);
  const breaks = [
    () => text.slice(0, at),
    () => `${text.slice(0, at)}${dice.pick(fragments)}${text.slice(at)}`,
    () => `\ufeff${text}`,
    () => text + text,
    () => `${text.slice(0, -1)},"a":1,"A":2}`,
    () => '['.repeat(10_000),
    () => `${'{"a":'.repeat(30)}1${'}'.repeat(30)}`,
    () => text.replaceAll(':', ': 12345678901234567890 , "x":'),
    () => dice.pick(wholes),
  ];
  return dice.pick(breaks)();
}
