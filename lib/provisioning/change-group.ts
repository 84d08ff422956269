import { recordEventsApart } from '@/lib/activity/record-event';
import { db } from '@/lib/db/kysely';
import type { Database, DatabaseTransaction } from '@/lib/db/kysely';
import { lockTenant } from '@/lib/members/last-owner';
import { updateGroup } from '@/lib/provisioning/commit-group-change';
import type { MessageNotes } from '@/lib/provisioning/event-of-request';
import { expectCurrent } from '@/lib/provisioning/expect-current';
import { getGroup } from '@/lib/provisioning/get-group';
import { groupEvent, unchangedGroupEvent } from '@/lib/provisioning/group-event';
import { groupServed, groupTitle } from '@/lib/provisioning/group-record';
import { groupIndexColumns } from '@/lib/provisioning/index-columns';
import { MemberDirectory } from '@/lib/provisioning/member-directory';
import { planMembership, refuseUnknown } from '@/lib/provisioning/membership-plan';
import type { MembershipChange, MembershipPlan } from '@/lib/provisioning/membership-plan';
import { nextRecord } from '@/lib/provisioning/next-record';
import type { ProvisioningContext } from '@/lib/provisioning/provisioning-context';
import { retryWrite } from '@/lib/provisioning/retry-write';
import type { WriteAttempt } from '@/lib/provisioning/retry-write';
import { effectsOfChange } from '@/lib/provisioning/roles/role-effects';
import { wakeRoleWorker } from '@/lib/provisioning/roles/role-worker';
import { writeWithRoles } from '@/lib/provisioning/roles/write-with-roles';
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
 * Changes a group and its members, and the roles that people have by it. A revision that alters nothing writes
 * nothing: same version, same lastModified. Whoever loses against another writer locks the group and then wins.
 * @throws ScimError 404, 412, 400 for unknown members, 403 for the last owner, 409 uniqueness (as a duplicate key),
 * and what `revise` throws
 */
export async function changeGroup(
  context: ProvisioningContext,
  request: GroupChangeRequest,
  reviser: GroupReviser,
): Promise<ChangedResource> {
  const { changed, unregistered, waiting } = await retryWrite(context, (attempt) => {
    if (attempt.count === 1) return tryChange(db(), attempt, request, reviser);
    return db()
      .transaction()
      .execute(async (trx) => {
        const { tenantId, mapping } = attempt.context;
        if (attempt.locksOwners) await lockTenant(trx, tenantId);
        await lockGroup(trx, { tenantId, id: request.id, mapping });
        return tryChange(trx, attempt, request, reviser);
      });
  });
  if (waiting > 0) wakeRoleWorker();
  noteUnregistered(context, 'Group', unregistered);
  return changed;
}

type AnyDatabase = Database | DatabaseTransaction;

/** What became of a group, and how many people wait for their roles. */
interface Change {
  changed: ChangedResource;
  waiting: number;
}

async function tryChange(
  database: AnyDatabase,
  attempt: WriteAttempt,
  request: GroupChangeRequest,
  { foreseen, revise }: GroupReviser,
): Promise<Change & Pick<GroupRevision, 'unregistered'>> {
  const { tenantId, mapping } = attempt.context;
  const { id } = request;
  const found = await findStoredGroup(database, { tenantId, id, foreseen, mapping });
  const group = expectCurrent(found, 'Group', request.ifMatch);
  const revision = await revise(group, new MemberDirectory(database, tenantId));
  const { membership, unregistered } = revision;
  const plan = membership && (group.plan ?? (await planMembership(database, { tenantId, id, membership })));
  if (plan) refuseUnknown(plan);
  const moves = plan ? plan.joining.count + plan.leaving.count : 0;
  if (moves === 0 && jsonEquals(group.document, revision.document)) {
    const changed = await leaveGroup(database, attempt.context, request, group, revision);
    return { changed, waiting: 0, unregistered };
  }
  const moved = moves > 0 ? plan : null;
  return { ...(await rewriteGroup(database, attempt, request, group, revision, moved)), unregistered };
}

async function rewriteGroup(
  database: AnyDatabase,
  attempt: WriteAttempt,
  { id, ifMatch, projection }: GroupChangeRequest,
  group: StoredGroup,
  { document, membership: asked, ...notes }: GroupRevision,
  plan: MembershipPlan | null,
): Promise<Change> {
  const { context } = attempt;
  const { tenantId, baseUrl, now, mapping } = context;
  const membership = asked ?? { base: 'current', add: [], remove: [] };
  const attributes = jsonEquals(group.document, document)
    ? null
    : { document, columns: groupIndexColumns(context.registry.Group, document) };
  const decidesItself = !attributes && isOneMember(membership) && ifMatch === undefined && !projection;
  const readVersion = decidesItself ? null : group.version;
  const expected = { ...nextRecord(group, document, now), members: null };
  const event = groupEvent(context, {
    id,
    before: group.document,
    after: document,
    plan,
    notes,
    ...(projection && { answered: () => groupServed(expected, projection, baseUrl) }),
  });
  const answer = projection && { projection, baseUrl };
  const written = await writeWithRoles(database, attempt, {
    group: { id, name: groupTitle(document) },
    effects: effectsOfChange(mapping, group, document, plan),
    eventId: event.id,
    write: (within, roles) =>
      updateGroup(within, { tenantId, id, attributes, membership, readVersion, roles, event, now, answer }),
  });
  const { version, waiting } = written;
  if (!projection) return { changed: { version }, waiting };
  return { changed: groupServed({ ...expected, ...written }, projection, baseUrl), waiting };
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
