import type { Filter } from '@/lib/scim/filter/ast';
import { foldCase } from '@/lib/shared/fold-case';

const keys = ['id', 'username', 'externalid', 'displayname'];

/** Whether a filter asks for the few resources with a key, which is what identity providers ask all day. */
export function isLookup(filter: Filter | null): boolean {
  return filter?.kind === 'compare' && filter.operator === 'eq' && keys.includes(foldCase(filter.path.text));
}
