import { db } from '@/lib/db/kysely';
import { lockTenant } from '@/lib/members/last-owner';
import { removeGroup } from '@/lib/provisioning/commit-group-change';
import { expectCurrent } from '@/lib/provisioning/expect-current';
import { groupEvent } from '@/lib/provisioning/group-event';
import { groupTitle } from '@/lib/provisioning/group-record';
import type { ProvisioningContext } from '@/lib/provisioning/provisioning-context';
import { retryWrite } from '@/lib/provisioning/retry-write';
import { effectsOfDeletion } from '@/lib/provisioning/roles/role-effects';
import { wakeRoleWorker } from '@/lib/provisioning/roles/role-worker';
import { writeWithRoles } from '@/lib/provisioning/roles/write-with-roles';
import { findStoredGroup, lockGroup } from '@/lib/provisioning/stored-group';

/**
 * DELETE /Groups/{id} (RFC 7644 §3.6). The group also leaves the groups it was in, so it is locked before they
 * are looked for: nobody puts it into another one meanwhile. Its rules wait for a group of the same name.
 * @throws ScimError 404, 412, 403 for the last owner
 */
export async function deleteGroup(
  context: ProvisioningContext,
  { id, ifMatch }: { id: string; ifMatch: string | undefined },
): Promise<void> {
  const { tenantId, now } = context;
  const { waiting } = await retryWrite(context, (attempt) =>
    db()
      .transaction()
      .execute(async (trx) => {
        const { mapping } = attempt.context;
        if (attempt.locksOwners) await lockTenant(trx, tenantId);
        await lockGroup(trx, { tenantId, id, mapping, forDeletion: true });
        const found = await findStoredGroup(trx, { tenantId, id, foreseen: null, mapping });
        const group = expectCurrent(found, 'Group', ifMatch);
        const event = groupEvent(context, {
          id,
          before: group.document,
          after: null,
          plan: null,
          notes: { ignored: [], repairs: [] },
        });
        return writeWithRoles(trx, attempt, {
          group: { id, name: groupTitle(group.document) },
          effects: effectsOfDeletion(mapping, group),
          eventId: event.id,
          write: (within, roles) => removeGroup(within, { tenantId, id, roles, event, now }),
        });
      }),
  );
  if (waiting > 0) wakeRoleWorker();
}
