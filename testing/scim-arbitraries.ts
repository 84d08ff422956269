import fc from 'fast-check';
import { compareOperators, type CompareOperator, type Filter, type Literal } from '@/lib/scim/filter/ast';
import type { JsonObject } from '@/lib/scim/json';
import { enterpriseUserUrn } from '@/lib/scim/urns';

/**
 * Users and filters that meet each other often: few names, few values, and values that differ only in case,
 * in Unicode form, in what LIKE makes of them, or in the order of UTF-16 against that of code points.
 */
export const texts = [
  'ana', 'Ana', 'ANA', 'bo', 'an', 'a', 'zo\u00eb', 'Zoe\u0308', '100%', 'a_b', 'a\\b', "o'neil", '"q"',
  '\ud83d\ude00',
  '\uffee', 'İ', ' ', 'true', '10', 'null',
];

const text = fc.constantFrom(...texts);
const type = fc.constantFrom('work', 'Work', 'home', 'other');
const instant = fc.constantFrom('2026-11-21T10:00:00.000Z', '2026-11-21T10:00:00.001Z',
  '2025-01-01T00:00:00.000Z');

const element = fc.record({ value: text, type, display: text, primary: fc.boolean() }, { requiredKeys: [] })
  .filter((parts) => Object.keys(parts).length > 0);

/** A valid canonical document of a User. */
export const userDocument: fc.Arbitrary<JsonObject> = fc.record({
  userName: text.filter((name) => name.trim() !== ''),
  externalId: text,
  active: fc.boolean(),
  title: text,
  name: fc.record({ givenName: text, familyName: text }, { requiredKeys: [] })
    .filter((parts) => Object.keys(parts).length > 0),
  emails: listOf(element),
  roles: listOf(element),
  [enterpriseUserUrn]: fc.record({ department: text, manager: fc.record({ value: text }) },
    { requiredKeys: [] })
    .filter((parts) => Object.keys(parts).length > 0),
}, { requiredKeys: ['userName', 'active'] }) as fc.Arbitrary<JsonObject>;

function listOf(elements: typeof element) {
  return fc.uniqueArray(elements, { minLength: 1, maxLength: 3, selector: (item) => JSON.stringify(item) })
    .map(([first, ...others]) => [first, ...others.map(withoutMark)]);
}

/** At most one element of a list is primary. */
function withoutMark(item: { primary?: boolean }) {
  return item.primary === undefined ? item : { ...item, primary: false };
}

/** The same with what the service provider knows of it. */
export const userResource: fc.Arbitrary<JsonObject> = fc.record({
  document: userDocument, id: fc.constantFrom('u-1', 'U-1', 'u-2'), created: instant, lastModified: instant,
}).map(({ document, id, created, lastModified }) =>
  ({ ...document, id, meta: { resourceType: 'User', created, lastModified } }));

const textPaths = [
  'userName', 'USERNAME', 'externalId', 'title', 'displayName', 'name.givenName', 'emails.value', 'emails',
  'emails.type',
  'roles', 'roles.display', 'id', 'manager', `${enterpriseUserUrn}:department`,
  `${enterpriseUserUrn}:manager.value`,
];
const presentPaths = [...textPaths, 'active', 'name', 'addresses', 'meta.created', 'emails.primary', 'meta'];

const quoted = text.map((value): Literal => ({ kind: 'quoted', text: value }));
const bare = (...words: string[]) =>
  fc.constantFrom(...words).map((word): Literal => ({ kind: 'bare', text: word }));
const quotedOf = (...values: string[]) =>
  fc.constantFrom(...values).map((value): Literal => ({ kind: 'quoted', text: value }));
const booleans = fc.oneof(bare('true', 'false', 'True'), quotedOf('True', 'false'));
const dateTimes = fc.oneof(instant.map((value): Literal => ({ kind: 'quoted', text: value })),
  quotedOf('2026-11-21T12:00:00+02:00'));

const anyOperator = fc.constantFrom(...compareOperators);
const equality = fc.constantFrom<CompareOperator[]>('eq', 'ne');
const ordering = fc.constantFrom<CompareOperator[]>('eq', 'ne', 'gt', 'ge', 'lt', 'le');

function compare(
  paths: readonly string[],
  operator: fc.Arbitrary<CompareOperator>,
  literal: fc.Arbitrary<Literal>,
): fc.Arbitrary<Filter> {
  const path = fc.constantFrom(...paths).map((text) => ({ text, position: 0 }));
  return fc.record({ kind: fc.constant('compare'), path, operator, literal });
}

function present(paths: readonly string[]): fc.Arbitrary<Filter> {
  return fc.constantFrom(...paths).map((text) => ({ kind: 'present', path: { text, position: 0 } }));
}

function nested(leaf: fc.Arbitrary<Filter>, maxDepth: number): fc.Arbitrary<Filter> {
  return fc.letrec<{ filter: Filter }>((tie) => ({
    filter: fc.oneof({ maxDepth, depthIdentifier: fc.createDepthIdentifier() },
      leaf,
      fc.record({
        kind: fc.constantFrom('and', 'or'),
        operands: fc.array(tie('filter'), { minLength: 2, maxLength: 3 }),
      }),
      fc.record({ kind: fc.constant('not'), operand: tie('filter') })),
  })).filter;
}

const elementLeaf = fc.oneof(
  compare(['value', 'type', 'display'], anyOperator, quoted),
  compare(['type'], equality, type.map((value): Literal => ({ kind: 'quoted', text: value }))),
  compare(['primary'], equality, booleans),
  present(['value', 'type', 'primary']),
);

const valuePath: fc.Arbitrary<Filter> = fc.record({
  path: fc.constantFrom('emails', 'roles').map((name) => ({ text: name, position: 0 })),
  filter: nested(elementLeaf, 2),
}).map((parts) => ({ kind: 'valuePath', ...parts }));

/** A filter on users as parsed, with all positions 0. It always checks in compatible mode. */
export const userFilter: fc.Arbitrary<Filter> = nested(fc.oneof(
  compare(textPaths, anyOperator, quoted),
  compare(['active', 'emails.primary', 'roles.primary'], equality, booleans),
  compare(['meta.created', 'meta.lastModified'], ordering, dateTimes),
  present(presentPaths),
  valuePath,
), 3);

/** The text of a filter, in the grammar of RFC 7644 §3.4.2.2. */
export function printFilter(filter: Filter): string {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.operands.map(printOperand).join(` ${filter.kind} `);
    case 'not':
      return `not (${printFilter(filter.operand)})`;
    case 'valuePath':
      return `${filter.path.text}[${printFilter(filter.filter)}]`;
    case 'present':
      return `${filter.path.text} pr`;
    case 'compare': {
      const { kind, text: value } = filter.literal;
      return `${filter.path.text} ${filter.operator} ${kind === 'quoted' ? JSON.stringify(value) : value}`;
    }
  }
}

function printOperand(filter: Filter): string {
  return filter.kind === 'and' || filter.kind === 'or' ? `(${printFilter(filter)})` : printFilter(filter);
}
