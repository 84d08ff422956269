import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonEquals, type JsonValue } from './json';

const json = fc.jsonValue() as fc.Arbitrary<JsonValue>;

describe('jsonEquals', () => {
  it('holds for a value and its copy', () => {
    fc.assert(fc.property(json, (value) => jsonEquals(value, structuredClone(value))));
  });

  it('agrees with the JSON text when members are in the same order', () => {
    fc.assert(fc.property(json, json, (left, right) => {
      if (JSON.stringify(left) === JSON.stringify(right)) expect(jsonEquals(left, right)).toBe(true);
    }));
  });

  it.each<[JsonValue, JsonValue, boolean]>([
    [{ a: 1, b: 2 }, { b: 2, a: 1 }, true],
    [[1, 2], [2, 1], false],
    [{ a: 1 }, { a: 1, b: 1 }, false],
    [{}, [], false],
    [null, {}, false],
    ['1', 1, false],
  ])('%j and %j: %s', (left, right, equal) => {
    expect(jsonEquals(left, right)).toBe(equal);
  });
});
