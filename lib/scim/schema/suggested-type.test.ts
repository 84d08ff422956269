import { expect, it } from 'vitest';
import type { JsonValue } from '../json';
import { suggestedType } from './suggested-type';

it.each<[value: JsonValue, type: string | null, multiValued?: boolean]>([
  ['Finance', 'string'],
  ['true', 'string'],
  ['42', 'string'],
  ['2026-01-31', 'string'],
  ['2026-01-31T12:00:00Z', 'dateTime'],
  ['2026-01-31T12:00:00.5+02:00', 'dateTime'],
  ['2026-02-31T12:00:00Z', 'string'],
  [false, 'boolean'],
  [7, 'integer'],
  [7.5, 'decimal'],
  [['a', 'b'], 'string', true],
  [[1, 2], 'integer', true],
  [[1, 2.5], 'decimal', true],
  [[1, 'a'], 'string', true],
  [['2026-01-31T12:00:00Z', 'later'], 'string', true],
  [[], 'string', true],
  [{ floor: 3 }, null],
  [[{ value: 'a' }], null],
  [['a', ['b']], null],
])('%j suggests %s', (value, type, multiValued = false) => {
  expect(suggestedType(value)).toEqual(type === null ? null : { type, multiValued });
});
