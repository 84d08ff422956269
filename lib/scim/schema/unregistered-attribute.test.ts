import { describe, expect, it } from 'vitest';
import { staffType, staffUrn } from '@/testing/staff-extension';
import type { JsonObject, JsonValue } from '../json';
import { applyPatch } from '../patch/apply-patch';
import type { PatchOperation } from '../patch/patch-op';
import { enterpriseUserUrn } from '../urns';
import { canonicalize } from './canonicalize';
import { replaceDocument } from './replace-document';

const urn = 'urn:okta:acme:1.0:user:custom';
const ana = { userName: 'ana', active: true };

/** What a client sent: title, attributes, and those that could be registered as [URN, name, value]. */
const bodies: [string, JsonObject, [string, string, JsonValue][]][] = [
  ['an object under an unknown URN', { [urn]: { badge: 'x', floors: [1, 2] } },
    [[urn, 'badge', 'x'], [urn, 'floors', [1, 2]]]],
  ['an unknown URN with the attribute behind it', { [`${urn}:badge`]: 7 }, [[urn, 'badge', 7]]],
  ['an unknown name under a registered URN', { [staffUrn]: { grade: 1, room: 'B2' } },
    [[staffUrn, 'room', 'B2']]],
  ['an unknown name behind a registered URN', { [`${staffUrn}:room`]: 'B2' }, [[staffUrn, 'room', 'B2']]],
  ['a part of an unknown attribute', { [`${urn}:office.floor`]: 2 }, [[urn, 'office', { floor: 2 }]]],
  ['the same attribute twice', { [urn]: { badge: 'x' }, [`${urn.toUpperCase()}:BADGE`]: 'y' },
    [[urn, 'badge', 'x']]],
  ['a null, which says nothing of its type', { [urn]: { badge: null } }, []],
  ['names that no attribute can have',
    { [urn]: { 'a b': 1, '': 1, '1a': 1, constructor: 1, prototype: 1, ['x'.repeat(201)]: 1 } }, []],
  ['URNs that no extension can have', {
    'http://acme.test/schemas/staff': { a: 1 },
    'urn:ietf:params:scim:schemas:core:2.0:Device': { a: 1 },
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:Group': { a: 1 },
    'urn:acme:my staff': { a: 1 },
    'urn:acme:staff ': { a: 1 },
    [`${staffUrn}:`]: { a: 1 },
  }, []],
  ['an unknown part of a known attribute', { [`${staffUrn}:badge.colour`]: 'red' }, []],
  ['an unknown core attribute', { shoeSize: 43, name: { shoe: 1 } }, []],
  ['an unknown name in Enterprise User, which is defined for all', { [enterpriseUserUrn]: { badge: 1 } }, []],
];

/** The same of PATCH operations. */
const operations: [string, PatchOperation, [string, string, JsonValue][]][] = [
  ['a path', { op: 'add', path: `${urn}:badge`, value: 'x' }, [[urn, 'badge', 'x']]],
  ['a path with a part', { op: 'replace', path: `${urn}:office.floor`, value: 2 },
    [[urn, 'office', { floor: 2 }]]],
  ['a path with a filter', { op: 'replace', path: `${urn}:offices[type eq "a:b"].floor`, value: 2 },
    [[urn, 'offices', [{ floor: 2 }]]]],
  ['the URN as the path', { op: 'add', path: urn, value: { badge: 'x' } }, [[urn, 'badge', 'x']]],
  ['a key', { op: 'replace', value: { [`${urn}:badge`]: 'x' } }, [[urn, 'badge', 'x']]],
  ['the URN as a key', { op: 'replace', value: { [urn]: { badge: 'x' } } }, [[urn, 'badge', 'x']]],
  ['a path under a registered URN', { op: 'add', path: `${staffUrn}:room`, value: 'B2' },
    [[staffUrn, 'room', 'B2']]],
  ['a key of an object on a registered URN', { op: 'add', path: staffUrn, value: { room: 'B2' } },
    [[staffUrn, 'room', 'B2']]],
  ['a removal, which says nothing of the type', { op: 'remove', path: `${urn}:badge` }, []],
  ['an unknown core attribute as a key', { op: 'replace', value: { shoeSize: 43 } }, []],
];

const expected = (attributes: [string, string, JsonValue][]) =>
  attributes.map(([schema, name, value]) => ({ urn: schema, name, value }));

describe('attributes that nobody registered', () => {
  it.each(bodies)('are told of a body: %s', (_, sent, attributes) => {
    const body = { ...ana, ...sent };
    expect(canonicalize(staffType, body, 'compatible').unregistered).toEqual(expected(attributes));
    expect(replaceDocument(staffType, ana, body, 'compatible').unregistered).toEqual(expected(attributes));
  });

  it.each(operations)('are told of a PATCH: %s', (_, operation, attributes) => {
    const outcome = applyPatch(staffType, ana, [operation], { mode: 'compatible', id: 'u-1' });
    expect(outcome).toMatchObject({ changed: false, unregistered: expected(attributes) });
    expect(outcome.ignored).toHaveLength(1);
  });

  it.each<[string, PatchOperation]>([
    ['a name in Enterprise User', { op: 'add', path: `${enterpriseUserUrn}:badge`, value: 1 }],
    ['a part of a known attribute', { op: 'add', path: `${staffUrn}:badge.colour`, value: 1 }],
    ['a core attribute', { op: 'add', path: 'shoeSize', value: 1 }],
  ])('do not make a PATCH path good that can never be registered: %s', (_, operation) => {
    expect(() => applyPatch(staffType, ana, [operation], { mode: 'compatible', id: 'u-1' }))
      .toThrow(expect.objectContaining({ scimType: 'invalidPath' }));
  });

  it('are no more than 100', () => {
    const many = Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`a${index}`, index]));
    expect(canonicalize(staffType, { ...ana, [urn]: many }, 'compatible').unregistered).toHaveLength(100);
  });

  it.each([urn, staffUrn])('strict mode refuses under %s', (extension) => {
    const refused = expect.objectContaining({ status: 400 });
    const options = { mode: 'strict', id: 'u-1' } as const;
    expect(() => applyPatch(staffType, ana, [{ op: 'add', path: `${extension}:room`, value: 1 }], options))
      .toThrow(refused);
    expect(() => canonicalize(staffType, { ...ana, [extension]: { room: 1 } }, 'strict')).toThrow(refused);
  });
});
