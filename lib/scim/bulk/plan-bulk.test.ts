import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BulkOperation } from './bulk-operation';
import { bulkIdsOf } from './bulk-reference';
import { planBulk } from './plan-bulk';

/** A group that holds others: "a: b c" is the POST of "a" with the members "b" and "c". */
function creation(text: string): BulkOperation {
  const [bulkId = '', members = ''] = text.split(':');
  const value = members.split(' ').filter(Boolean).map((member) => ({ value: `bulkId:${member}` }));
  return { method: 'POST', bulkId, segments: ['Groups'], sentPath: '/Groups', data: { members: value } };
}

function change(...segments: string[]): BulkOperation {
  return { method: 'PATCH', segments, sentPath: '', data: {} };
}

/** "0", "1 without b", "1 completed" */
function stepsOf(...operations: BulkOperation[]): string[] {
  return planBulk(operations).steps.map((step) => {
    if (step.kind === 'complete') return `${step.index} completed`;
    return [step.index, ...[...step.postponed].map((bulkId) => `without ${bulkId}`)].join(' ');
  });
}

describe('planBulk', () => {
  it('keeps the order of the request where it can', () => {
    expect(stepsOf(creation('a'), change('Groups', 'g-1'), creation('b: a'), change('Groups', 'bulkId:a')))
      .toEqual(['0', '1', '2', '3']);
  });

  it('makes what an operation refers to before it, and the rest in its place', () => {
    expect(stepsOf(creation('a: c'), change('Groups', 'g-1'), creation('b'), creation('c: d'), creation('d')))
      .toEqual(['4', '3', '0', '1', '2']);
    expect(stepsOf(change('Groups', 'bulkId:a'), creation('a'))).toEqual(['1', '0']);
  });

  it.each([
    ['two', ['a: b', 'b: a'], ['1 without a', '0', '1 completed']],
    ['three', ['a: b', 'b: c', 'c: a'], ['2 without a', '1', '0', '2 completed']],
    ['one', ['a: a'], ['0 without a', '0 completed']],
    [
      'two that share one',
      ['a: b c', 'b: a', 'c: a b'],
      ['1 without a', '2 without a', '0', '1 completed', '2 completed'],
    ],
  ])('breaks a circle of %s where it closes, and mends it as soon as that can be', (_what, texts, steps) => {
    expect(stepsOf(...texts.map(creation))).toEqual(steps);
  });

  it('refuses what refers to a bulkId of no creation', () => {
    const named = { ...change('Groups', 'g-1'), bulkId: 'b' };
    const { operations } = planBulk([creation('a: b'), named, change('Users', 'bulkId:zz')]);
    expect(operations.map(({ refusal }) => refusal?.detail)).toEqual([
      'This operation refers to the bulkId "b", which no POST operation here has',
      undefined,
      'This operation refers to the bulkId "zz", which no POST operation here has',
    ]);
  });

  it('does every operation once, each after what it refers to or with that put in afterwards', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const requests = fc.tuple(...names.map((name) =>
      fc.subarray(names).map((members) => creation(`${name}:${members.join(' ')}`))))
      .chain((made) => fc.shuffledSubarray(made, { minLength: names.length }))
      .chain((made) => fc.subarray(names).map((changed) =>
        [...made, ...changed.map((name) => change('Groups', `bulkId:${name}`))]))
      .chain((operations) => fc.shuffledSubarray(operations, { minLength: operations.length }));

    fc.assert(fc.property(requests, (sent) => {
      const { operations, steps } = planBulk(sent);
      const made = new Set<string>();
      const performed: number[] = [];
      const owed = new Map<number, ReadonlySet<string>>();
      for (const step of steps) {
        const operation = operations[step.index] ?? creation('');
        if (step.kind === 'complete') {
          expect([...(owed.get(step.index) ?? [])].every((bulkId) => made.has(bulkId))).toBe(true);
          owed.delete(step.index);
          continue;
        }
        const needed = [...bulkIdsOf(operation)].filter((bulkId) => !step.postponed.has(bulkId));
        expect(needed.every((bulkId) => made.has(bulkId))).toBe(true);
        if (step.postponed.size > 0) owed.set(step.index, step.postponed);
        performed.push(step.index);
        if (operation.method === 'POST') made.add(operation.bulkId ?? '');
      }
      expect(owed.size).toBe(0);
      const inOrder = [...performed].sort((left, right) => left - right);
      expect(inOrder).toEqual(sent.map((_operation, index) => index));
      const changes = performed.filter((index) => sent[index]?.method === 'PATCH');
      expect(changes).toEqual([...changes].sort((left, right) => left - right));
    }));
  });

  it('holds a chain and a circle of a thousand', () => {
    const circle = Array.from({ length: 1_000 }, (_unused, index) =>
      creation(`${index}: ${(index + 1) % 1_000}`));
    expect(planBulk(circle).steps).toHaveLength(1_001);
  });
});
