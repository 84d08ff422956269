import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';

/**
 * What follows SELECT for the active owners of a tenant: rows `power` of Role, `held` of MemberRole and `peer` of
 * Member, one for each role of level OWNER that somebody holds. Further conditions may follow, with AND.
 */
export function fromActiveOwners(tenantId: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    from "Role" power
    join "MemberRole" held on held."tenantId" = power."tenantId" and held."roleKey" = power."key"
    join "Member" peer on peer."tenantId" = held."tenantId" and peer."id" = held."memberId"
    where power."tenantId" = ${tenantId} and power."level" = 'OWNER' and peer."status" = 'ACTIVE'`;
}
