import { recordEventsApart } from '@/lib/activity/record-event';
import { db } from '@/lib/db/kysely';
import type { Database, DatabaseTransaction } from '@/lib/db/kysely';
import { updateGroup } from '@/lib/provisioning/commit-group-change';
import type { MessageNotes } from '@/lib/provisioning/event-of-request';
import { expectCurrent } from '@/lib/provisioning/expect-current';
import { getGroup } from '@/lib/provisioning/get-group';
import { groupEvent, unchangedGroupEvent } from '@/lib/provisioning/group-event';
import { groupServed } from '@/lib/provisioning/group-record';
import { groupIndexColumns } from '@/lib/provisioning/index-columns';
import { MemberDirectory } from '@/lib/provisioning/member-directory';
import { planMembership, refuseUnknown } from '@/lib/provisioning/membership-plan';
import type { MembershipChange, MembershipPlan } from '@/lib/provisioning/membership-plan';
import { nextRecord } from '@/lib/provisioning/next-record';
import type { ProvisioningContext } from '@/lib/provisioning/provisioning-context';
import { retryStale } from '@/lib/provisioning/retry-stale';
import type { ChangedResource } from '@/lib/provisioning/served-resource';
import { findStoredGroup, lockGroup } from '@/lib/provisioning/stored-group';
import type { StoredGroup } from '@/lib/provisioning/stored-group';
import { noteUnregistered } from '@/lib/schemas/note-unregistered';
import { jsonEquals } from '@/lib/scim/json';
import type { Projection } from '@/lib/scim/projection';
import type { ScimDocument } from '@/lib/scim/resource';
import type { UnregisteredAttribute } from '@/lib/scim/schema/unregistered-attribute';

/** A group to be changed by PUT or PATCH. */
export interface GroupChangeRequest {
  id: string;
  /** The If-Match header. */
  ifMatch: string | undefined;
  /** How the answer is to look; null when there is none. */
  projection: Projection | null;
}

export interface GroupRevision extends MessageNotes {
  document: ScimDocument;
  unregistered: readonly UnregisteredAttribute[];
  /** Null: the members stay as they are. */
  membership: MembershipChange | null;
}

/** What a request makes of a group. */
export interface GroupReviser {
  /** The change of members, when the request alone tells it; else it is asked of `revise` alone. */
  foreseen: MembershipChange | null;
  revise: (group: StoredGroup, directory: MemberDirectory) => GroupRevision | Promise<GroupRevision>;
}

/**
 * Changes a group and its members. A revision that alters nothing writes nothing: same version, same
 * lastModified. Whoever loses against another writer locks the group and then wins.
 * @throws ScimError 404, 412, 400 for unknown members, 409 uniqueness (as a duplicate key), and what `revise`
 * throws
 */
export async function changeGroup(
  context: ProvisioningContext,
  request: GroupChangeRequest,
  reviser: GroupReviser,
): Promise<ChangedResource> {
  const { tenantId } = context;
  const { changed, unregistered } = await retryStale((count) => {
    if (count === 1) return attempt(db(), context, request, reviser);
    return db()
      .transaction()
      .execute(async (trx) => {
        await lockGroup(trx, { tenantId, id: request.id });
        return attempt(trx, context, request, reviser);
      });
  });
  noteUnregistered(context, 'Group', unregistered);
  return changed;
}

type AnyDatabase = Database | DatabaseTransaction;

async function attempt(
  database: AnyDatabase,
  context: ProvisioningContext,
  request: GroupChangeRequest,
  { foreseen, revise }: GroupReviser,
): Promise<{ changed: ChangedResource } & Pick<GroupRevision, 'unregistered'>> {
  const { tenantId } = context;
  const { id } = request;
  const found = await findStoredGroup(database, { tenantId, id, foreseen });
  const group = expectCurrent(found, 'Group', request.ifMatch);
  const revision = await revise(group, new MemberDirectory(database, tenantId));
  const { membership, unregistered } = revision;
  const plan = membership && (group.plan ?? (await planMembership(database, { tenantId, id, membership })));
  if (plan) refuseUnknown(plan);
  const moves = plan ? plan.joining.count + plan.leaving.count : 0;
  if (moves === 0 && jsonEquals(group.document, revision.document)) {
    return { changed: await leaveGroup(database, context, request, group, revision), unregistered };
  }
  const moved = moves > 0 ? plan : null;
  return { changed: await rewriteGroup(database, context, request, group, revision, moved), unregistered };
}

async function rewriteGroup(
  database: AnyDatabase,
  context: ProvisioningContext,
  { id, ifMatch, projection }: GroupChangeRequest,
  group: StoredGroup,
  { document, membership: asked, ...notes }: GroupRevision,
  plan: MembershipPlan | null,
): Promise<ChangedResource> {
  const { tenantId, baseUrl, now } = context;
  const membership = asked ?? { base: 'current', add: [], remove: [] };
  const attributes = jsonEquals(group.document, document)
    ? null
    : { document, columns: groupIndexColumns(context.registry.Group, document) };
  const decidesItself = !attributes && isOneMember(membership) && ifMatch === undefined && !projection;
  const expected = { ...nextRecord(group, document, now), members: null };
  const event = groupEvent(context, {
    id,
    before: group.document,
    after: document,
    plan,
    notes,
    ...(projection && { answered: () => groupServed(expected, projection, baseUrl) }),
  });
  const written = await updateGroup(database, {
    tenantId,
    id,
    attributes,
    membership,
    readVersion: decidesItself ? null : group.version,
    event,
    now,
    answer: projection && { projection, baseUrl },
  });
  if (!projection) return { version: written.version };
  return groupServed({ ...expected, ...written }, projection, baseUrl);
}

/** What was not stored is told even though nothing changed, so that nobody takes it for done. */
async function leaveGroup(
  database: AnyDatabase,
  context: ProvisioningContext,
  { id, projection }: GroupChangeRequest,
  { document, version }: StoredGroup,
  notes: MessageNotes,
): Promise<ChangedResource> {
  if (notes.ignored.length > 0 || context.recordsSuccess) {
    void recordEventsApart([unchangedGroupEvent(context, { id, document, notes })]);
  }
  return projection ? getGroup(context, { id, projection }, database) : { version };
}

function isOneMember({ base, add, remove }: MembershipChange): boolean {
  return base === 'current' && add.length + remove.length === 1;
}
