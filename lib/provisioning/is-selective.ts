import { isLookup } from '@/lib/provisioning/is-lookup';
import type { Filter } from '@/lib/scim/filter/ast';
import { enterpriseUserUrn } from '@/lib/scim/urns';
import { foldCase } from '@/lib/shared/fold-case';

/** What few resources have in common, beside their keys, and an index finds them by. */
const lists = ['emails', 'members', 'groups'];
const references = ['manager', `${enterpriseUserUrn}:manager`];
const withValue = [...lists, ...references].flatMap((name) => [name, `${name}.value`]);

const selectivePaths = new Set(['meta.location', ...withValue].map(foldCase));
const selectiveLists = new Set(lists);

/** Whether a filter leaves only resources that an index finds, whatever else it asks of them. */
export function isSelective(filter: Filter): boolean {
  switch (filter.kind) {
    case 'and':
      return filter.operands.some(isSelective);
    case 'or':
      return filter.operands.every(isSelective);
    case 'compare':
      return isLookup(filter) || (filter.operator === 'eq' && selectivePaths.has(foldCase(filter.path.text)));
    case 'valuePath':
      return selectiveLists.has(foldCase(filter.path.text)) && namesValue(filter.filter);
    default:
      return false;
  }
}

/** Whether the filter of an element demands one value of it. */
function namesValue(filter: Filter): boolean {
  if (filter.kind === 'and') return filter.operands.some(namesValue);
  return filter.kind === 'compare' && filter.operator === 'eq' && foldCase(filter.path.text) === 'value';
}
