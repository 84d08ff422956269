import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../json';
import { groupType } from '../schema/registry';
import { coreGroupUrn } from '../urns';
import { applyPatch } from './apply-patch';
import { membershipDelta, type MembershipDelta } from './membership-delta';
import type { PatchOperation } from './patch-op';

const add = (...ids: string[]): PatchOperation =>
  ({ op: 'add', path: 'members', value: ids.map((value) => ({ value, $ref: null })) });
const removeValues = (...ids: string[]): PatchOperation =>
  ({ op: 'remove', path: 'members', value: ids.map((value) => ({ value })) });
const removeFiltered = (id: string): PatchOperation => ({ op: 'remove', path: `members[value eq "${id}"]` });
const replace = (...ids: string[]): PatchOperation =>
  ({ op: 'replace', path: 'MEMBERS', value: ids.map((value) => ({ value })) });
const clear: PatchOperation = { op: 'remove', path: 'members' };
const rename: PatchOperation = { op: 'replace', value: { id: 'g-1', displayName: 'Finance EU' } };

type Case = [title: string, operations: PatchOperation[], delta: Partial<MembershipDelta>];

const cases: Case[] = [
  ['additions', [add('a', 'b'), add('b')],
    { base: 'current', add: [{ value: 'a' }, { value: 'b' }], remove: [] }],
  ['removal by value', [removeValues('a', 'b')], { base: 'current', add: [], remove: ['a', 'b'] }],
  ['removal by filter', [removeFiltered('a')], { base: 'current', remove: ['a'] }],
  ['removal by a filter of several', [{ op: 'remove', path: 'members[value eq "a" or (value eq "b")]' }],
    { remove: ['a', 'b'] }],
  ['removal of everything', [add('a'), clear], { base: 'empty', add: [], remove: [] }],
  ['replacement', [replace('a')], { base: 'empty', add: [{ value: 'a' }], remove: [] }],
  ['replacement by nothing', [replace()], { base: 'empty', add: [] }],
  ['an empty list of values to remove', [removeValues()], { base: 'current', add: [], remove: [] }],
  ['added, then removed', [add('a'), removeFiltered('a')], { add: [], remove: ['a'] }],
  ['removed, then added', [removeFiltered('a'), add('a')], { add: [{ value: 'a' }], remove: [] }],
  ['replaced, then removed', [replace('a', 'b'), removeValues('a')],
    { base: 'empty', add: [{ value: 'b' }], remove: [] }],
  ['members with a type',
    [{ op: 'add', path: 'members', value: { value: 'g', type: 'Group', display: 'x' } }],
    { add: [{ value: 'g', type: 'Group' }] }],
  ['members without path', [{ op: 'add', value: { Members: [{ value: 'a' }] } }],
    { add: [{ value: 'a' }], rest: [] }],
  ['members null without path', [{ op: 'replace', value: { members: null } }], { base: 'empty', rest: [] }],
  ['members under the URN', [{ ...add('a'), path: `${coreGroupUrn}:members` }], { add: [{ value: 'a' }] }],
  ['a rename beside them', [rename, add('a')], { base: 'current', add: [{ value: 'a' }], rest: [rename] }],
  ['a rename with members in it', [{ op: 'replace', value: { displayName: 'F', members: [{ value: 'a' }] } }],
    { base: 'empty', add: [{ value: 'a' }], rest: [{ op: 'replace', value: { displayName: 'F' } }] }],
  ['keys that are no names', [{ op: 'replace', value: { 'a b': 1, members: [{ value: 'a' }] } }],
    { base: 'empty', add: [{ value: 'a' }], rest: [{ op: 'replace', value: { 'a b': 1 } }] }],
  ['no members at all', [rename], { base: 'current', add: [], remove: [], rest: [rename] }],
  ['mistakes are left to applyPatch', [{ op: 'remove' }, { op: 'replace', path: 'shoe', value: 1 }], {
    rest: [{ op: 'remove' }, { op: 'replace', path: 'shoe', value: 1 }],
  }],
];

describe('membershipDelta', () => {
  it.each(cases)('reads %s', (_, operations, delta) => {
    expect(membershipDelta(groupType, operations, 'compatible')).toMatchObject(delta);
  });

  it.each<[string, PatchOperation]>([
    ['a filter on the type', { op: 'remove', path: 'members[type eq "Group"]' }],
    ['a negated filter', { op: 'remove', path: 'members[not (value eq "a")]' }],
    ['a replacement of one member', { op: 'replace', path: 'members[value eq "a"]', value: { value: 'a' } }],
    ['a part of a member', { op: 'remove', path: 'members[value eq "a"].type' }],
  ])('answers null for %s, which needs the members', (_, operation) => {
    expect(membershipDelta(groupType, [add('x'), operation], 'compatible')).toBeNull();
  });

  it.each<[string, JsonValue]>([
    ['a member without value', [{ type: 'User' }]],
    ['a member with an empty value', [{ value: ' ' }]],
    ['a member with a name alone', [{ display: 'Ana' }]],
    ['a member that is nothing', [{}]],
    ['a member that is an array', [['a', 'b']]],
    ['a member that is a boolean', [true]],
  ])('refuses %s in every operation', (_, value) => {
    for (const op of ['add', 'replace', 'remove'] as const) {
      expect(() => membershipDelta(groupType, [{ op, path: 'members', value }], 'compatible'))
        .toThrow(expect.objectContaining({ scimType: 'invalidValue' }));
    }
  });

  it('wants an array in strict mode', () => {
    const one: PatchOperation = { op: 'add', path: 'members', value: { value: 'a' } };
    expect(() => membershipDelta(groupType, [one], 'strict'))
      .toThrow(expect.objectContaining({ scimType: 'invalidValue' }));
    expect(membershipDelta(groupType, [add('a')], 'strict')).toMatchObject({ add: [{ value: 'a' }] });
  });

  it('does to the members what applyPatch does, whoever they were', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd');
    const ids = fc.array(id, { maxLength: 3 });
    const operation = fc.oneof(
      ids.map((list) => add(...list)),
      ids.map((list) => removeValues(...list)),
      id.map(removeFiltered),
      ids.map((list) => replace(...list)),
      fc.constant(clear),
      ids.map((list): PatchOperation =>
        ({ op: 'add', value: { members: list.map((value) => ({ value })), externalId: 'x' } })),
    );
    fc.assert(fc.property(fc.uniqueArray(id), fc.array(operation, { minLength: 1 }), (before, operations) => {
      const group: JsonObject = { displayName: 'F', members: before.map((value) => ({ value })) };
      const { document } = applyPatch(groupType, group, operations, { mode: 'compatible', id: 'g' });
      const patched = (document.members ?? []) as { value: string }[];
      const delta = membershipDelta(groupType, operations, 'compatible');
      if (!delta) throw new Error('Every operation here can be told without the members');
      const kept = (delta.base === 'empty' ? [] : before).filter((member) => !delta.remove.includes(member));
      const after = new Set([...kept, ...delta.add.map(({ value }) => value)]);
      expect(after).toEqual(new Set(patched.map(({ value }) => value)));
      expect(delta.add.some(({ value }) => delta.remove.includes(value))).toBe(false);
    }));
  });
});
