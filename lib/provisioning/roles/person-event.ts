import { v7 as uuidv7 } from 'uuid';
import type { AttributeChange, EventNote } from '@/lib/activity/identity-event';
import type { PlannedGrant } from '@/lib/provisioning/roles/planned-grant';
import type { RoleCause } from '@/lib/provisioning/roles/role-cause';
import type { IdentifiedDraft } from '@/lib/provisioning/user-event';

/** The roles of one person changed, or would have. */
export interface PersonHappening {
  person: { id: string; displayName: string; email: string; scimUserId: string };
  /** Null when a warning is all there is to tell. */
  change: AttributeChange | null;
  /** The roles from now on, each with its reason. */
  grants: readonly PlannedGrant[];
  warnings: readonly string[];
}

/** The event of a person whose roles changed for a cause that is not about the person alone. */
export function personEvent(tenantId: string, cause: RoleCause, happening: PersonHappening): IdentifiedDraft {
  const { person, change, warnings } = happening;
  return {
    ...originOf(cause),
    tenantId,
    id: uuidv7(),
    outcome: 'OK',
    summary: sentence(cause, happening),
    memberId: person.id,
    subjectEmail: person.email || null,
    resourceId: person.scimUserId,
    changes: change ? [change] : [],
    notes: warnings.map((text): EventNote => ({ kind: 'warning', text })),
  };
}

function originOf(cause: RoleCause) {
  if (cause.kind === 'admin') return { type: 'admin_member_roles_changed', actorName: cause.actorName } as const;
  const { requestId, method, path, credentialId, credentialLabel, provider, clientAddress, userAgent } = cause;
  const request = { requestId, method, path, credentialId, credentialLabel, provider, clientAddress, userAgent };
  return { type: 'scim_provision', ...request } as const;
}

/** Such as "Okta production made Ana Ruiz Admin (was Member): group Rollcall admins". */
function sentence(cause: RoleCause, { person, change, grants }: PersonHappening): string {
  const who = cause.kind === 'admin' ? cause.actorName : cause.clientName;
  const how = cause.kind === 'admin' ? ` with ${cause.what}` : '';
  const name = person.displayName;
  if (!change) return `${who} left ${name} an owner${how}, because there is no other`;
  const [before, after] = [change.before ?? 'without a role', change.after];
  if (after === null) return `${who} took ${String(before)} from ${name}${how}, who has no role left, so no access`;
  return `${who} made ${name} ${String(after)} (was ${String(before)})${how}: ${reasonsOf(grants)}`;
}

function reasonsOf(grants: readonly PlannedGrant[]): string {
  const reasons = grants.map(({ reason }) => `${reason.slice(0, 1).toLowerCase()}${reason.slice(1)}`);
  return [...new Set(reasons)].join('; ');
}
