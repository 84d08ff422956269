import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { texts, userDocument } from '@/testing/scim-arbitraries';
import { isScimError } from '../error';
import { isJsonObject, type JsonObject, type JsonValue } from '../json';
import { userType } from '../schema/registry';
import { validate } from '../schema/validate';
import { enterpriseUserUrn } from '../urns';
import { applyPatch } from './apply-patch';
import type { PatchOperation } from './patch-op';

const text = fc.constantFrom<JsonValue>(...texts, '', null);
const boolean = fc.constantFrom<JsonValue>(true, false, 'True', 'false');
const type = fc.constantFrom('work', 'home', 'fax');
const element = fc.record({ value: text, type, primary: boolean }, { requiredKeys: [] });
const elements = fc.array(element, { maxLength: 3 });

const written = fc.oneof(
  fc.tuple(fc.constantFrom(
    'title', 'userName', 'externalId', 'name.givenName', `${enterpriseUserUrn}:department`,
  ), text),
  fc.tuple(fc.constant('active'), boolean),
  fc.tuple(fc.constant('name'), fc.record({ givenName: text, familyName: text }, { requiredKeys: [] })),
  fc.tuple(fc.constantFrom('emails', 'roles'), elements),
  fc.tuple(fc.constantFrom(
    'emails[type eq "work"]', 'emails[primary eq true]', 'roles[primary eq "True"]', 'emails[value co "a"]',
  ), element),
  fc.tuple(fc.constantFrom('emails[type eq "work"].value', 'roles[primary eq "True"].value'), text),
  fc.tuple(fc.constantFrom('emails[type eq "home"].primary', 'roles[value eq "ana"].primary'), boolean),
  fc.tuple(fc.constant('manager'), text),
);

const operation: fc.Arbitrary<PatchOperation> = fc.oneof(
  fc.tuple(fc.constantFrom('add', 'replace'), written).map(([op, [path, value]]) => ({ op, path, value })),
  fc.constantFrom(
    'title', 'name', 'emails', 'emails[type eq "work"]', 'roles[primary eq true].value', enterpriseUserUrn,
  ).map((path) => ({ op: 'remove' as const, path })),
  elements.map((value) => ({ op: 'remove' as const, path: 'emails', value })),
  fc.record({ active: boolean, title: text, 'name.familyName': text, roles: elements }, { requiredKeys: [] })
    .map((value) => ({ op: 'replace' as const, value })),
) as fc.Arbitrary<PatchOperation>;

const message = fc.array(operation, { minLength: 1, maxLength: 5 });
const serverOwned = ['schemas', 'id', 'meta', 'groups', 'password'];

function patch(document: JsonObject, operations: PatchOperation[]): JsonObject | undefined {
  try {
    return applyPatch(userType, document, operations, { mode: 'compatible', id: 'u-1' }).document;
  } catch (error) {
    if (isScimError(error)) return undefined;
    throw error;
  }
}

/** RFC 7644 §3.5.2: operations are applied in order, and all or none of them. */
describe('the laws of PATCH', () => {
  it('one message of several operations does what as many messages of one do', () => {
    fc.assert(fc.property(userDocument, message, (document, operations) => {
      let stepwise: JsonObject | undefined = document;
      for (const single of operations) stepwise = stepwise && patch(stepwise, [single]);
      fc.pre(stepwise !== undefined);
      expect(patch(document, operations)).toEqual(stepwise);
    }), { numRuns: 200 });
  });

  it('the result is valid, holds one primary at most, and has no empty value', () => {
    fc.assert(fc.property(userDocument, message, (document, operations) => {
      const patched = patch(document, operations);
      fc.pre(patched !== undefined);
      validate(userType, patched);
      expect(emptyValues(patched)).toEqual([]);
      expect(Object.keys(patched).filter((name) => serverOwned.includes(name))).toEqual([]);
    }), { numRuns: 200 });
  });

  it('the stored document is never touched', () => {
    fc.assert(fc.property(userDocument, message, (document, operations) => {
      const before = structuredClone(document);
      patch(document, operations);
      expect(document).toEqual(before);
    }));
  });

  it('replacing a value twice changes nothing the second time', () => {
    fc.assert(fc.property(userDocument, written, (document, [path, value]) => {
      const once = patch(document, [{ op: 'replace', path, value }]);
      fc.pre(once !== undefined && !path.includes('['));
      const again = applyPatch(userType, once, [{ op: 'replace', path, value }],
        { mode: 'compatible', id: 'u-1' });
      expect(again.changed).toBe(false);
    }));
  });

  it('any message is applied or refused with a ScimError', () => {
    const names = fc.constantFrom('userName', 'emails', 'roles', 'name', 'active', 'id', '__proto__');
    const path = fc.oneof(names, fc.string(),
      fc.tuple(names, fc.string()).map(([name, rest]) => `${name}[${rest}]`));
    const anything = fc.record({
      op: fc.constantFrom('add', 'replace', 'remove'), path, value: fc.jsonValue(),
    }, { requiredKeys: ['op'] }) as fc.Arbitrary<PatchOperation>;
    fc.assert(fc.property(userDocument, anything, (document, single) => {
      patch(document, [single]);
    }), { numRuns: 200 });
  });
});

function emptyValues(value: JsonValue, path = ''): string[] {
  if (value === null || value === '') return [path];
  if (!Array.isArray(value) && !isJsonObject(value)) return [];
  const members = Object.entries(value);
  if (members.length === 0) return [path];
  return members.flatMap(([key, member]) => emptyValues(member, `${path}/${key}`));
}
