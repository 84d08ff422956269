import { v7 as uuidv7 } from 'uuid';
import { db } from '@/lib/db/kysely';
import { insertGroup } from '@/lib/provisioning/commit-group-change';
import { groupEvent } from '@/lib/provisioning/group-event';
import { groupServed } from '@/lib/provisioning/group-record';
import { groupIndexColumns } from '@/lib/provisioning/index-columns';
import { planMembership, refuseUnknown } from '@/lib/provisioning/membership-plan';
import type { ProvisioningContext } from '@/lib/provisioning/provisioning-context';
import { retryStale } from '@/lib/provisioning/retry-stale';
import type { ServedResource } from '@/lib/provisioning/served-resource';
import { splitMembers } from '@/lib/provisioning/split-members';
import { noteUnregistered } from '@/lib/schemas/note-unregistered';
import type { JsonValue } from '@/lib/scim/json';
import type { Projection } from '@/lib/scim/projection';
import { canonicalize } from '@/lib/scim/schema/canonicalize';
import { validate } from '@/lib/scim/schema/validate';

/**
 * POST /Groups (RFC 7644 §3.3), with or without members.
 * @throws ScimError 400 for unknown members, 409 uniqueness (as a duplicate key)
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
  return retryStale(async () => {
    const id = uuidv7();
    const hasMembers = membership.add.length > 0;
    const plan = hasMembers ? await planMembership(db(), { tenantId, id, membership }) : null;
    if (plan) refuseUnknown(plan);
    const record = { id, document, version: 1, createdAt: now, lastModified: now };
    const served = (members: string | null) => groupServed({ ...record, members }, projection, baseUrl);
    const happening = { id, before: null, after: document, plan, notes };
    const event = groupEvent(context, { ...happening, answered: () => served(null) });
    const answer = { projection, baseUrl };
    const write = { tenantId, id, document, columns, membership, event, now, answer };
    const { members } = await insertGroup(db(), write);
    noteUnregistered(context, 'Group', notes.unregistered);
    return served(members);
  });
}
