import { describe, expect, it } from 'vitest';
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

describe('filterOperators', () => {
  it('lists what the checker accepts for each type', () => {
    const operators = Object.fromEntries(filterOperators().map((each) => [each.type, each.operators.join(' ')]));
    expect(operators).toEqual({
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
