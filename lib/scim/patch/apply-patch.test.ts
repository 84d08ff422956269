import { describe, expect, it, vi } from 'vitest';
import { readCases } from '@/testing/read-cases';
import { staffType, teamType } from '@/testing/staff-extension';
import { quirks } from '../dialect';
import { isScimError, type ScimType } from '../error';
import type * as Evaluate from '../filter/evaluate';
import { jsonEquals, type JsonObject } from '../json';
import type { ConformanceMode } from '../mode';
import type { ResourceType } from '../schema/registry';
import { applyPatch, type PatchOutcome } from './apply-patch';
import { parsePatchOp, type PatchOperation } from './patch-op';
import { mostVisits } from './visit-limit';

/** How often an element was held against a filter. */
const looks = vi.hoisted(() => ({ count: 0 }));

vi.mock('../filter/evaluate', async (importOriginal) => {
  const actual = await importOriginal<typeof Evaluate>();
  return {
    ...actual,
    evaluateFilter: (...parameters: Parameters<typeof actual.evaluateFilter>) => {
      looks.count++;
      return actual.evaluateFilter(...parameters);
    },
  };
});

/**
 * One line a case: title, mode, document, operations, and the document that they make or the error that they
 * are. Users are beside a userName and `active`; what was repaired and ignored is told where it matters.
 */
type Case = [
  title: string,
  mode: ConformanceMode,
  before: JsonObject,
  operations: PatchOperation[],
  after: JsonObject | { error: ScimType },
  notes?: { repairs?: string[]; ignored?: string[] },
];

const base = { userName: 'ana', active: true };

const tables: [string, ResourceType, JsonObject][] = [
  ['add', staffType, base],
  ['replace', staffType, base],
  ['remove', staffType, base],
  ['dialects', staffType, base],
  ['custom-attributes', staffType, base],
  ['groups', teamType, {}],
];

const casesOf = (table: string) => readCases<Case>(import.meta.dirname, `${table}.json`);

describe.each(tables)('applyPatch: %s', (table, type, always) => {
  it.each(casesOf(table))('%s (%s)', (_, mode, before, operations, after, notes) => {
    const document = { ...always, ...before };
    const untouched = structuredClone(document);
    const apply = () => applyPatch(type, document, operations, {
      mode, id: type === teamType ? 'g-1' : 'u-1', readOnly: { groups: [{ value: 'g-1' }] },
    });
    if ('error' in after) {
      expect(apply).toThrow(expect.objectContaining({ status: 400, scimType: after.error }));
    } else {
      const outcome = apply();
      expect(outcome.document).toEqual({ ...always, ...after });
      expect(outcome.changed).toBe(!jsonEquals(outcome.document, untouched));
      const repairs = outcome.repairs.map(({ quirk }) => quirk).sort();
      if (notes?.repairs) expect(repairs).toEqual([...notes.repairs].sort());
      expect(outcome.ignored).toEqual(notes?.ignored ?? []);
      expect(prototypesIn(outcome.document)).toEqual([Object.prototype]);
    }
    expect(document).toEqual(untouched);
  });
});

describe('applyPatch', () => {
  const patch = (document: JsonObject, ...operations: PatchOperation[]): PatchOutcome =>
    applyPatch(staffType, { ...base, ...document }, operations, { mode: 'compatible', id: 'u-1' });

  it('has a case for every repair that a PATCH can need', () => {
    const notes = tables.flatMap(([table]) => casesOf(table)).map((sent) => sent[5]);
    const named = notes.flatMap((note) => note?.repairs ?? []);
    expect(Object.keys(quirks).filter((quirk) => !named.includes(quirk))).toEqual(['legacyGroupSchema']);
  });

  it('puts no key of the message into a prototype', () => {
    const hostile = '{"__proto__":{"isAdmin":true},"title":"x","name":{"__proto__":{"isAdmin":true}},'
      + '"roles":[{"value":"r","__proto__":{"isAdmin":true}}],"name.__proto__":1}';
    const body = { Operations: [{ op: 'replace', value: JSON.parse(hostile) as JsonObject }] };
    const { document } = patch({}, ...parsePatchOp(body, 'compatible'));
    expect(document).toEqual({ ...base, title: 'x', roles: [{ value: 'r' }] });
    expect(prototypesIn(document)).toEqual([Object.prototype]);
    expect(({} as JsonObject).isAdmin).toBeUndefined();
  });

  it('says in a sentence how to name the element that a part without a filter leaves open', () => {
    expect(() => patch({}, { op: 'replace', path: 'emails.value', value: 'x' }))
      .toThrow('write for instance emails[type eq "work"].value');
  });
});

describe('the cost of a message', () => {
  const emails = Array.from({ length: 5_000 }, (_, index) => ({ value: `a${index}@acme.test` }));
  const document: JsonObject = { ...base, emails };
  const cost = (operations: PatchOperation[]) => {
    looks.count = 0;
    try {
      applyPatch(staffType, document, operations, { mode: 'compatible', id: 'u-1' });
      return { refused: undefined, looks: looks.count };
    } catch (error) {
      if (!isScimError(error)) throw error;
      return { refused: error, looks: looks.count };
    }
  };

  it('is bounded, however many operations look at however many elements', () => {
    const operations = Array.from({ length: 1_000 }, (_, index): PatchOperation =>
      ({ op: 'remove', path: `emails[value eq "x${index}@acme.test"]` }));
    const spent = cost(operations);
    expect(spent.refused).toMatchObject({ status: 400, scimType: 'tooMany' });
    expect(spent.looks).toBeLessThanOrEqual(mostVisits);
  });

  it('counts the terms of a filter, and the elements named to be removed', () => {
    const terms = Array.from({ length: 20 }, (_, index) => `value co "x${index}"`).join(' or ');
    const filtered = Array.from({ length: 11 }, (): PatchOperation =>
      ({ op: 'remove', path: `emails[${terms}]` }));
    expect(cost(filtered)).toMatchObject({ refused: { scimType: 'tooMany' }, looks: 10 * 5_000 });
    const byType = emails.map((_, index) => ({ type: `t${index}` }));
    expect(cost([{ op: 'remove', path: 'emails', value: byType }]).refused?.scimType).toBe('tooMany');
  });

  it('lets 1,000 operations on a hundred elements pass, each element looked at once an operation', () => {
    const few: JsonObject = { ...base, emails: emails.slice(0, 100) };
    const operations = Array.from({ length: 1_000 }, (_, index): PatchOperation =>
      ({ op: 'replace', path: `emails[value eq "a${index % 100}@acme.test"].display`, value: `D${index}` }));
    looks.count = 0;
    expect(applyPatch(staffType, few, operations, { mode: 'compatible', id: 'u-1' }).changed).toBe(true);
    expect(looks.count).toBeLessThanOrEqual(1_000 * 100);
  });

  it('of removing 1,000 of 5,000 elements by value is one look at each', () => {
    const spent = cost([{ op: 'remove', path: 'emails', value: emails.slice(0, 1_000) }]);
    expect(spent).toEqual({ refused: undefined, looks: 0 });
  });
});

/** Every prototype in a value, once; arrays are told apart by themselves. */
function prototypesIn(value: unknown): unknown[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap(prototypesIn))];
  if (typeof value !== 'object' || value === null) return [];
  const own = Object.getPrototypeOf(value) as unknown;
  return [...new Set([own, ...Object.values(value).flatMap(prototypesIn)])];
}
