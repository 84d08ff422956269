import { changeUser } from '@/lib/provisioning/change-user';
import type { UserChangeRequest } from '@/lib/provisioning/change-user';
import type { ProvisioningContext } from '@/lib/provisioning/provisioning-context';
import type { ServedUser } from '@/lib/provisioning/user-record';
import type { JsonValue } from '@/lib/scim/json';
import { userType } from '@/lib/scim/schema/registry';
import { replaceDocument } from '@/lib/scim/schema/replace-document';
import { validate } from '@/lib/scim/schema/validate';

/** PUT /Users/{id} (RFC 7644 §3.5.1). It never creates. */
export function replaceUser(
  context: ProvisioningContext,
  request: UserChangeRequest & { body: JsonValue },
): Promise<ServedUser> {
  return changeUser(context, request, (user) => {
    const replaced = replaceDocument(userType, user.document, request.body, context.mode);
    validate(userType, replaced.document);
    return replaced;
  });
}
