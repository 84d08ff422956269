import { sql } from 'kysely';
import { db } from '@/lib/db/kysely';

/**
 * Many SCIM users with their members, `Person 0` and so on, all with one role that SCIM gave, and nothing in their
 * documents but names and `title`: user `u-0` is the member `m-0`. Other tenants may have the same ids.
 */
export async function storeCrowd(
  tenantId: string,
  count: number,
  { roleKey = 'member', reason = 'Default role' }: { roleKey?: string; reason?: string } = {},
): Promise<void> {
  await sql`
    with person as (
      select n, 'Person ' || n as "name", 'person' || n || '@crowd.test' as "email"
      from generate_series(0, ${count - 1}::int) as n),
    users as (
      insert into "ScimUser" ("tenantId", "id", "document", "filterView", "userNameKey", "active", "createdAt",
        "lastModified")
      select ${tenantId}, 'u-' || n, jsonb_build_object('userName', "email", 'displayName', "name", 'active', true),
        '{}', "email", true, now(), now() from person),
    members as (
      insert into "Member" ("tenantId", "id", "email", "emailKey", "displayName", "nameKey", "searchKey", "managedBy",
        "scimUserId")
      select ${tenantId}, 'm-' || n, "email", "email", "name", lower("name"), lower("name"), 'SCIM', 'u-' || n
      from person)
    insert into "MemberRole" ("tenantId", "memberId", "roleKey", "source", "reason")
    select ${tenantId}, 'm-' || n, ${roleKey}, 'SCIM', ${reason} from person`.execute(db());
}

/** Puts users of a crowd into a group, from one number to below another. */
export async function joinCrowd(tenantId: string, groupId: string, from: number, end: number): Promise<void> {
  await sql`
    insert into "ScimGroupMember" ("tenantId", "groupId", "memberId", "userId")
    select ${tenantId}, ${groupId}, 'u-' || n, 'u-' || n
    from generate_series(${from}::int, ${end - 1}::int) as n`.execute(db());
}
