import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  groupDocument, memberIds, printFilter, staffDocument, texts, userDocument,
} from '@/testing/scim-arbitraries';
import { staffType, staffUrn, teamType, teamUrn } from '@/testing/staff-extension';
import { isScimError } from '../error';
import type { Filter } from '../filter/ast';
import { checkElementFilter } from '../filter/check';
import { evaluateFilter } from '../filter/evaluate';
import { toElementView } from '../filter/filter-view';
import { parsePathExpression } from '../filter/parser';
import { isJsonObject, jsonEquals, type JsonObject, type JsonValue } from '../json';
import type { ConformanceMode } from '../mode';
import { findCoreAttribute, userType, type ResourceType } from '../schema/registry';
import { validate } from '../schema/validate';
import { coreUserUrn, enterpriseUserUrn } from '../urns';
import { applyPatch, type PatchOutcome } from './apply-patch';
import type { PatchOperation } from './patch-op';

type Written = [path: string, value: JsonValue];
type Operations = fc.Arbitrary<PatchOperation>;

const text = fc.constantFrom<JsonValue>(...texts, '', null);
const boolean = fc.constantFrom<JsonValue>(true, false, 'True', 'false');
const type = fc.constantFrom('work', 'home', 'fax');
const element = fc.record({ value: text, type, primary: boolean }, { requiredKeys: [] });
const elements = fc.array(element, { maxLength: 3 });

function writes(paths: readonly string[], value: fc.Arbitrary<unknown>): fc.Arbitrary<Written> {
  return fc.tuple(fc.constantFrom(...paths), value as fc.Arbitrary<JsonValue>);
}

/** The operations that write and remove at given paths, and path-less ones with some of the same paths. */
function operationsOn(written: fc.Arbitrary<Written>, removed: readonly string[]): Operations {
  return fc.oneof(
    { weight: 3, arbitrary: fc.tuple(fc.constantFrom('add', 'replace'), written)
      .map(([op, [path, value]]) => ({ op, path, value })) },
    { weight: 2, arbitrary: fc.constantFrom(...removed).map((path) => ({ op: 'remove', path })) },
    { weight: 1, arbitrary: fc.tuple(fc.constantFrom('add', 'replace'), fc.array(written, { maxLength: 3 }))
      .map(([op, entries]) => ({ op, value: Object.fromEntries(entries) })) },
  ) as Operations;
}

/** What belongs to the service provider: an operation on it is refused or changes nothing. */
const readOnlyWrites = fc.oneof(
  writes(['id', 'meta', 'meta.version', 'groups', 'schemas'], text),
  writes([`${enterpriseUserUrn}:manager.displayName`], text),
  writes(['id'], fc.constantFrom('r-1', 'r-2')),
  writes([`${enterpriseUserUrn}:manager`], fc.record({ value: text, displayName: text, $ref: text })),
);

const userWrites = fc.oneof(
  writes(['title', 'userName', 'externalId', 'name.givenName', `${enterpriseUserUrn}:department`], text),
  writes(['active'], boolean),
  writes(['name'], fc.record({ givenName: text, familyName: text }, { requiredKeys: [] })),
  writes(['emails', 'roles'], elements),
  writes(['emails[type eq "work"]', 'emails[primary eq true]', 'emails[value co "a"]'], element),
  writes(['roles[primary eq "True"]'], element),
  writes(['emails[type eq "work"].value', 'emails[type eq "work"].display'], text),
  writes(['roles[primary eq "True"].value'], text),
  writes(['emails[type eq "home"].primary', 'roles[value eq "ana"].primary'], boolean),
  writes(['manager', `${enterpriseUserUrn}:manager.value`], text),
  writes([enterpriseUserUrn], fc.record({ department: text, manager: text }, { requiredKeys: [] })),
  writes([coreUserUrn], fc.record({ title: text, emails: elements }, { requiredKeys: [] })),
  readOnlyWrites,
);
const userRemovals = [
  'title', 'name', 'name.givenName', 'emails', 'emails[type eq "work"]', 'emails.display',
  'roles[primary eq true].value', enterpriseUserUrn, `${enterpriseUserUrn}:manager`, 'userName', 'active', 'id', 'groups', 'meta.version',
];
const userOperation = fc.oneof(
  { weight: 5, arbitrary: operationsOn(userWrites, userRemovals) },
  { weight: 1, arbitrary: elements.map((value) => ({ op: 'remove' as const, path: 'emails', value })) },
) as Operations;

const inStaff = (...names: string[]) => names.map((name) => `${staffUrn}:${name}`);
const listOf = (...values: JsonValue[]) => fc.array(fc.constantFrom(...values), { maxLength: 3 });
const tags = listOf('a', 'A', 'b', '', null);
const staffWrites = fc.oneof(
  userWrites,
  writes(inStaff('badge', 'site', 'handbook'), text),
  writes(inStaff('tags', 'codes', 'links'), tags),
  writes(inStaff('tags[value eq "a"]', 'codes[value sw "A"]'), fc.constantFrom('b', 'c', null)),
  writes(inStaff('floors', 'scores'), listOf(1, 2, '2', 0)),
  writes(inStaff('flags'), listOf(true, 'False')),
  writes(inStaff('grade', 'rate'), fc.constantFrom(1, '2', null, 'x')),
  writes(inStaff('onSite'), boolean),
  writes(inStaff('hiredAt'), fc.constantFrom('2026-01-01T00:00:00Z', '2011-02-31T00:00:00Z', null)),
  writes(inStaff('shifts'), listOf('2026-01-01T00:00:00Z', '2026-01-01T01:00:00+01:00')),
  writes([staffUrn], fc.record({ tags, badge: text }, { requiredKeys: [] })),
);
const staffOperation = fc.oneof(
  { weight: 5, arbitrary: operationsOn(staffWrites, [
    ...userRemovals, staffUrn,
    ...inStaff('badge', 'tags', 'tags[value eq "A"]', 'floors[value gt 1]', 'flags'),
  ]) },
  { weight: 1, arbitrary: tags.map((value) => ({ op: 'remove' as const, path: `${staffUrn}:tags`, value })) },
) as Operations;

const memberId = fc.constantFrom(...memberIds, 'u-3');
const members = fc.array(fc.record({ value: memberId, type: fc.constantFrom('User', 'Group'), display: text },
  { requiredKeys: ['value'] }), { maxLength: 3 });
const groupWrites = fc.oneof(
  writes(['displayName', 'externalId', `${teamUrn}:costCenter`, 'members[value eq "u-1"].display'], text),
  writes(['members'], members),
  writes(['members[value eq "u-1"].type'], fc.constantFrom('User', 'Group')),
  writes([`${teamUrn}:aliases`], tags),
  writes(['id', 'meta', 'schemas'], text),
);
const groupRemovals = [
  'members', 'members[value eq "u-1"]', 'members[type eq "Group"]', 'externalId', 'displayName', teamUrn,
];
const groupOperation = fc.oneof(
  { weight: 4, arbitrary: operationsOn(groupWrites, groupRemovals) },
  { weight: 1, arbitrary: members.map((value) => ({ op: 'remove' as const, path: 'members', value })) },
) as Operations;

function patchOf(
  resourceType: ResourceType,
  document: JsonObject,
  operations: PatchOperation[],
  mode: ConformanceMode = 'compatible',
): PatchOutcome | undefined {
  try {
    return applyPatch(resourceType, document, operations, { mode, id: 'r-1' });
  } catch (error) {
    if (isScimError(error)) return undefined;
    throw error;
  }
}

/** RFC 7644 §3.5.2: operations are applied in order, and all or none of them. */
describe.each<[string, ResourceType, fc.Arbitrary<JsonObject>, Operations]>([
  ['users', userType, userDocument, userOperation],
  ['users with an extension of the tenant', staffType, staffDocument, staffOperation],
  ['groups', teamType, groupDocument, groupOperation],
])('the laws of PATCH on %s', (_, resourceType, documents, operation) => {
  const message = fc.array(operation, { minLength: 1, maxLength: 5 });
  const mode = fc.constantFrom<ConformanceMode[]>('compatible', 'strict');

  it('one message of several operations does what as many messages of one do', () => {
    fc.assert(fc.property(documents, message, mode, (document, operations, how) => {
      let stepwise: JsonObject | undefined = document;
      for (const single of operations) {
        stepwise = stepwise && patchOf(resourceType, stepwise, [single], how)?.document;
      }
      fc.pre(stepwise !== undefined);
      expect(patchOf(resourceType, document, operations, how)?.document).toEqual(stepwise);
    }), { numRuns: 200 });
  });

  it('the result is valid, holds nothing empty, and nothing that belongs to the service provider', () => {
    fc.assert(fc.property(documents, message, (document, operations) => {
      const outcome = patchOf(resourceType, document, operations);
      fc.pre(outcome !== undefined);
      validate(resourceType, outcome.document);
      expect(emptyValues(outcome.document)).toEqual([]);
      expect(readOnlyKeys(resourceType, outcome.document)).toEqual([]);
      expect(outcome.changed).toBe(!jsonEquals(outcome.document, document));
    }), { numRuns: 200 });
  });

  it('the stored document is never touched, refused or not', () => {
    fc.assert(fc.property(documents, message, mode, (document, operations, how) => {
      const before = structuredClone(document);
      patchOf(resourceType, document, operations, how);
      expect(document).toEqual(before);
    }));
  });

  it('replacing or removing twice changes nothing the second time', () => {
    fc.assert(fc.property(documents, operation, (document, single) => {
      // What a filter selects may be another element once it has been changed, and adding adds.
      const isFiltered = /\[[a-z]/.test(JSON.stringify(single));
      fc.pre(single.op === 'remove' || (single.op === 'replace' && !isFiltered));
      const once = patchOf(resourceType, document, [single]);
      fc.pre(once !== undefined);
      expect(patchOf(resourceType, once.document, [single])).toMatchObject({ changed: false });
    }), { numRuns: 200 });
  });

  it('any message is applied or refused with a ScimError', () => {
    const names = fc.constantFrom('userName', 'emails', 'members', 'name', 'active', 'id', '__proto__',
      'constructor', staffUrn, `${staffUrn}:tags`, `${teamUrn}:aliases`, coreUserUrn);
    const path = fc.oneof(names, fc.string(),
      fc.tuple(names, fc.string()).map(([name, rest]) => `${name}[${rest}]`));
    const anything = fc.record({
      op: fc.constantFrom('add', 'replace', 'remove'), path, value: fc.jsonValue(),
    }, { requiredKeys: ['op'] }) as Operations;
    fc.assert(fc.property(documents, anything, mode, (document, single, how) => {
      const outcome = patchOf(resourceType, document, [single], how);
      if (outcome) expect(Object.getPrototypeOf(outcome.document)).toBe(Object.prototype);
    }), { numRuns: 200 });
  });
});

describe('removing through a filter', () => {
  const term = fc.record({
    kind: fc.constant('compare'),
    path: fc.constantFrom('value', 'type', 'display').map((name) => ({ text: name, position: 0 })),
    operator: fc.constantFrom('eq', 'ne', 'co', 'sw', 'gt', 'le'),
    literal: fc.constantFrom(...texts, 'work').map((value) => ({ kind: 'quoted', text: value })),
  }) as fc.Arbitrary<Filter>;
  const filter = fc.oneof(term, term.map((operand): Filter => ({ kind: 'not', operand })),
    fc.tuple(term, term).map((operands): Filter => ({ kind: 'or', operands })));

  it('takes away what the filter selects, and leaves the rest as it was', () => {
    fc.assert(fc.property(userDocument, filter, (document, drawn) => {
      const path = `emails[${printFilter(drawn)}]`;
      const emails = findCoreAttribute(userType, 'emails');
      const { filter: parsed } = parsePathExpression(path);
      if (!emails || !parsed) throw new Error('The path has a filter on emails');
      const checked = checkElementFilter(emails, parsed, 'compatible');
      const { emails: before = [], ...others } = document;
      const selected = (email: JsonValue) => evaluateFilter(checked, toElementView(emails, email));
      const left = (before as JsonValue[]).filter((email) => !selected(email));
      expect(patchOf(userType, document, [{ op: 'remove', path }])?.document)
        .toEqual({ ...others, ...(left.length > 0 && { emails: left }) });
    }));
  });
});

function emptyValues(value: JsonValue, path = ''): string[] {
  if (value === null || value === '') return [path];
  if (!Array.isArray(value) && !isJsonObject(value)) return [];
  const entries = Object.entries(value);
  if (entries.length === 0) return [path];
  return entries.flatMap(([key, member]) => emptyValues(member, `${path}/${key}`));
}

/** The names in a document that only the service provider may fill, and `password`. */
function readOnlyKeys(resourceType: ResourceType, document: JsonObject): string[] {
  const known = [resourceType.schema, ...resourceType.extensions];
  const readOnly = known.flatMap(({ attributes }) => attributes).flatMap((attribute) => [
    ...(attribute.mutability === 'readOnly' || attribute.returned === 'never' ? [attribute.name] : []),
    ...(attribute.subAttributes ?? []).filter(({ mutability }) => mutability === 'readOnly')
      .map(({ name }) => `${attribute.name}.${name}`),
  ]);
  const names = new Set([...readOnly, 'schemas', 'id', 'meta']);
  return namesIn(document).filter((name) => names.has(name));
}

function namesIn(object: JsonObject): string[] {
  return Object.entries(object).flatMap(([key, value]) => {
    if (key.startsWith('urn:')) return isJsonObject(value) ? namesIn(value) : [];
    const inner = [value].flat().filter(isJsonObject).flatMap((part) => Object.keys(part));
    return [key, ...inner.map((name) => `${key}.${name}`)];
  });
}
