import { describe, expect, it } from 'vitest';
import type { JsonObject } from '@/lib/scim/json';
import { compactJson } from './compact-json';

const long = 'x'.repeat(60);

describe('compactJson', () => {
  it('keeps on one line what fits', () => {
    expect(compactJson({ op: 'add', value: [1, null], none: {} })).toBe(
      '{ "op": "add", "value": [1, null], "none": {} }',
    );
  });

  it('breaks only what does not, and stays JSON', () => {
    const value: JsonObject = { long, list: [{ long, op: 'add' }, { op: 'remove' }] };
    const text = compactJson(value);
    expect(text).toBe(
      [
        '{',
        `  "long": "${long}",`,
        '  "list": [',
        '    {',
        `      "long": "${long}",`,
        '      "op": "add"',
        '    },',
        '    { "op": "remove" }',
        '  ]',
        '}',
      ].join('\n'),
    );
    expect(JSON.parse(text)).toEqual(value);
  });
});
