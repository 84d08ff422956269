import fc from 'fast-check';
import { enterpriseUserUrn } from '@/lib/scim/urns';
import { memberIds } from './scim-arbitraries';
import { teamUrn } from './staff-extension';

/**
 * Few words, so that filters hit; each with a trap: case, accents, wildcards, quotes, code points beyond
 * U+FFFF.
 */
const words = [
  'Ana',
  'ANA',
  'a%_',
  'Zo\u00eb',
  'zoe\u0308',
  'a"b\\',
  '\uffee',
  '\u{1f600}x',
  'ana ruiz',
  '-1',
  'work',
  '',
];
const types = ['work', 'Home', 'other'];

const word = fc.constantFrom(...words);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const email = fc.record({
  value: word,
  type: maybe(fc.constantFrom(...types)),
  primary: maybe(fc.boolean()),
});
/** A user with traps in its texts, as a client may send it. */
export const trappedUser = fc.record({
  displayName: maybe(word),
  externalId: maybe(word),
  title: maybe(word),
  active: maybe(fc.boolean()),
  name: maybe(fc.record({ givenName: maybe(word), familyName: maybe(word) })),
  emails: maybe(fc.array(email, { maxLength: 3 })),
  roles: maybe(fc.array(fc.record({ value: word }), { maxLength: 2 })),
  [enterpriseUserUrn]: maybe(
    fc.record({ department: maybe(word), manager: maybe(fc.record({ value: word })) }),
  ),
});

/** What every resource has of the service provider. */
const serverAttributes = [
  'schemas',
  'meta',
  'meta.created',
  'meta.lastModified',
  'meta.version',
  'meta.location',
  'meta.resourceType',
];
const userAttributes = [
  'id',
  'userName',
  'externalId',
  'displayName',
  'active',
  'title',
  'name.givenName',
  'name',
  'emails',
  'emails.value',
  'emails.type',
  'emails.primary',
  'roles',
  'roles.value',
  'groups',
  'groups.value',
  'groups.display',
  'groups.type',
  ...serverAttributes,
  `${enterpriseUserUrn}:department`,
  'manager',
  'manager.displayName',
  'manager.$ref',
  enterpriseUserUrn,
  'phoneNumbers',
  'active',
];
const groupAttributes = [
  'id',
  'displayName',
  'externalId',
  'members',
  'members.value',
  'members.type',
  'members.display',
  'members.$ref',
  ...serverAttributes,
  teamUrn,
  `${teamUrn}:costCenter`,
  `${teamUrn}:aliases`,
];
const operator = fc.constantFrom('eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le');
const literal = fc.oneof(
  fc
    .constantFrom(...words, ...types, 'user-3', 'G1', 'group-2', 'direct', 'indirect', 'User', 'Group')
    .map((text) => JSON.stringify(text)),
  // Stand for identifiers, which are known only when the resources are made.
  fc.constantFrom(...memberIds, 'location').map((name) => `"${name}"`),
  fc.constantFrom('true', 'false', 'null', '7', '"W/\\"1\\""', '"User"', '"2026-01-01T00:00:00Z"'),
);
const part = fc.constantFrom('value', 'type', 'primary', 'display', '$ref');
const term = fc.oneof(
  fc.tuple(part, operator, literal).map((parts) => parts.join(' ')),
  part.map((name) => `${name} pr`),
);

/** Filters as texts, which draw on what the server knows too: `meta`, `groups`, `manager`, `members`. */
function filterTexts(attributes: string[], lists: string[]): fc.Arbitrary<string> {
  const attribute = fc.constantFrom(...attributes);
  const comparison = fc.oneof(
    { weight: 4, arbitrary: fc.tuple(attribute, operator, literal).map((parts) => parts.join(' ')) },
    { weight: 1, arbitrary: attribute.map((name) => `${name} pr`) },
  );
  return fc.letrec<{ filter: string; inner: string }>((tie) => ({
    inner: fc.oneof({ maxDepth: 2 }, term, joined(tie('inner')), tie('inner').map(negated)),
    filter: fc.oneof(
      { maxDepth: 3 },
      comparison,
      fc.tuple(fc.constantFrom(...lists), tie('inner')).map(([name, inner]) => `${name}[${inner}]`),
      joined(tie('filter')),
      tie('filter').map(negated),
    ),
  })).filter;
}

function joined(filter: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.tuple(filter, fc.constantFrom('and', 'or'), filter).map((parts) => `(${parts.join(' ')})`);
}

function negated(filter: string): string {
  return `not (${filter})`;
}

/** Filters on users and on groups that are written to hit, and to trip. */
export const userFilterText = filterTexts(userAttributes, ['emails', 'roles', 'groups']);
export const groupFilterText = filterTexts(groupAttributes, ['members']);
