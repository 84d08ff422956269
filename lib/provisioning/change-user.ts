import { recordEventsApart } from '@/lib/activity/record-event';
import { commitUserChange } from '@/lib/provisioning/commit-user-change';
import { userIndexColumns } from '@/lib/provisioning/index-columns';
import { memberProfile } from '@/lib/provisioning/member-profile';
import { planAccess } from '@/lib/provisioning/plan-access';
import type { ProvisioningContext } from '@/lib/provisioning/provisioning-context';
import { retryStale } from '@/lib/provisioning/retry-stale';
import { findStoredUser } from '@/lib/provisioning/stored-user';
import type { ServedResource } from '@/lib/provisioning/served-resource';
import type { StoredUser } from '@/lib/provisioning/stored-user';
import { unchangedEvent, userEvent } from '@/lib/provisioning/user-event';
import type { MessageNotes, UserVerb } from '@/lib/provisioning/user-event';
import { nextRecord, userServed } from '@/lib/provisioning/user-record';
import { ScimError } from '@/lib/scim/error';
import { ifMatch } from '@/lib/scim/etag';
import { jsonEquals } from '@/lib/scim/json';
import type { Projection } from '@/lib/scim/projection';
import type { ScimDocument } from '@/lib/scim/resource';

/** A user to be changed by PUT or PATCH, and how its answer is to look. */
export interface UserChangeRequest {
  id: string;
  /** The If-Match header. */
  ifMatch: string | undefined;
  projection: Projection;
}

export interface RevisedDocument extends MessageNotes {
  document: ScimDocument;
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
  return retryStale(async () => {
    const user = await findStoredUser(context.tenantId, request.id);
    if (!user) throw ScimError.notFound('User');
    if (!ifMatch(request.ifMatch, user.version)) throw ScimError.preconditionFailed();
    const revised = revise(user);
    if (jsonEquals(user.document, revised.document)) return leaveUser(context, request, user, revised);
    return rewriteUser(context, request, user, revised);
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
  const plan = planAccess(document, member, { ...context.mapping, roles: user.roles });
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
