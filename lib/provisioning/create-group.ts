import { v7 as uuidv7 } from 'uuid';
import { db } from '@/lib/db/kysely';
import { insertGroup } from '@/lib/provisioning/commit-group-change';
import { groupEvent } from '@/lib/provisioning/group-event';
import { groupServed, groupTitle } from '@/lib/provisioning/group-record';
import { groupIndexColumns } from '@/lib/provisioning/index-columns';
import { planMembership, refuseUnknown } from '@/lib/provisioning/membership-plan';
import type { ProvisioningContext } from '@/lib/provisioning/provisioning-context';
import { retryWrite } from '@/lib/provisioning/retry-write';
import { effectsOfCreation } from '@/lib/provisioning/roles/role-effects';
import { wakeRoleWorker } from '@/lib/provisioning/roles/role-worker';
import { writeWithRoles } from '@/lib/provisioning/roles/write-with-roles';
import type { ServedResource } from '@/lib/provisioning/served-resource';
import { splitMembers } from '@/lib/provisioning/split-members';
import { noteUnregistered } from '@/lib/schemas/note-unregistered';
import type { JsonValue } from '@/lib/scim/json';
import type { Projection } from '@/lib/scim/projection';
import { canonicalize } from '@/lib/scim/schema/canonicalize';
import { validate } from '@/lib/scim/schema/validate';

/**
 * POST /Groups (RFC 7644 §3.3), with or without members. A rule that waits for a group of that name finds it.
 * @throws ScimError 400 for unknown members, 403 for the last owner, 409 uniqueness (as a duplicate key)
 */
export async function createGroup(
  context: ProvisioningContext,
  { body, projection }: { body: JsonValue; projection: Projection },
): Promise<ServedResource> {
  const { tenantId, baseUrl, now } = context;
  const type = context.registry.Group;
  const { document: sent, ...notes } = canonicalize(type, body, context.mode);
  validate(type, sent);
  const { document, membership } = splitMembers(sent);
  const columns = groupIndexColumns(type, document);
  const { served, waiting } = await retryWrite(context, async (attempt) => {
    const id = uuidv7();
    const hasMembers = membership.add.length > 0;
    const plan = hasMembers ? await planMembership(db(), { tenantId, id, membership }) : null;
    if (plan) refuseUnknown(plan);
    const record = { id, document, version: 1, createdAt: now, lastModified: now };
    const answered = (members: string | null) => groupServed({ ...record, members }, projection, baseUrl);
    const happening = { id, before: null, after: document, plan, notes };
    const event = groupEvent(context, { ...happening, answered: () => answered(null) });
    const answer = { projection, baseUrl };
    const name = groupTitle(document);
    const written = await writeWithRoles(db(), attempt, {
      group: { id, name },
      effects: effectsOfCreation(attempt.context.mapping, name),
      eventId: event.id,
      write: (database, roles) =>
        insertGroup(database, { tenantId, id, document, columns, membership, roles, event, now, answer }),
    });
    return { served: answered(written.members), waiting: written.waiting };
  });
  if (waiting > 0) wakeRoleWorker();
  noteUnregistered(context, 'Group', notes.unregistered);
  return served;
}
