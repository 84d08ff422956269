import fc from 'fast-check';
import { compareOperators, type CompareOperator, type Filter, type Literal } from '@/lib/scim/filter/ast';
import { isJsonObject, type JsonObject, type JsonValue } from '@/lib/scim/json';
import { enterpriseUserUrn } from '@/lib/scim/urns';
import { staffUrn } from './staff-extension';

/**
 * Users, groups and filters that meet each other often: few names, few values, and values that differ only in
 * case, in Unicode form, in what LIKE makes of them, or in the order of UTF-16 against that of code points.
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

/** The attributes of the extension that a tenant registered (testing/staff-extension). */
const staff = fc.record({
  badge: text,
  site: text,
  onSite: fc.boolean(),
  grade: fc.constantFrom(1, 2, 10),
  rate: fc.constantFrom(0.5, 10, -1),
  hiredAt: instant,
  handbook: text,
  tags: listOfDistinct(fc.constantFrom('red', 'zo\u00eb', '100%', 'a')),
  codes: listOfDistinct(fc.constantFrom('A1', 'a1', 'B2')),
  floors: listOfDistinct(fc.constantFrom(1, 2, 10)),
  flags: listOfDistinct(fc.boolean()),
  shifts: listOfDistinct(instant),
}, { requiredKeys: [] }).filter((parts) => Object.keys(parts).length > 0);

function listOfDistinct<T>(values: fc.Arbitrary<T>) {
  return fc.uniqueArray(values, { minLength: 1, maxLength: 3 });
}

/** A user document of a tenant that registered the extension. */
export const staffDocument: fc.Arbitrary<JsonObject> = fc.record({ user: userDocument, staff })
  .map(({ user, staff: values }) => ({ ...user, [staffUrn]: values })) as fc.Arbitrary<JsonObject>;

/** The same as it is served. */
export const staffResource: fc.Arbitrary<JsonObject> = fc.record({ user: userResource, staff })
  .map(({ user, staff: values }) => ({ ...user, [staffUrn]: values })) as fc.Arbitrary<JsonObject>;

/** Identifiers of the members that drawn groups have. */
export const memberIds = ['u-1', 'U-1', 'u-2', 'g-2'];

const memberId = fc.constantFrom(...memberIds);
const member = fc.record({ value: memberId, type: fc.constantFrom('User', 'Group') }, {
  requiredKeys: ['value'],
});

/** A valid canonical document of a Group, with its members as the client may write them. */
export const groupDocument: fc.Arbitrary<JsonObject> = fc.record({
  displayName: text.filter((name) => name.trim() !== ''),
  externalId: text,
  members: fc.uniqueArray(member, { minLength: 1, maxLength: 3, selector: ({ value }) => value }),
}, { requiredKeys: ['displayName'] }) as fc.Arbitrary<JsonObject>;

/** The same with what the service provider knows of the group and of its members. */
export const groupResource: fc.Arbitrary<JsonObject> = fc.record({
  document: groupDocument,
  id: fc.constantFrom('g-1', 'G-1', 'g-3'),
  display: text,
  created: instant,
  lastModified: instant,
}).map(({ document, id, display, created, lastModified }) => {
  const { members, ...rest } = document;
  const served = Array.isArray(members) ? members.map((sent) => servedMember(sent, display)) : [];
  return {
    ...rest,
    ...(served.length > 0 && { members: served }),
    id,
    meta: { resourceType: 'Group', created, lastModified },
  };
});

function servedMember(sent: JsonValue, display: string): JsonObject {
  const { value = '' } = isJsonObject(sent) ? sent : {};
  const type = String(value).startsWith('g') ? 'Group' : 'User';
  return { value, type, display, $ref: `https://rollcall.test/scim/v2/${type}s/${String(value)}` };
}

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

function valuePath(paths: readonly string[], leaf: fc.Arbitrary<Filter>): fc.Arbitrary<Filter> {
  return fc.record({
    path: fc.constantFrom(...paths).map((name) => ({ text: name, position: 0 })),
    filter: nested(leaf, 2),
  }).map((parts) => ({ kind: 'valuePath', ...parts }));
}

const userLeaf = fc.oneof(
  compare(textPaths, anyOperator, quoted),
  compare(['active', 'emails.primary', 'roles.primary'], equality, booleans),
  compare(['meta.created', 'meta.lastModified'], ordering, dateTimes),
  present(presentPaths),
  valuePath(['emails', 'roles'], elementLeaf),
);

/** A filter on users as parsed, with all positions 0. It always checks in compatible mode. */
export const userFilter: fc.Arbitrary<Filter> = nested(userLeaf, 3);

const numbers = fc.oneof(bare('1', '2', '10', '0.5', '-1', '1e1'), quotedOf('2', '10'));
const inStaff = (...names: string[]) => names.map((name) => `${staffUrn}:${name}`);

/** A filter on users of a tenant that registered the extension. */
export const staffFilter: fc.Arbitrary<Filter> = nested(fc.oneof(
  userLeaf,
  compare(inStaff('badge', 'site', 'handbook', 'tags', 'codes', 'links'), anyOperator, fc.oneof(quoted,
    quotedOf('RED', 'Zo\u00eb', 'A1', 'a'))),
  compare(inStaff('onSite', 'flags'), equality, booleans),
  compare(inStaff('grade', 'rate', 'floors', 'scores'), ordering, numbers),
  compare(inStaff('hiredAt', 'shifts'), ordering, dateTimes),
  present([staffUrn, enterpriseUserUrn, ...inStaff('badge', 'onSite', 'grade', 'tags', 'floors', 'flags')]),
), 3);

const memberTexts = fc.oneof(quoted, quotedOf(...memberIds, 'User', 'group', 'https://rollcall.test'));
const memberLeaf = fc.oneof(
  compare(['value', 'type', 'display', '$ref'], anyOperator, memberTexts),
  present(['value', 'type', 'display', '$ref']),
);
const groupTextPaths = [
  'displayName', 'DISPLAYNAME', 'externalId', 'id', 'members', 'members.value', 'members.display',
  'members.type', 'members.$ref', 'meta.resourceType', 'schemas',
];

/** A filter on groups. */
export const groupFilter: fc.Arbitrary<Filter> = nested(fc.oneof(
  compare(groupTextPaths, anyOperator, memberTexts),
  compare(['meta.created', 'meta.lastModified'], ordering, dateTimes),
  present([...groupTextPaths, 'meta', 'meta.created']),
  valuePath(['members'], memberLeaf),
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
