import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Database, DatabaseTransaction } from '@/lib/db/kysely';
import type { GrantSource, ManagedBy, MemberStatus } from '@/lib/db/generated/kysely/enums';
import type { PermissionLevel } from '@/lib/roles/role';

/** A role a member holds, and where it came from. */
export interface RoleGrant {
  key: string;
  name: string;
  level: PermissionLevel;
  source: GrantSource;
  reason: string;
}

/** When and why someone was deprovisioned, from the audit trail. */
export interface Deprovisioning {
  at: Date;
  why: string;
  /** Null when the event is older than the tenant keeps events. */
  eventId: string | null;
}

export interface MemberRow {
  id: string;
  displayName: string;
  email: string;
  status: MemberStatus;
  managedBy: ManagedBy;
  /** Most powerful first. */
  roles: RoleGrant[];
  createdAt: Date;
  lastSeenAt: Date | null;
  /** The IdP decides about this member now: SCIM is on and one of its resources manages them. */
  scimManaged: boolean;
  /** The role mapping decides about this member's roles. */
  rolesLocked: boolean;
  /** Null for active members. */
  deprovisioned: Deprovisioning | null;
}

interface StoredRow extends Omit<MemberRow, 'deprovisioned'> {
  deprovisionedAt: Date | null;
  eventId: string | null;
  eventSummary: string | null;
}

const UNKNOWN_CAUSE = 'The event that says why is no longer kept.';

/**
 * Reads members with their roles and, for the deprovisioned, the cause: one query, whatever the number of
 * rows.
 * @param members a subquery of "Member" rows
 * @param order sort terms over columns of "Member"
 */
export async function readMemberRows(
  database: Database | DatabaseTransaction,
  members: RawBuilder<unknown>,
  order: RawBuilder<unknown>,
): Promise<MemberRow[]> {
  const { rows } = await sql<StoredRow>`
    select page."id", page."displayName", page."email", page."status", page."managedBy", page."createdAt",
      page."lastSeenAt", page."deprovisionedAt", cause."id" as "eventId", cause."summary" as "eventSummary",
      coalesce(grants."roles", '[]') as "roles",
      page."scimUserId" is not null and settings."scimEnabled" as "scimManaged",
      page."scimUserId" is not null and settings."scimEnabled" and mapping."source" <> 'PORTAL'
        as "rolesLocked"
    from (${members}) as page
    join "IdentitySettings" as settings on settings."tenantId" = page."tenantId"
    join "RoleMapping" as mapping on mapping."tenantId" = page."tenantId"
    left join lateral (
      select json_agg(json_build_object('key', role."key", 'name', role."name", 'level', role."level",
        'source', held."source", 'reason', held."reason") order by role."level", role."name") as "roles"
      from "MemberRole" as held
      join "Role" as role on role."tenantId" = held."tenantId" and role."key" = held."roleKey"
      where held."tenantId" = page."tenantId" and held."memberId" = page."id"
    ) as grants on true
    left join lateral (
      select event."id", event."summary" from "IdentityEvent" as event
      where page."status" = 'DEPROVISIONED' and event."tenantId" = page."tenantId"
        and event."memberId" = page."id"
        and event."type" in ('scim_deprovision', 'admin_member_removed')
      order by event."id" desc limit 1
    ) as cause on true
    order by ${order}`.execute(database);
  return rows.map(({ deprovisionedAt, eventId, eventSummary, ...row }) => ({
    ...row,
    deprovisioned: deprovisionedAt && { at: deprovisionedAt, why: eventSummary ?? UNKNOWN_CAUSE, eventId },
  }));
}
