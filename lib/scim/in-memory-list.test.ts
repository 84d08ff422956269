import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparePlaces, listInMemory, type HeldResource } from './in-memory-list';
import type { JsonObject } from './json';
import type { ListQuery } from './list';
import { roleTypes, userType } from './schema/registry';

function held(id: string, document: JsonObject, created = '2026-01-01T00:00:00.000Z'): HeldResource {
  const moment = new Date(created);
  const location = `https://app.test/scim/v2/Roles/${id}`;
  return { document, facts: { id, version: 1, created: moment, lastModified: moment, location } };
}

const roles = [
  held('b', { displayName: 'Zeta', value: 'b', supported: true }, '2026-01-02T00:00:00.000Z'),
  held('a', { displayName: 'alpha', value: 'a', supported: false }, '2026-01-02T00:00:00.000Z'),
  held('c', { displayName: 'Mid', description: 'Some', value: 'c', supported: true }),
];

const ids = (query: Pick<ListQuery, 'filter' | 'sorting'>, type = roleTypes.okta) =>
  listInMemory(type, roles, query, 'compatible').map(({ facts }) => facts.id);

describe('listInMemory', () => {
  it.each<[by: string | undefined, descending: boolean, order: string[]]>([
    // RFC 7644 §3.4.2.3: without sortBy in the order of creation, ties by id.
    [undefined, false, ['c', 'a', 'b']],
    ['displayName', false, ['a', 'c', 'b']],
    ['displayName', true, ['b', 'c', 'a']],
    ['description', false, ['c', 'a', 'b']],
    ['description', true, ['b', 'a', 'c']],
    ['supported', false, ['a', 'b', 'c']],
    ['meta.created', true, ['b', 'a', 'c']],
    ['id', true, ['c', 'b', 'a']],
    ['meta.location', false, ['a', 'b', 'c']],
    ['externalId', false, ['a', 'b', 'c']],
  ])('sorts by %s (descending: %s)', (by, descending, order) => {
    expect(ids(by === undefined ? {} : { sorting: { by, descending } })).toEqual(order);
  });

  it.each<[filter: string, found: string[]]>([
    ['value eq "A"', ['a']],
    ['id eq "A"', []],
    ['supported eq true', ['c', 'b']],
    ['description pr', ['c']],
    ['meta.created gt "2026-01-01T12:00:00+00:00"', ['a', 'b']],
    ['meta.resourceType eq "Role" and not (id eq "a")', ['c', 'b']],
  ])('finds %s', (filter, found) => {
    expect(ids({ filter })).toEqual(found);
  });

  it('sorts by the primary element of a list, else the first', () => {
    const people = [
      held('1', { emails: [{ value: 'b@x' }, { value: 'z@x', primary: true }] }),
      held('2', { emails: [{ value: 'C@x' }, { value: 'a@x' }] }),
      held('3', {}),
    ];
    const sorting = { by: 'emails', descending: false };
    const order = listInMemory(userType, people, { sorting }, 'compatible').map(({ facts }) => facts.id);
    expect(order).toEqual(['2', '1', '3']);
  });

  it('refuses a filter and an order that the type does not have', () => {
    expect(() => ids({ filter: 'userName eq "x"' }))
      .toThrow(expect.objectContaining({ scimType: 'invalidFilter' }));
    expect(() => ids({ sorting: { by: 'userName', descending: false } }))
      .toThrow(expect.objectContaining({ scimType: 'invalidPath' }));
  });
});

describe('comparePlaces', () => {
  it('is an order in which whoever was listed comes where it was listed', () => {
    const place = fc.record({ key: fc.option(fc.string(), { nil: null }), id: fc.string() });
    fc.assert(fc.property(fc.array(place), fc.boolean(), (places, descending) => {
      const sorted = [...places].sort((left, right) => comparePlaces(left, right, descending));
      for (const [index, current] of sorted.entries()) {
        for (const later of sorted.slice(index)) {
          expect(comparePlaces(current, later, descending)).toBeLessThanOrEqual(0);
          expect(Math.sign(comparePlaces(later, current, descending)) + 0)
            .toBe(-Math.sign(comparePlaces(current, later, descending)) + 0);
        }
      }
    }));
  });
});
