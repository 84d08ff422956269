import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { GrantSource, MemberStatus, PermissionLevel } from '@/lib/db/generated/kysely/enums';
import { fromActiveOwners } from '@/lib/members/active-owners';

/** A member as it stands before SCIM data changes its access. */
export interface MemberRecord {
  id: string;
  email: string;
  displayName: string;
  status: MemberStatus;
  /** Raised by whatever changes the grants. */
  grantsVersion: number;
  grants: { roleKey: string; level: PermissionLevel; source: GrantSource; reason: string; ruleId: string | null }[];
  /** Whether the tenant has another active owner; true for whoever is no owner. */
  anotherOwner: boolean;
}

/** Whether a member holds a role of level OWNER. */
export function holdsOwner(
  tenantId: RawBuilder<unknown>,
  memberId: RawBuilder<unknown>,
): RawBuilder<boolean> {
  return sql<boolean>`exists (
    select from "MemberRole" held
    join "Role" power on power."tenantId" = held."tenantId" and power."key" = held."roleKey"
    where held."tenantId" = ${tenantId} and held."memberId" = ${memberId} and power."level" = 'OWNER')`;
}

/** Whether an active member other than `memberId` holds a role of level OWNER. */
export function anotherOwner(
  tenantId: RawBuilder<unknown>,
  memberId: RawBuilder<unknown>,
): RawBuilder<boolean> {
  return sql<boolean>`exists (select ${fromActiveOwners(tenantId)} and peer."id" <> ${memberId})`;
}

const tenantOfMember = sql`m."tenantId"`;
const idOfMember = sql`m."id"`;

/**
 * A MemberRecord as jsonb, from a row `m` of Member. Looking for other owners is only worth it for an owner.
 */
export const memberRecord: RawBuilder<unknown> = sql`jsonb_build_object(
  'id', m."id", 'email', m."email", 'displayName', m."displayName", 'status', m."status",
  'grantsVersion', m."grantsVersion",
  'anotherOwner', case when ${holdsOwner(tenantOfMember, idOfMember)}
    then ${anotherOwner(tenantOfMember, idOfMember)} else true end,
  'grants', (
    select coalesce(jsonb_agg(jsonb_build_object(
      'roleKey', held."roleKey", 'level', power."level", 'source', held."source", 'reason', held."reason", 'ruleId', held."ruleId"
    )), '[]')
    from "MemberRole" held
    join "Role" power on power."tenantId" = held."tenantId" and power."key" = held."roleKey"
    where held."tenantId" = m."tenantId" and held."memberId" = m."id"))`;
