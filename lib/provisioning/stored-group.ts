import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '@/lib/db/kysely';
import { prepared } from '@/lib/db/prepared';
import type { GroupRecord } from '@/lib/provisioning/group-record';
import { membershipPlan } from '@/lib/provisioning/membership-plan';
import type { MembershipChange, MembershipPlan } from '@/lib/provisioning/membership-plan';

/** A group with all that deciding on a change of it needs, which does not grow with its members. */
export interface StoredGroup extends Omit<GroupRecord, 'members'> {
  /** What the foreseen change of members comes to; null when none was foreseen. */
  plan: MembershipPlan | null;
}

/**
 * One query, so that the group and the plan are of one moment. Null when the tenant has no such group.
 * @param foreseen the change of members that is asked for, where the request alone tells it
 */
export async function findStoredGroup(
  database: Database | DatabaseTransaction,
  { tenantId, id, foreseen }: { tenantId: string; id: string; foreseen: MembershipChange | null },
): Promise<StoredGroup | null> {
  const plan = foreseen ? membershipPlan(tenantId, id, foreseen) : sql`null::jsonb`;
  const { rows } = await sql<StoredGroup>`${foreseen?.base === 'empty' ? sql`` : prepared}
    select g."id", g."document", g."version", g."createdAt", g."lastModified", ${plan} as "plan"
    from "ScimGroup" g where g."tenantId" = ${tenantId} and g."id" = ${id}`.execute(database);
  return rows[0] ?? null;
}

/**
 * Until the transaction ends, nobody else changes the group or its members; before a deletion, nobody puts it
 * into another group either.
 */
export async function lockGroup(
  trx: DatabaseTransaction,
  { tenantId, id, forDeletion = false }: { tenantId: string; id: string; forDeletion?: boolean },
): Promise<void> {
  await sql`select from "ScimGroup" g where g."tenantId" = ${tenantId} and g."id" = ${id}
    ${forDeletion ? sql`for update` : sql`for no key update`}`.execute(trx);
}
