import { v7 as uuidv7 } from 'uuid';
import { databaseFault } from '@/lib/db/errors';
import { commitUserChange } from '@/lib/provisioning/commit-user-change';
import { findPredecessors } from '@/lib/provisioning/find-predecessors';
import type { Predecessors } from '@/lib/provisioning/find-predecessors';
import { userIndexColumns } from '@/lib/provisioning/index-columns';
import type { UserIndexColumns } from '@/lib/provisioning/index-columns';
import { memberProfile } from '@/lib/provisioning/member-profile';
import { planAccess } from '@/lib/provisioning/plan-access';
import { nextRecord } from '@/lib/provisioning/next-record';
import type { ProvisioningContext } from '@/lib/provisioning/provisioning-context';
import { StaleReadError } from '@/lib/provisioning/retry-stale';
import { retryWrite } from '@/lib/provisioning/retry-write';
import type { ServedResource } from '@/lib/provisioning/served-resource';
import type { StoredUser } from '@/lib/provisioning/stored-user';
import { userEvent } from '@/lib/provisioning/user-event';
import { userServed } from '@/lib/provisioning/user-record';
import type { UserRecord } from '@/lib/provisioning/user-record';
import { noteUnregistered } from '@/lib/schemas/note-unregistered';
import { ScimError } from '@/lib/scim/error';
import type { JsonValue } from '@/lib/scim/json';
import type { Projection } from '@/lib/scim/projection';
import { canonicalize } from '@/lib/scim/schema/canonicalize';
import type { Canonical } from '@/lib/scim/schema/canonicalize';
import { validate } from '@/lib/scim/schema/validate';

/**
 * POST /Users (RFC 7644 §3.3). A body that names an inactive user restores that user in place, because
 * identity providers create again whom they have deactivated.
 * @throws ScimError 409 uniqueness when an active user has the userName
 */
export async function createUser(
  context: ProvisioningContext,
  request: { body: JsonValue; projection: Projection },
): Promise<ServedResource> {
  const type = context.registry.User;
  const canonical = canonicalize(type, request.body, context.mode);
  validate(type, canonical.document);
  const columns = userIndexColumns(type, canonical.document);
  const { emailKey } = memberProfile(canonical.document);
  return retryWrite(context, async ({ context: current }) => {
    const predecessors = await findPredecessors(context, { ...columns, emailKey });
    const restored = userToRestore(predecessors, columns);
    try {
      const creation = { canonical, columns, predecessors, restored };
      const served = await writeUser(current, request.projection, creation);
      noteUnregistered(context, 'User', canonical.unregistered);
      return served;
    } catch (error) {
      // Another request created the same userName in between: looking again finds its user, and judges it.
      if (databaseFault(error)?.kind === 'duplicate') throw new StaleReadError();
      throw error;
    }
  });
}

/** `externalId` need not be unique, so it only names somebody when it names one person, who is inactive. */
function userToRestore({ users }: Predecessors, { userNameKey }: UserIndexColumns): StoredUser | null {
  const namesake = users.find((user) => user.userNameKey === userNameKey);
  if (namesake?.document.active === true) throw ScimError.uniqueness('user', 'userName');
  if (namesake) return namesake;
  const [only, ...others] = users;
  return only && others.length === 0 && only.document.active !== true ? only : null;
}

interface UserCreation {
  canonical: Canonical;
  columns: UserIndexColumns;
  predecessors: Predecessors;
  restored: StoredUser | null;
}

async function writeUser(
  context: ProvisioningContext,
  projection: Projection,
  { canonical, columns, predecessors, restored }: UserCreation,
): Promise<ServedResource> {
  const { tenantId, baseUrl, now } = context;
  const { document, ...notes } = canonical;
  const member = restored?.member ?? predecessors.member;
  const adopts = member !== null && member !== restored?.member;
  const plan = planAccess(context, document, member, { ofUser: restored !== null });
  const record = restored ? nextRecord(restored, document, now) : newRecord(document, now);
  const { lastModified } = record;
  const answer = (manager: UserRecord['manager']) =>
    userServed({ ...record, manager }, projection, baseUrl);
  const event = userEvent(context, {
    verb: !restored ? 'created' : document.active === true ? 'reactivated' : 'updated',
    id: record.id,
    before: restored?.document ?? {},
    after: document,
    notes,
    person: { ...plan.profile, memberId: plan.memberId },
    warnings: plan.warnings,
    roleChange: plan.roleChange,
    answered: () => answer(null),
  });
  const row = restored
    ? ({ kind: 'update', document, columns, readVersion: restored.version, lastModified } as const)
    : ({ kind: 'insert', document, columns } as const);
  const manager = await commitUserChange({ tenantId, id: record.id, row, plan, adopts, event, now });
  return answer(manager);
}

function newRecord(document: UserRecord['document'], now: Date): UserRecord {
  return { id: uuidv7(), document, version: 1, createdAt: now, lastModified: now, groups: null, manager: null };
}
