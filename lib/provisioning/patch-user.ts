import { changeUser } from '@/lib/provisioning/change-user';
import type { UserChangeRequest } from '@/lib/provisioning/change-user';
import type { ProvisioningContext } from '@/lib/provisioning/provisioning-context';
import type { ServedResource } from '@/lib/provisioning/served-resource';
import { userFacts } from '@/lib/provisioning/user-record';
import type { JsonValue } from '@/lib/scim/json';
import { applyPatch } from '@/lib/scim/patch/apply-patch';
import { parsePatchOp } from '@/lib/scim/patch/patch-op';
import { metaOf } from '@/lib/scim/resource';

/** PATCH /Users/{id} (RFC 7644 §3.5.2): all operations or none. */
export async function patchUser(
  context: ProvisioningContext,
  request: UserChangeRequest & { body: JsonValue },
): Promise<ServedResource> {
  const operations = parsePatchOp(request.body, context.mode);
  return changeUser(context, request, (user) => {
    const facts = userFacts(user, context.baseUrl);
    const readOnly = { groups: JSON.parse(facts.groups ?? '[]') as JsonValue, meta: metaOf(context.registry.User, facts) };
    return applyPatch(context.registry.User, user.document, operations, {
      mode: context.mode,
      id: user.id,
      readOnly,
    });
  });
}
