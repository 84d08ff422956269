import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCases } from '@/testing/read-cases';
import {
  groupFilter, groupResource, printFilter, staffFilter, staffResource, texts, userDocument, userFilter,
  userResource,
} from '@/testing/scim-arbitraries';
import { staffType, staffUrn, teamType, teamUrn } from '@/testing/staff-extension';
import { foldCase } from '@/lib/shared/fold-case';
import type { JsonObject } from '../json';
import { groupType, userType, type ResourceType } from '../schema/registry';
import { enterpriseUserUrn } from '../urns';
import type { Filter } from './ast';
import { checkFilter } from './check';
import { compareCodePoints, evaluateFilter } from './evaluate';
import { toFilterView } from './filter-view';
import { parseFilter } from './parser';

function matches(filter: string | Filter, resource: JsonObject, type: ResourceType = staffType): boolean {
  const parsed = typeof filter === 'string' ? parseFilter(filter) : filter;
  return evaluateFilter(checkFilter(type, parsed), toFilterView(type, resource));
}

const ana: JsonObject = {
  id: 'u-1',
  externalId: 'Ana.Ruiz',
  userName: 'Ana@acme.test',
  displayName: 'Zo\u00eb',
  nickName: 'say "hi" \\ \u00e9\n',
  profileUrl: 'https://acme.test/ana',
  name: { givenName: 'Ana' },
  active: false,
  title: '',
  phoneNumbers: [],
  emails: [
    { value: 'Ana@acme.test', type: 'work', primary: true, display: 'Work' },
    { value: 'ana@home.test', type: 'home' },
  ],
  roles: [{ value: 'admin' }],
  x509Certificates: [{ value: 'QUJD' }],
  [enterpriseUserUrn]: { department: 'R&D', manager: { value: 'm-1' } },
  [staffUrn]: {
    grade: 10, rate: 12.5, tags: ['red', 'green'], codes: ['A1'], floors: [2, 10], flags: [true],
    shifts: ['2025-12-31T23:59:59Z'], links: ['https://acme.test/b'],
  },
  meta: { resourceType: 'User', created: '2026-11-21T10:00:00.000Z' },
};

const bo: JsonObject = {
  id: 'u-2', userName: 'bo', active: true, title: 'CEO',
  meta: { resourceType: 'User', created: '2026-11-22T10:00:00.000Z' },
};

const finance: JsonObject = {
  id: 'g-1',
  externalId: 'FIN-1',
  displayName: 'Finance',
  members: [
    { value: 'u-1', type: 'User', display: 'Ana', $ref: 'https://acme.test/scim/v2/Users/u-1' },
    { value: 'g-2', type: 'Group', display: 'Payroll', $ref: 'https://acme.test/scim/v2/Groups/g-2' },
  ],
  [teamUrn]: { costCenter: 'c1', aliases: ['Money'] },
  meta: { resourceType: 'Group', created: '2026-11-21T10:00:00.000Z' },
};

/** The sentences of RFC 7644 §3.4.2.2, each with a filter and those of Ana and Bo that it selects. */
const ofUsers = readCases<[sentence: string, filter: string, selected: string[]]>(
  import.meta.dirname, 'users.json',
);

/** The same on one group: whether the filter selects it. */
const ofGroups = readCases<[sentence: string, filter: string, selected: boolean]>(
  import.meta.dirname, 'groups.json',
);

describe('evaluateFilter', () => {
  it.each(ofUsers)('%s: %s', (_, filter, selected) => {
    const found = Object.entries({ ana, bo }).filter(([, user]) => matches(filter, user));
    expect(found.map(([name]) => name)).toEqual(selected);
  });

  it.each(ofGroups)('on a group: %s: %s', (_, filter, selected) => {
    expect(matches(filter, finance, teamType)).toBe(selected);
  });

  describe.each([
    ['users', userType, userFilter, userResource],
    ['users with an extension of the tenant', staffType, staffFilter, staffResource],
    ['groups', groupType, groupFilter, groupResource],
  ] as const)('on %s', (_, type, filters, resources) => {
    it('has two truth values: not, and, or are those of logic', () => {
      fc.assert(fc.property(filters, filters, resources, (left, right, resource) => {
        const [l, r] = [matches(left, resource, type), matches(right, resource, type)];
        expect(matches({ kind: 'not', operand: left }, resource, type)).toBe(!l);
        expect(matches({ kind: 'and', operands: [left, right] }, resource, type)).toBe(l && r);
        expect(matches({ kind: 'or', operands: [left, right] }, resource, type)).toBe(l || r);
      }));
    });

    it('means the same when it is printed and read back', () => {
      fc.assert(fc.property(filters, resources, (filter, resource) => {
        const text = printFilter(filter);
        fc.pre(text.length <= 1000);
        expect(matches(text, resource, type)).toBe(matches(filter, resource, type));
      }));
    });

    it('sees in a view what it sees in the resource', () => {
      fc.assert(fc.property(resources, (resource) => {
        const view = toFilterView(type, resource);
        expect(toFilterView(type, view)).toEqual(view);
      }));
    });
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
      id: 'u-1', externalId: 'Ana.Ruiz', userName: 'Ana@acme.test', name: { givenName: 'Ana' }, active: false,
      title: '', phoneNumbers: [], nickName: null, roles: [{}, { value: '' }],
      emails: [
        { value: 'Ana@acme.test', type: 'work', primary: true }, { value: 'ana@home.test', type: 'home' },
      ],
      [enterpriseUserUrn]: { manager: { value: 'm-1' } },
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

  it('of an extension of the tenant folds, normalises and leaves out in the same way', () => {
    expect(toFilterView(staffType, {
      userName: 'a',
      [staffUrn]: {
        badge: 'B', site: 'HQ', tags: ['Red', '', null], floors: [], shifts: ['2026-01-01T01:00:00+01:00'],
      },
    })).toEqual({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:user', staffUrn.toLowerCase()],
      userName: 'a',
      [staffUrn]: { badge: 'B', site: 'hq', tags: ['red'], shifts: ['2026-01-01T00:00:00.000Z'] },
    });
  });
});
