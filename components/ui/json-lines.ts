export type JsonTokenKind = 'key' | 'string' | 'number' | 'keyword' | 'redacted' | 'punctuation';

export interface JsonToken {
  kind: JsonTokenKind;
  text: string;
}

/** One line of pretty-printed JSON. */
export interface JsonLine {
  type: 'line';
  depth: number;
  tokens: JsonToken[];
}

/** Lines that start out hidden, because the reader rarely wants them. */
export interface JsonFold {
  type: 'fold';
  depth: number;
  summary: string;
  lines: JsonPart[];
}

export type JsonPart = JsonLine | JsonFold;

/** What stands in a stored body where a secret stood. */
export const redactedMarker = '[redacted]';

const longestString = 200;
const longestArray = 20;

function primitiveToken(value: unknown): JsonToken {
  if (value === redactedMarker) return { kind: 'redacted', text: 'redacted' };
  if (typeof value === 'string') return { kind: 'string', text: JSON.stringify(value) };
  return { kind: typeof value === 'number' ? 'number' : 'keyword', text: String(value) };
}

function punctuation(text: string): JsonToken {
  return { kind: 'punctuation', text };
}

function stringParts(value: string, before: JsonToken[], after: JsonToken[], depth: number): JsonPart[] {
  const short: JsonToken = {
    kind: 'string',
    text: `${JSON.stringify(value.slice(0, longestString)).slice(0, -1)}…`,
  };
  const summary = `Show all ${value.length.toLocaleString('en')} characters`;
  const whole: JsonLine = { type: 'line', depth: depth + 1, tokens: [primitiveToken(value)] };
  return [
    { type: 'line', depth, tokens: [...before, short, ...after] },
    { type: 'fold', depth: depth + 1, summary, lines: [whole] },
  ];
}

function entriesOf(value: object): [label: JsonToken[], member: unknown][] {
  if (Array.isArray(value)) return value.map((member: unknown) => [[], member]);
  return Object.entries(value).map(([key, member]) => [
    [{ kind: 'key', text: JSON.stringify(key) }, punctuation(': ')],
    member,
  ]);
}

function containerParts(value: object, before: JsonToken[], after: JsonToken[], depth: number): JsonPart[] {
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const entries = entriesOf(value);
  if (entries.length === 0) {
    return [{ type: 'line', depth, tokens: [...before, punctuation(`${open}${close}`), ...after] }];
  }
  const members = entries.map(([label, member], index) =>
    valueParts(member, label, index < entries.length - 1 ? [punctuation(',')] : [], depth + 1),
  );
  const shown = Array.isArray(value) ? members.slice(0, longestArray) : members;
  const folded = members.slice(shown.length);
  const parts: JsonPart[] = [
    { type: 'line', depth, tokens: [...before, punctuation(open)] },
    ...shown.flat(),
  ];
  if (folded.length > 0) {
    parts.push({
      type: 'fold',
      depth: depth + 1,
      summary: `Show ${folded.length} more`,
      lines: folded.flat(),
    });
  }
  return [...parts, { type: 'line', depth, tokens: [punctuation(close), ...after] }];
}

function valueParts(value: unknown, before: JsonToken[], after: JsonToken[], depth: number): JsonPart[] {
  if (typeof value === 'object' && value !== null) return containerParts(value, before, after, depth);
  if (typeof value === 'string' && value.length > longestString)
    return stringParts(value, before, after, depth);
  return [{ type: 'line', depth, tokens: [...before, primitiveToken(value), ...after] }];
}

/** Pretty-printed lines of a JSON value: keys in their order, long strings and arrays folded. */
export function jsonLines(value: unknown): JsonPart[] {
  return valueParts(value, [], [], 0);
}
