import { db } from '@/lib/db/kysely';
import { removeGroup } from '@/lib/provisioning/commit-group-change';
import { expectCurrent } from '@/lib/provisioning/expect-current';
import { groupEvent } from '@/lib/provisioning/group-event';
import type { ProvisioningContext } from '@/lib/provisioning/provisioning-context';
import { retryStale } from '@/lib/provisioning/retry-stale';
import { findStoredGroup, lockGroup } from '@/lib/provisioning/stored-group';

/**
 * DELETE /Groups/{id} (RFC 7644 §3.6). The group also leaves the groups it was in, so it is locked before they
 * are looked for: nobody puts it into another one meanwhile.
 * @throws ScimError 404, 412
 */
export function deleteGroup(
  context: ProvisioningContext,
  { id, ifMatch }: { id: string; ifMatch: string | undefined },
): Promise<void> {
  const { tenantId, now } = context;
  return retryStale(() =>
    db()
      .transaction()
      .execute(async (trx) => {
        await lockGroup(trx, { tenantId, id, forDeletion: true });
        const found = await findStoredGroup(trx, { tenantId, id, foreseen: null });
        const group = expectCurrent(found, 'Group', ifMatch);
        const event = groupEvent(context, {
          id,
          before: group.document,
          after: null,
          plan: null,
          notes: { ignored: [], repairs: [] },
        });
        await removeGroup(trx, { tenantId, id, event, now });
      }),
  );
}
