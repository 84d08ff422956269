import { changeUser } from '@/lib/provisioning/change-user';
import type { UserChangeRequest } from '@/lib/provisioning/change-user';
import type { ProvisioningContext } from '@/lib/provisioning/provisioning-context';
import { userResource } from '@/lib/provisioning/user-record';
import type { ServedUser } from '@/lib/provisioning/user-record';
import type { JsonObject, JsonValue } from '@/lib/scim/json';
import { applyPatch } from '@/lib/scim/patch/apply-patch';
import { parsePatchOp } from '@/lib/scim/patch/patch-op';
import { userType } from '@/lib/scim/schema/registry';

/** PATCH /Users/{id} (RFC 7644 §3.5.2): all operations or none. */
export async function patchUser(
  context: ProvisioningContext,
  request: UserChangeRequest & { body: JsonValue },
): Promise<ServedUser> {
  const operations = parsePatchOp(request.body, context.mode);
  return changeUser(context, request, (user) => {
    const served: JsonObject = userResource(user, context.baseUrl);
    const readOnly = { groups: served.groups ?? [], ...(served.meta && { meta: served.meta }) };
    return applyPatch(userType, user.document, operations, { mode: context.mode, id: user.id, readOnly });
  });
}
