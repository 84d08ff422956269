import { sql } from 'kysely';
import type { IdentityEventType } from '@/lib/activity/identity-event';
import { db } from '@/lib/db/kysely';

/** Types of events after which the list of members can read differently. */
const memberEventTypes = [
  'scim_provision',
  'scim_deprovision',
  'admin_member_invited',
  'admin_member_roles_changed',
  'admin_member_removed',
] as const satisfies readonly IdentityEventType[];

export interface LatestMemberEvent {
  id: string;
  at: Date;
  /** The identity provider made the change, not a person here. */
  bySync: boolean;
}

/**
 * The latest change to the tenant's members; null before the first. One row from the end of an index per
 * type.
 */
export async function latestMemberEvent(tenantId: string): Promise<LatestMemberEvent | null> {
  const [first, ...others] = memberEventTypes.map((type) =>
    db()
      .selectFrom(
        db()
          .selectFrom('IdentityEvent')
          .select(['id', 'at', 'type'])
          .where('tenantId', '=', tenantId)
          .where('type', '=', type)
          .orderBy('id', 'desc')
          .limit(1)
          .as('latest'),
      )
      .selectAll(),
  );
  if (!first) return null;
  const latest = await others
    .reduce((union, query) => union.unionAll(query), first)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return latest ? { id: latest.id, at: latest.at, bySync: latest.type.startsWith('scim_') } : null;
}

/** So many events are looked through; after more, the list has surely changed. */
const MOST_EVENTS = 500;

/** Whether anything but the roles of members has changed after the event `since`: who there is, names, addresses. */
export async function changedBesidesRoles(tenantId: string, since: string | null): Promise<boolean> {
  if (since === null) return true;
  const { rows } = await sql<{ changed: boolean }>`
    select count(*) >= ${MOST_EVENTS} or coalesce(bool_or(not "onlyRoles"), false) as "changed" from (
      select "type" = 'admin_member_roles_changed' or "type" = 'scim_provision'
        and jsonb_array_length("changes") = 1 and "changes" -> 0 ->> 'attribute' = 'granted roles' as "onlyRoles"
      from "IdentityEvent" where "tenantId" = ${tenantId} and "id" > ${since} and "memberId" is not null
        and "type" = any(${[...memberEventTypes]}::text[])
      limit ${MOST_EVENTS}) as event`.execute(db());
  return rows[0]?.changed ?? true;
}
