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
