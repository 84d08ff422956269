import type { GrantSource } from '@/lib/db/generated/kysely/enums';
import type { DerivedRoles } from '@/lib/roles/derive-roles';

/** A role that a member is to have, and why. */
export interface PlannedGrant {
  roleKey: string;
  source: GrantSource;
  reason: string;
  /** Null for the default, for a value that is the key of a role, and for admins. */
  ruleId: string | null;
}

/** What was derived, as grants that SCIM gives. */
export function grantsOfScim({ grants }: DerivedRoles): PlannedGrant[] {
  return grants.map((grant) => ({ ...grant, source: 'SCIM' }));
}

/** What was derived, as grants that single sign-on gives. */
export function grantsOfSso({ grants }: DerivedRoles): PlannedGrant[] {
  return grants.map((grant) => ({ ...grant, source: 'SSO' }));
}

/** Whether the roles are the same, for the same reasons; the order does not matter. */
export function sameGrants(held: readonly PlannedGrant[], planned: readonly PlannedGrant[]): boolean {
  return held.length === planned.length && planned.every((grant) => held.some((other) => isSameGrant(grant, other)));
}

function isSameGrant(a: PlannedGrant, b: PlannedGrant): boolean {
  return a.roleKey === b.roleKey && a.source === b.source && a.reason === b.reason && a.ruleId === b.ruleId;
}
