import { describe, expect, it } from 'vitest';
import { filterSource } from '@/lib/provisioning/filter-columns';
import { checkFilter } from '@/lib/scim/filter/check';
import { parseFilter } from '@/lib/scim/filter/parser';
import { coreRegistry } from '@/lib/scim/schema/registry';
import { filterExamples, indexedAttributes } from './filter-examples';
import { filterOperators } from './filter-operators';

describe('the filters of the reference', () => {
  it.each(filterExamples)('are accepted in both modes: $filter', ({ type, filter }) => {
    for (const mode of ['compatible', 'strict'] as const) {
      expect(() => checkFilter(coreRegistry[type], parseFilter(filter), mode)).not.toThrow();
    }
  });

  it('name attributes that exist where they say an index answers', () => {
    for (const type of ['User', 'Group'] as const) {
      for (const path of indexedAttributes[type]) {
        const filter = parseFilter(`${path.replace('…', 'work')} pr`);
        expect(() => checkFilter(coreRegistry[type], filter)).not.toThrow();
      }
    }
  });
});

describe('indexedAttributes', () => {
  it.each(['User', 'Group'] as const)('names what has an index, and nothing else: %s', (type) => {
    const { columns, lookups } = filterSource(type, { tenantId: 'acme', baseUrl: '' });
    const indexed = [...columns].filter(([, column]) => column.indexed);
    const withoutUrn = (key: string) => key.split('\n').filter((part) => !part.startsWith('urn:'));
    const paths = indexed.map(([key]) => withoutUrn(key).join('.'));
    const lists = [...lookups.keys()].map((name) => `${name}.value`);
    const named = indexedAttributes[type].filter((path) => !path.includes('['));
    expect([...named].sort()).toEqual([...paths, ...lists].sort());
  });
});

describe('filterOperators', () => {
  it('lists what the checker accepts for each type', () => {
    const byType = filterOperators().map(({ type, operators }) => [type, operators.join(' ')]);
    expect(Object.fromEntries(byType)).toEqual({
      string: 'eq ne co sw ew gt ge lt le pr',
      reference: 'eq ne co sw ew gt ge lt le pr',
      boolean: 'eq ne pr',
      integer: 'eq ne gt ge lt le pr',
      decimal: 'eq ne gt ge lt le pr',
      dateTime: 'eq ne gt ge lt le pr',
      binary: 'eq ne pr',
    });
  });
});
