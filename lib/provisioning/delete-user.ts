import { commitUserChange } from '@/lib/provisioning/commit-user-change';
import { expectCurrent } from '@/lib/provisioning/expect-current';
import { memberProfile } from '@/lib/provisioning/member-profile';
import { planDeparture } from '@/lib/provisioning/plan-access';
import type { ProvisioningContext } from '@/lib/provisioning/provisioning-context';
import { retryStale } from '@/lib/provisioning/retry-stale';
import { findStoredUser } from '@/lib/provisioning/stored-user';
import { userEvent } from '@/lib/provisioning/user-event';

/**
 * DELETE /Users/{id} (RFC 7644 §3.6): the SCIM user is gone and its userName free; its member is
 * deprovisioned and stays for the audit trail. The user leaves the groups they were in, which are new versions.
 * @throws ScimError 404, 412, 403 for the last owner
 */
export function deleteUser(
  context: ProvisioningContext,
  request: { id: string; ifMatch: string | undefined },
): Promise<void> {
  const { tenantId, now } = context;
  const { id } = request;
  return retryStale(async () => {
    const user = expectCurrent(await findStoredUser(context, id), 'User', request.ifMatch);
    const plan = user.member && planDeparture(user.document, user.member);
    const profile = plan?.profile ?? memberProfile(user.document);
    const event = userEvent(context, {
      verb: 'deleted',
      id,
      before: user.document,
      after: {},
      notes: { ignored: [], repairs: [] },
      person: { ...profile, memberId: plan?.memberId ?? null },
      warnings: [],
      roleChange: null,
    });
    const row = { kind: 'delete', readVersion: user.version } as const;
    await commitUserChange({ tenantId, id, row, plan, adopts: false, event, now });
  });
}
