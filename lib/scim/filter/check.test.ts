import { describe, expect, it } from 'vitest';
import { coreUserUrn, enterpriseUserUrn } from '../urns';
import { groupType, userType, type ResourceType } from '../schema/registry';
import type { CheckedFilter } from './ast';
import { checkFilter } from './check';
import { parseFilter } from './parser';

/** A checked filter in a short notation: ∃ for `some`, ¬ for `not`, paths joined with "/". */
function show(filter: CheckedFilter): string {
  switch (filter.kind) {
    case 'and':
    case 'or':
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

/** What is refused as invalidFilter, and what the detail says. */
const refused: [string, string][] = [
  ['shoeSize eq 1', '"shoeSize" at position 1 is no attribute'],
  ['title pr and shoeSize pr', 'position 14'],
  ['name.shoe eq "a"', 'name.shoe'],
  ['urn:acme:User:badge eq "a"', 'is no attribute'],
  [`${enterpriseUserUrn} pr`, 'is no attribute'],
  ['password eq "x"', 'never returned'],
  ['password pr', 'never returned'],
  ['__proto__ pr', 'is no attribute'],
  ['active gt true', 'boolean'],
  ['active co "t"', 'boolean'],
  ['active eq 1', 'neither true nor false'],
  ['emails.primary lt true', 'boolean'],
  ['meta.created co "2026"', 'dateTime'],
  ['meta.created gt "yesterday"', 'other than a date and time'],
  ['x509Certificates.value gt "a"', 'binary'],
  ['x509Certificates.value co "a"', 'binary'],
  ['name eq "Ana"', 'familyName'],
  ['addresses eq "Main"', 'streetAddress'],
  ['emails[shoe eq "a"]', 'no part of `emails`'],
  ['emails[type eq "work"].shoe eq "a"', 'no part of `emails`'],
  ['emails[emails[type pr]]', 'no part of `emails`'],
  ['emails[value[type pr]]', 'takes no filter'],
  ['userName[type eq "a"]', 'takes no filter'],
  ['emails.value[type eq "a"]', 'takes no filter'],
  ['name[givenName eq "a"]', 'takes no filter'],
];

describe('checkFilter', () => {
  it.each(checked)('%s means %s', (text, expected, type = userType) => {
    expect(show(checkFilter(type, parseFilter(text)))).toBe(expected);
  });

  it.each(examples)('accepts %s, in strict mode too', (text) => {
    expect(() => checkFilter(userType, parseFilter(text), 'strict')).not.toThrow();
  });

  it.each(refused)('refuses %s: %s', (text, detail) => {
    expect(() => checkFilter(userType, parseFilter(text))).toThrow(expect.objectContaining({
      status: 400, scimType: 'invalidFilter', detail: expect.stringContaining(detail) as string,
    }));
  });

  it('keeps the literal as the client wrote it beside the value to compare', () => {
    expect(checkFilter(userType, parseFilter('userName eq "Ana"')))
      .toMatchObject({ value: 'ana', literal: 'Ana' });
  });

  it.each([
    'externalId eq jyoung', 'manager eq "m"', 'externalId eq 12',
  ])('strict mode refuses %s', (text) => {
    expect(() => checkFilter(userType, parseFilter(text), 'strict'))
      .toThrow(expect.objectContaining({ scimType: 'invalidFilter' }));
  });
});
