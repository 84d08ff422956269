import { describe, expect, it } from 'vitest';
import { booleanFromText, idFromReference, quirks, roleFromJsonText, type Quirk } from './dialect';

describe('booleanFromText', () => {
  it.each([
    ['True', true], ['FALSE', false], ['true', true], ['yes', undefined], ['1', undefined], ['', undefined],
    [' true', undefined],
  ])('%j means %s', (text, boolean) => {
    expect(booleanFromText(text)).toBe(boolean);
  });
});

describe('roleFromJsonText', () => {
  it.each([
    ['{"id":"06b0","value":"admin","displayName":"Administrator"}',
      { value: 'admin', display: 'Administrator' }],
    ['{"value":"admin","type":"App","primary":true,"extra":{"a":1}}', { value: 'admin', type: 'App' }],
    ['{"id":"06b0"}', { value: '06b0' }],
    ['{"value":"","id":"06b0"}', { value: '06b0' }],
    ['{"__proto__":{"value":"owner"},"value":"member"}', { value: 'member' }],
    ['{"__proto__":{"value":"owner"}}', undefined],
    ['{"value":{"value":"owner"}}', undefined],
    ['{"value":7}', undefined],
    ['["admin"]', undefined],
    ['admin', undefined],
    ['{admin', undefined],
    [`{"value":"${'x'.repeat(5000)}"}`, undefined],
    ['{"a":'.repeat(800), undefined],
  ])('%.60s', (text, role) => {
    expect(roleFromJsonText(text)).toEqual(role);
  });
});

describe('idFromReference', () => {
  it.each([
    ['https://app.test/scim/v2/Users/m1', 'm1'], ['../Users/m1', 'm1'], ['m1', 'm1'],
    ['https://app.test/Users/', undefined],
  ])('%s', (uri, id) => {
    expect(idFromReference(uri)).toBe(id);
  });
});

describe('quirks', () => {
  const all: [string, Quirk][] = Object.entries(quirks);

  it.each(all)('%s says which attribute, and what was done', (_, quirk) => {
    expect(quirk.arrived('emails.value', 'True')).toContain('`emails.value`');
    expect(quirk.repair('emails.value', 'True')).toMatch(/^[a-z].*[^.]$/);
  });
});
