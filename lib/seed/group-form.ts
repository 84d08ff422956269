import { groupIndexColumns } from '@/lib/provisioning/index-columns';
import type { GroupIndexColumns } from '@/lib/provisioning/index-columns';
import type { JsonObject } from '@/lib/scim/json';
import { canonicalize } from '@/lib/scim/schema/canonicalize';
import { groupType } from '@/lib/scim/schema/registry';
import { validate } from '@/lib/scim/schema/validate';

/** What is stored of a group that is sent as `body`, by the protocol's own rules. */
export function groupForm(body: JsonObject): GroupIndexColumns & { document: JsonObject } {
  const { document } = canonicalize(groupType, body, 'strict');
  validate(groupType, document);
  return { document, ...groupIndexColumns(groupType, document) };
}
