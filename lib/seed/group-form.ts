import { toFilterView } from '@/lib/scim/filter/filter-view';
import type { JsonObject } from '@/lib/scim/json';
import { canonicalize } from '@/lib/scim/schema/canonicalize';
import { groupType } from '@/lib/scim/schema/registry';
import { validate } from '@/lib/scim/schema/validate';

/** What is stored of a group that is sent as `body`, by the protocol's own rules. */
export function groupForm(body: JsonObject): {
  document: JsonObject;
  filterView: JsonObject;
  displayNameKey: string;
  externalId: string | null;
} {
  const { document } = canonicalize(groupType, body, 'strict');
  validate(groupType, document);
  const filterView = toFilterView(groupType, document);
  const { displayName, externalId } = filterView;
  return {
    document,
    filterView,
    displayNameKey: String(displayName),
    externalId: typeof externalId === 'string' ? externalId : null,
  };
}
