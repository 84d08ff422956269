import { describe, expect, it } from 'vitest';
import { readCases } from '@/testing/read-cases';
import { staffType, staffUrn } from '@/testing/staff-extension';
import { isScimError } from '../error';
import { coreUserUrn, enterpriseUserUrn } from '../urns';
import { groupType, userType, type ResourceType } from '../schema/registry';
import type { CheckedFilter } from './ast';
import { checkFilter } from './check';
import { evaluateFilter } from './evaluate';
import { parseFilter } from './parser';

/** A checked filter in a short notation: ∃ for `some`, ¬ for `not`, paths joined with "/". */
function show(filter: CheckedFilter): string {
  switch (filter.kind) {
    case 'and':
    case 'or':
      if (filter.operands.length === 0) return filter.kind === 'and' ? '(true)' : '(false)';
      return `(${filter.operands.map(show).join(filter.kind === 'and' ? ' ∧ ' : ' ∨ ')})`;
    case 'not':
      return `¬${show(filter.operand)}`;
    case 'some':
      return `∃${filter.path.join('/')}(${show(filter.filter)})`;
    case 'present':
      return `${filter.path.join('/')}?`;
    case 'compare':
      return `${filter.path.join('/')} ${filter.operator} ${JSON.stringify(filter.value)}`;
  }
}

/** Filter, checked filter, resource type where it is not a user. */
const checked: [string, string, ResourceType?][] = [
  ['USERNAME eq "ANA"', 'userName eq "ana"'],
  ['externalId eq "Ana"', 'externalId eq "Ana"'],
  ['id eq "U"', 'id eq "U"'],
  [`${coreUserUrn}:name.FAMILYNAME sw "Rú"`, 'name/familyName sw "rú"'],
  ['active eq "True"', 'active eq true'],
  ['active ne FALSE', 'active ne false'],
  ['meta.lastModified ge "2026-11-21T12:00:00+02:00"',
    'meta/lastModified ge "2026-11-21T10:00:00.000Z"'],
  ['meta.resourceType eq User', 'meta/resourceType eq "User"'],
  ['externalId eq 00123', 'externalId eq "00123"'],
  ['externalId eq true', 'externalId eq "true"'],
  ['emails co "@A"', '∃emails(value co "@a")'],
  ['emails.type eq "Work"', '∃emails(type eq "work")'],
  [`${enterpriseUserUrn} pr`, `${enterpriseUserUrn}?`],
  [`${coreUserUrn} pr`, '?'],
  ['emails[type eq "work" and value co "@a"]', '∃emails((type eq "work" ∧ value co "@a"))'],
  ['emails[type eq "work"].value eq "A@b"', '∃emails((type eq "work" ∧ value eq "a@b"))'],
  ['emails ne "a"', '(¬emails? ∨ ∃emails(value ne "a"))'],
  ['emails[value ne "a"]', '∃emails(value ne "a")'],
  ['roles[primary eq "True"].value eq "admin"', '∃roles((primary eq true ∧ value eq "admin"))'],
  ['emails pr', 'emails?'],
  ['emails.value pr', '∃emails(value?)'],
  ['emails.value eq null', '¬∃emails(value?)'],
  ['name pr', 'name?'],
  ['title eq null', '¬title?'],
  ['schemas eq "urn:X"', '∃schemas( eq "urn:x")'],
  ['groups eq "G-1"', '∃groups(value eq "G-1")'],
  ['manager eq "m1"', `${enterpriseUserUrn}/manager/value eq "m1"`],
  [`${enterpriseUserUrn}:department sw "R"`, `${enterpriseUserUrn}/department sw "r"`],
  ['id eq "u" and manager eq "m"', `(id eq "u" ∧ ${enterpriseUserUrn}/manager/value eq "m")`],
  ['addresses[type eq "work"].country eq "ES"', '∃addresses((type eq "work" ∧ country eq "es"))'],
  ['x509Certificates.value eq "QUJD"', '∃x509Certificates(value eq "QUJD")'],
  ['members eq "u-1"', '∃members(value eq "u-1")', groupType],
  ['displayName eq "Finance"', 'displayName eq "finance"', groupType],
];

/** The examples of RFC 7644 §3.4.2.2. */
const examples = [
  'userName eq "bjensen"',
  'name.familyName co "O\'Malley"',
  'userName sw "J"',
  'urn:ietf:params:scim:schemas:core:2.0:User:userName sw "J"',
  'title pr',
  'meta.lastModified gt "2011-05-13T04:42:34Z"',
  'meta.lastModified ge "2011-05-13T04:42:34Z"',
  'meta.lastModified lt "2011-05-13T04:42:34Z"',
  'meta.lastModified le "2011-05-13T04:42:34Z"',
  'title pr and userType eq "Employee"',
  'title pr or userType eq "Intern"',
  'schemas eq "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"',
  'userType eq "Employee" and (emails co "example.com" or emails.value co "example.org")',
  'userType ne "Employee" and not (emails co "example.com" or emails.value co "example.org")',
  'userType eq "Employee" and (emails.type eq "work")',
  'userType eq "Employee" and emails[type eq "work" and value co "@example.com"]',
  'emails[type eq "work" and value co "@example.com"] or ims[type eq "xmpp" and value co "@foo.com"]',
];

/** What is refused as invalidFilter, the position in the text that the detail names, and its words. */
const refused = readCases<[filter: string, position: number, words: string]>(
  import.meta.dirname, 'refused.json',
);

describe('checkFilter', () => {
  it.each(checked)('%s means %s', (text, expected, type = userType) => {
    expect(show(checkFilter(type, parseFilter(text)))).toBe(expected);
  });

  it.each(examples)('accepts %s, in strict mode too', (text) => {
    expect(() => checkFilter(userType, parseFilter(text), 'strict')).not.toThrow();
  });

  it.each(refused)('refuses %j at position %i: %s', (text, position, words) => {
    const detail = detailOf(() => checkFilter(staffType, parseFilter(text)));
    expect(detail).toContain(words);
    expect(detail).toMatch(new RegExp(`position ${position}\\b`));
    expect(detail.length).toBeLessThan(400);
  });

  it('keeps the literal as the client wrote it beside the value to compare', () => {
    expect(checkFilter(userType, parseFilter('userName eq "Ana"')))
      .toMatchObject({ value: 'ana', literal: 'Ana' });
  });

  it.each([
    'externalId eq jyoung', 'manager eq "m"', 'externalId eq 12', 'active eq "true"', 'meta.created gt 2026',
    'emails[primary eq "True"]', `${staffUrn}:grade eq "1"`, 'grade eq 1', `${enterpriseUserUrn}.manager pr`,
  ])('strict mode refuses %s', (text) => {
    expect(detailOf(() => checkFilter(staffType, parseFilter(text), 'strict'))).toContain('position');
  });
});

/** Queries over several resource types (RFC 7644 §3.4.2.1): filter, meaning for a user, for a group. */
const overTypes: [string, string, string][] = [
  ['userName eq "Ana"', 'userName eq "ana"', '(false)'],
  ['members eq "u-1"', '(false)', '∃members(value eq "u-1")'],
  ['displayName eq "A"', 'displayName eq "a"', 'displayName eq "a"'],
  ['shoeSize pr', '(false)', '(false)'],
  ['shoeSize eq null', '¬(false)', '¬(false)'],
  ['shoeSize ne 1', '(true)', '(true)'],
  ['emails[type eq "work"].value eq "a"', '∃emails((type eq "work" ∧ value eq "a"))', '(false)'],
  ['emails[shoe eq "a"]', '∃emails((false))', '(false)'],
  ['meta.resourceType eq "User" and not (title pr)', '(meta/resourceType eq "User" ∧ ¬title?)',
    '(meta/resourceType eq "User" ∧ ¬(false))'],
  ['urn:acme:2.0:User:badge pr', '(false)', '(false)'],
];

describe('checkFilter over several resource types', () => {
  const meaning = (type: ResourceType, text: string) =>
    show(checkFilter(type, parseFilter(text), 'compatible', { unknown: 'absent' }));

  it.each(overTypes)('%s means %s of users and %s of groups', (text, ofUsers, ofGroups) => {
    expect([meaning(userType, text), meaning(groupType, text)]).toEqual([ofUsers, ofGroups]);
  });

  it.each(['password eq "x"', 'active gt true', 'name eq "Ana"', 'userName[type pr]'])(
    'still refuses %s', (text) => {
      expect(() => meaning(userType, text)).toThrow(expect.objectContaining({ scimType: 'invalidFilter' }));
    },
  );

  it('evaluates what is certain', () => {
    const holds = (text: string) => evaluateFilter(
      checkFilter(groupType, parseFilter(text), 'compatible', { unknown: 'absent' }), { displayName: 'f' });
    expect([holds('userName ne "a"'), holds('userName eq "a"'), holds('not (userName pr)')])
      .toEqual([true, false, true]);
  });
});

/** The detail of the invalidFilter that is thrown. */
function detailOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (isScimError(error) && error.scimType === 'invalidFilter') return error.detail;
    throw error;
  }
  throw new Error('Nothing was refused');
}
