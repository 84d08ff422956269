import { expect, it } from 'vitest';
import { suggestedTypeOf } from '@/lib/schemas/list-unregistered';
import { sightingOf } from '@/lib/schemas/sighting';
import type { JsonValue } from '@/lib/scim/json';

function sighted(name: string, value: JsonValue) {
  const place = { tenantId: 'acme', resourceType: 'User', now: new Date(0) } as const;
  return sightingOf({ urn: 'urn:acme:staff', name, value }, place);
}

type Case = [
  what: string,
  value: JsonValue,
  example: string,
  exampleType: string,
  type: string | null,
  multiValued?: boolean,
];

it.each<Case>([
  ['a text', 'Finance', 'Finance', 'string', 'string'],
  ['a time', '2026-01-31T12:00:00Z', '2026-01-31T12:00:00Z', 'string', 'dateTime'],
  ['a boolean', true, 'true', 'boolean', 'boolean'],
  ['a whole number', 3, '3', 'number', 'integer'],
  ['a number', 3.5, '3.5', 'number', 'decimal'],
  ['a list', [1, 2], '[1,2]', 'array', 'integer', true],
  ['an empty list', [], '[]', 'array', 'string', true],
  ['an object', { floor: 3 }, '{"floor":3}', 'object', null],
  ['a list of objects', [{ floor: 3 }], '[{"floor":3}]', 'array', null],
  ['a long object in a list', [{ x: 'x'.repeat(300) }], `[{"x":"${'x'.repeat(193)}`, 'array', null],
  ['a long text in a list', ['x'.repeat(300)], `["${'x'.repeat(198)}`, 'array', 'string', true],
  ['a long text', 'x'.repeat(300), 'x'.repeat(200), 'string', 'string'],
  ['a text to be cut between surrogates', `${'x'.repeat(199)}😀`, 'x'.repeat(199), 'string', 'string'],
  ['what the store cannot hold', 'a\0b\ud800', 'a\ufffdb\ufffd', 'string', 'string'],
])('shows %s as an example, and suggests its type', (_what, value, ...[example, exampleType, type, many]) => {
  const sighting = sighted('team', value);
  expect(sighting).toMatchObject({ example, exampleType });
  expect(suggestedTypeOf(sighting)).toEqual(type === null ? null : { type, multiValued: many ?? false });
});

it('cuts a list at an element, so that the example still tells the type', () => {
  const sighting = sighted('floors', Array.from({ length: 90 }, (_, index) => index));
  expect(sighting.example.length).toBeLessThanOrEqual(200);
  expect(JSON.parse(sighting.example)).toContain(40);
  expect(suggestedTypeOf(sighting)).toEqual({ type: 'integer', multiValued: true });
});

it.each<[name: string, value: JsonValue]>([
  ['apiToken', 'hunter2'],
  ['door', { pinPassword: 'hunter2' }],
  ['note', 'password=hunter2'],
  ['note', 'Bearer hunter2hunter2'],
  ['secrets', ['hunter2']],
  ['note', '{"client_secret":"hunter2"}'],
])('shows no secret in %s: %j', (name, value) => {
  expect(sighted(name, value).example).not.toContain('hunter2');
});
