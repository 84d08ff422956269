import { changeUser } from '@/lib/provisioning/change-user';
import type { UserChangeRequest } from '@/lib/provisioning/change-user';
import type { ProvisioningContext } from '@/lib/provisioning/provisioning-context';
import type { ServedResource } from '@/lib/provisioning/served-resource';
import type { JsonValue } from '@/lib/scim/json';
import { replaceDocument } from '@/lib/scim/schema/replace-document';
import { validate } from '@/lib/scim/schema/validate';

/** PUT /Users/{id} (RFC 7644 §3.5.1). It never creates. */
export function replaceUser(
  context: ProvisioningContext,
  request: UserChangeRequest & { body: JsonValue },
): Promise<ServedResource> {
  return changeUser(context, request, (user) => {
    const replaced = replaceDocument(context.registry.User, user.document, request.body, context.mode);
    validate(context.registry.User, replaced.document);
    return replaced;
  });
}
