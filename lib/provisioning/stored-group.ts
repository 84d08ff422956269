import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '@/lib/db/kysely';
import { prepared } from '@/lib/db/prepared';
import type { GroupRecord } from '@/lib/provisioning/group-record';
import { membershipPlan } from '@/lib/provisioning/membership-plan';
import type { MembershipChange, MembershipPlan } from '@/lib/provisioning/membership-plan';
import { StaleReadError } from '@/lib/provisioning/retry-stale';
import { hasGroupRules, rolesComeFromGroups } from '@/lib/provisioning/roles/group-rules';
import type { NamedGroup } from '@/lib/provisioning/roles/group-rules';
import type { TenantMapping } from '@/lib/roles/tenant-mapping';

/** A group with all that deciding on a change of it needs, which does not grow with its members. */
export interface StoredGroup extends Omit<GroupRecord, 'members'> {
  /** What the foreseen change of members comes to; null when none was foreseen. */
  plan: MembershipPlan | null;
  /** The group and those that it is in, directly or through others; none where roles do not come from groups. */
  above: NamedGroup[];
}

/**
 * One query, so that the group and the plan are of one moment. Null when the tenant has no such group.
 * @param foreseen the change of members that is asked for, where the request alone tells it
 */
export async function findStoredGroup(
  database: Database | DatabaseTransaction,
  {
    tenantId,
    id,
    foreseen,
    mapping,
  }: { tenantId: string; id: string; foreseen: MembershipChange | null; mapping: TenantMapping },
): Promise<StoredGroup | null> {
  const plan = foreseen ? membershipPlan(tenantId, id, foreseen) : sql`null::jsonb`;
  const above = rolesComeFromGroups(mapping) ? groupsAbove : sql`'[]'::jsonb`;
  const { rows } = await sql<StoredGroup>`${foreseen?.base === 'empty' ? sql`` : prepared}
    select g."id", g."document", g."version", g."createdAt", g."lastModified", ${plan} as "plan",
      ${above} as "above"
    from "ScimGroup" g where g."tenantId" = ${tenantId} and g."id" = ${id}`.execute(database);
  return rows[0] ?? null;
}

/** Of the row `g`. UNION drops a group met twice, so circles of groups come to an end. */
const groupsAbove = sql`(
  with recursive reached ("groupId") as (
    select g."id"
    union
    select outer_."groupId" from reached cross join lateral (
      select member."groupId" from "ScimGroupMember" member
      where member."tenantId" = g."tenantId" and member."nestedGroupId" = reached."groupId" offset 0
    ) as outer_)
  select jsonb_agg(jsonb_build_object('id', each."id", 'name', coalesce(each."document" ->> 'displayName', '')))
  from reached cross join lateral (
    select * from "ScimGroup" where "tenantId" = g."tenantId" and "id" = reached."groupId" limit 1
  ) as each)`;

/**
 * Until the transaction ends, nobody else changes the group or its members; before a deletion, nobody puts it
 * into another group either. The mapping is locked before, as by everybody who locks both; where rules name groups,
 * so that it can be changed, too.
 * @throws StaleReadError when `mapping` is not the tenant's any more
 */
export async function lockGroup(
  trx: DatabaseTransaction,
  {
    tenantId,
    id,
    mapping,
    forDeletion = false,
  }: { tenantId: string; id: string; mapping: TenantMapping; forDeletion?: boolean },
): Promise<void> {
  const { rows } = await sql`
    with basis as materialized (
      select from "RoleMapping" mapping
      where mapping."tenantId" = ${tenantId} and mapping."generation" = ${mapping.generation}
      ${hasGroupRules(mapping) ? sql`for no key update` : sql`for share`})
    select from basis left join lateral (
      select from "ScimGroup" g where g."tenantId" = ${tenantId} and g."id" = ${id}
      ${forDeletion ? sql`for update` : sql`for no key update`}) as locked on true`.execute(trx);
  if (rows.length === 0) throw new StaleReadError();
}
