import { recordEventsApart } from '@/lib/activity/record-event';
import { commitUserChange } from '@/lib/provisioning/commit-user-change';
import type { MessageNotes } from '@/lib/provisioning/event-of-request';
import { expectCurrent } from '@/lib/provisioning/expect-current';
import { userIndexColumns } from '@/lib/provisioning/index-columns';
import { memberProfile } from '@/lib/provisioning/member-profile';
import { planAccess } from '@/lib/provisioning/plan-access';
import { nextRecord } from '@/lib/provisioning/next-record';
import type { ProvisioningContext } from '@/lib/provisioning/provisioning-context';
import { retryWrite } from '@/lib/provisioning/retry-write';
import { findStoredUser } from '@/lib/provisioning/stored-user';
import type { ServedResource } from '@/lib/provisioning/served-resource';
import type { StoredUser } from '@/lib/provisioning/stored-user';
import { unchangedEvent, userEvent } from '@/lib/provisioning/user-event';
import type { UserVerb } from '@/lib/provisioning/user-event';
import { userServed } from '@/lib/provisioning/user-record';
import { noteUnregistered } from '@/lib/schemas/note-unregistered';
import { jsonEquals } from '@/lib/scim/json';
import type { Projection } from '@/lib/scim/projection';
import type { ScimDocument } from '@/lib/scim/resource';
import type { UnregisteredAttribute } from '@/lib/scim/schema/unregistered-attribute';

/** A user to be changed by PUT or PATCH, and how its answer is to look. */
export interface UserChangeRequest {
  id: string;
  /** The If-Match header. */
  ifMatch: string | undefined;
  projection: Projection;
}

export interface RevisedDocument extends MessageNotes {
  document: ScimDocument;
  unregistered: readonly UnregisteredAttribute[];
}

/**
 * Changes a user as `revise` says, and its member with it. A revision that alters nothing writes nothing:
 * same version, same lastModified.
 * @throws ScimError 404, 412, 409 uniqueness (as a duplicate key), 403 for the last owner, and what `revise`
 * throws
 */
export function changeUser(
  context: ProvisioningContext,
  request: UserChangeRequest,
  revise: (user: StoredUser) => RevisedDocument,
): Promise<ServedResource> {
  return retryWrite(context, async ({ context: current }) => {
    const found = await findStoredUser(context, request.id);
    const user = expectCurrent(found, 'User', request.ifMatch);
    const revised = revise(user);
    const isSame = jsonEquals(user.document, revised.document);
    const served = isSame
      ? leaveUser(context, request, user, revised)
      : await rewriteUser(current, request, user, revised);
    noteUnregistered(context, 'User', revised.unregistered);
    return served;
  });
}

async function rewriteUser(
  context: ProvisioningContext,
  { projection }: UserChangeRequest,
  user: StoredUser,
  { document, ...notes }: RevisedDocument,
): Promise<ServedResource> {
  const { tenantId, baseUrl, now } = context;
  const { id, member } = user;
  const columns = userIndexColumns(context.registry.User, document);
  const plan = planAccess(context, document, member, { ofUser: true });
  const record = nextRecord(user, document, now);
  const { lastModified } = record;
  const answer = (manager: StoredUser['manager']) =>
    userServed({ ...record, manager }, projection, baseUrl);
  const event = userEvent(context, {
    verb: verbOf(user.document, document),
    id,
    before: user.document,
    after: document,
    notes,
    person: { ...plan.profile, memberId: plan.memberId },
    warnings: plan.warnings,
    roleChange: plan.roleChange,
    answered: () => answer(user.manager),
  });
  const manager = await commitUserChange({
    tenantId,
    id,
    row: { kind: 'update', document, columns, readVersion: user.version, lastModified },
    plan,
    adopts: false,
    event,
    now,
  });
  return answer(manager);
}

/** What was not stored is told even though nothing changed, so that nobody takes it for done. */
function leaveUser(
  context: ProvisioningContext,
  { projection }: UserChangeRequest,
  user: StoredUser,
  notes: MessageNotes,
): ServedResource {
  if (notes.ignored.length > 0 || context.recordsSuccess) {
    const profile = memberProfile(user.document, user.member?.email);
    const person = { ...profile, memberId: user.member?.id ?? null };
    void recordEventsApart([unchangedEvent(context, { id: user.id, person, notes })]);
  }
  return userServed(user, projection, context.baseUrl);
}

function verbOf(before: ScimDocument, after: ScimDocument): UserVerb {
  if (before.active === after.active) return 'updated';
  return after.active === true ? 'reactivated' : 'deactivated';
}
