import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonLines, redactedMarker, type JsonPart } from './json-lines';

/** All lines as text, folds opened. */
function textOf(parts: readonly JsonPart[]): string {
  return parts
    .map((part) =>
      part.type === 'fold'
        ? textOf(part.lines)
        : '  '.repeat(part.depth) + part.tokens.map((token) => token.text).join(''),
    )
    .join('\n');
}

describe('jsonLines', () => {
  it('writes what JSON.stringify writes, for everything that needs no folding of strings', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const plain = JSON.parse(JSON.stringify(value)) as unknown;
        fc.pre(!JSON.stringify(plain).includes(redactedMarker));
        expect(textOf(jsonLines(plain))).toBe(JSON.stringify(plain, null, 2));
      }),
    );
  });

  it('keeps keys in the order they came in', () => {
    const value = JSON.parse('{"schemas":[],"userName":"ana","active":true}') as unknown;
    expect(textOf(jsonLines(value))).toBe('{\n  "schemas": [],\n  "userName": "ana",\n  "active": true\n}');
  });

  it('marks redacted values instead of quoting them', () => {
    const [, line] = jsonLines({ password: redactedMarker });
    expect(line?.type === 'line' && line.tokens.at(-1)).toEqual({ kind: 'redacted', text: 'redacted' });
  });

  it('folds what follows the twentieth element of an array', () => {
    const fold = jsonLines(Array.from({ length: 24 }, (_, index) => index)).find(
      (part) => part.type === 'fold',
    );
    expect(fold).toMatchObject({ summary: 'Show 4 more', lines: [{}, {}, {}, {}] });
  });

  it('shortens a long string and keeps all of it within reach', () => {
    const value = 'x'.repeat(240);
    const fold = jsonLines({ photo: value }).find((part) => part.type === 'fold');
    expect(fold).toMatchObject({
      summary: 'Show all 240 characters',
      lines: [{ tokens: [{ text: `"${value}"` }] }],
    });
  });
});
