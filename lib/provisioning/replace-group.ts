import { changeGroup } from '@/lib/provisioning/change-group';
import type { GroupChangeRequest } from '@/lib/provisioning/change-group';
import type { ProvisioningContext } from '@/lib/provisioning/provisioning-context';
import type { ChangedResource } from '@/lib/provisioning/served-resource';
import { splitMembers } from '@/lib/provisioning/split-members';
import type { JsonValue } from '@/lib/scim/json';
import { replaceDocument } from '@/lib/scim/schema/replace-document';
import { validate } from '@/lib/scim/schema/validate';

/**
 * PUT /Groups/{id} (RFC 7644 §3.5.1). It never creates. Members that are sent are all the members; those of a
 * body without `members` stay.
 */
export function replaceGroup(
  context: ProvisioningContext,
  request: GroupChangeRequest & { body: JsonValue },
): Promise<ChangedResource> {
  const type = context.registry.Group;
  return changeGroup(context, request, {
    foreseen: null,
    revise(group) {
      // Stands for the members there are, which are not loaded: what comes back is them, or what was sent.
      const kept: JsonValue[] = [];
      const current = { ...group.document, members: kept };
      const { document: replaced, ...notes } = replaceDocument(type, current, request.body, context.mode);
      validate(type, replaced);
      const { document, membership } = splitMembers(replaced);
      return { document, membership: replaced.members === kept ? null : membership, ...notes };
    },
  });
}
