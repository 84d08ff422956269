import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printFilter, texts, userDocument, userFilter, userResource } from '@/testing/scim-arbitraries';
import { foldCase } from '@/lib/shared/fold-case';
import type { JsonObject } from '../json';
import { userType } from '../schema/registry';
import { enterpriseUserUrn } from '../urns';
import type { Filter } from './ast';
import { checkFilter } from './check';
import { compareCodePoints, evaluateFilter } from './evaluate';
import { toFilterView } from './filter-view';
import { parseFilter } from './parser';

function matches(filter: string | Filter, resource: JsonObject): boolean {
  const parsed = typeof filter === 'string' ? parseFilter(filter) : filter;
  return evaluateFilter(checkFilter(userType, parsed), toFilterView(userType, resource));
}

const ana: JsonObject = {
  id: 'u-1',
  externalId: 'Ana.Ruiz',
  userName: 'Ana@acme.test',
  name: { givenName: 'Ana' },
  active: false,
  title: '',
  emails: [{ value: 'Ana@acme.test', type: 'work', primary: true }, { value: 'ana@home.test', type: 'home' }],
  [enterpriseUserUrn]: { manager: { value: 'm-1' } },
  meta: { created: '2026-11-21T10:00:00.000Z' },
};

/** RFC 7644 §3.4.2.2 on one user: filter, whether it matches. */
const cases: [string, boolean][] = [
  ['userName eq "ANA@ACME.TEST"', true],
  ['userName ne "ana@acme.test"', false],
  ['externalId eq "Ana.Ruiz"', true],
  ['externalId eq "ana.ruiz"', false],
  ['name.givenName sw "AN" and name.givenName ew "na"', true],
  ['userName co "@acme"', true],
  ['active eq "False"', true],
  ['active ne false', false],
  ['active pr', true],
  ['title pr', false],
  ['title eq null', true],
  ['title eq ""', false],
  ['title ne "CEO"', true],
  ['not (title eq "CEO")', true],
  ['displayName gt "a" or displayName le "a"', false],
  ['emails[type eq "work" and value co "@acme"]', true],
  ['emails[type eq "home" and value co "@acme"]', false],
  ['emails.type eq "home" and emails.value co "@acme"', true],
  ['emails[type eq "work"].value eq "ana@acme.test"', true],
  ['emails[type eq "home"].value eq "ana@acme.test"', false],
  ['emails[not (primary eq true)]', true],
  ['emails co "HOME.test"', true],
  ['emails ne "ana@acme.test"', true],
  ['phoneNumbers ne "1"', true],
  ['phoneNumbers[value ne "1"]', false],
  ['phoneNumbers pr', false],
  ['emails.display pr', false],
  ['manager eq "m-1" and id eq "u-1"', true],
  ['manager eq "M-1"', false],
  [`${enterpriseUserUrn}:department pr`, false],
  ['schemas eq "urn:ietf:params:scim:schemas:core:2.0:USER"', true],
  ['schemas ew "enterprise:2.0:User"', true],
  ['meta.created eq "2026-11-21T12:00:00+02:00"', true],
  ['meta.created gt "2026-11-21T10:00:00Z"', false],
  ['meta.created lt "2026-11-21T10:00:00.001Z"', true],
  ['userName gt "ana" and userName lt "anb"', true],
];

describe('evaluateFilter', () => {
  it.each(cases)('%s: %s', (filter, match) => {
    expect(matches(filter, ana)).toBe(match);
  });

  it('has two truth values: not, and, or are those of logic', () => {
    fc.assert(fc.property(userFilter, userFilter, userResource, (left, right, user) => {
      const [l, r] = [matches(left, user), matches(right, user)];
      expect(matches({ kind: 'not', operand: left }, user)).toBe(!l);
      expect(matches({ kind: 'and', operands: [left, right] }, user)).toBe(l && r);
      expect(matches({ kind: 'or', operands: [left, right] }, user)).toBe(l || r);
    }));
  });

  it('means the same when it is printed and read back', () => {
    fc.assert(fc.property(userFilter, userResource, (filter, user) => {
      const text = printFilter(filter);
      fc.pre(text.length <= 1000);
      expect(matches(text, user)).toBe(matches(filter, user));
    }));
  });

  it('finds a userName by eq exactly when the folded forms are equal', () => {
    fc.assert(fc.property(userDocument, fc.constantFrom(...texts), (user, text) => {
      expect(matches(`userName eq ${JSON.stringify(text)}`, user))
        .toBe(foldCase(String(user.userName)) === foldCase(text));
      expect(matches(`externalId eq ${JSON.stringify(text)}`, user)).toBe(user.externalId === text);
    }));
  });

  it('finds by a value path what one element satisfies, and by two terms what two may', () => {
    const both = 'emails[type eq "work" and value eq "ana"]';
    fc.assert(fc.property(userDocument, (user) => {
      const either = 'emails.type eq "work" and emails.value eq "ana"';
      if (matches(both, user)) expect(matches(either, user)).toBe(true);
      expect(matches('emails[type eq "work"].value eq "ana"', user)).toBe(matches(both, user));
    }));
  });

  it('orders dateTimes by instant', () => {
    const at = (created: string) => ({ ...ana, meta: { created } });
    expect(matches('meta.created lt "2026-11-21T10:00:00Z"', at('2026-11-21T11:30:00+02:00'))).toBe(true);
  });
});

describe('compareCodePoints', () => {
  it('is the order of the UTF-8 bytes, which is COLLATE "C"', () => {
    const unit = fc.constantFrom('a', 'b', 'é', '\ud7ff', '\ue000', '\uffee', '😀', '\u{10ffff}');
    const text = fc.string({ unit });
    fc.assert(fc.property(text, text, (left, right) => {
      expect(Math.sign(compareCodePoints(left, right)))
        .toBe(Buffer.compare(Buffer.from(left), Buffer.from(right)));
    }));
    expect(compareCodePoints('\uffee', '\u{1f600}')).toBeLessThan(0);
  });
});

describe('toFilterView', () => {
  it('folds, normalises, and leaves out what is not present', () => {
    expect(toFilterView(userType, {
      ...ana, phoneNumbers: [], nickName: null, roles: [{}, { value: '' }],
      meta: { created: '2026-11-21T12:00:00+02:00' },
    })).toEqual({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:user', enterpriseUserUrn.toLowerCase()],
      id: 'u-1',
      externalId: 'Ana.Ruiz',
      userName: 'ana@acme.test',
      name: { givenName: 'ana' },
      active: false,
      emails: [
        { value: 'ana@acme.test', type: 'work', primary: true },
        { value: 'ana@home.test', type: 'home' },
      ],
      [enterpriseUserUrn]: { manager: { value: 'm-1' } },
      meta: { created: '2026-11-21T10:00:00.000Z' },
    });
  });

  it('of a view is that view', () => {
    fc.assert(fc.property(userResource, (user) => {
      const view = toFilterView(userType, user);
      expect(toFilterView(userType, view)).toEqual(view);
    }));
  });
});
