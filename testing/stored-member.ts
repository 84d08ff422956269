import type { Updateable } from 'kysely';
import { listEvents } from '@/lib/activity/list-events';
import type { EventRow } from '@/lib/activity/list-events';
import type { IdentityEventType } from '@/lib/activity/identity-event';
import { db } from '@/lib/db/kysely';
import type { DB } from '@/lib/db/generated/kysely/types';

/** A member with their roles, as the database has them. */
export async function storedMember(tenantId: string, id: string) {
  const member = await db()
    .selectFrom('Member')
    .selectAll()
    .where('tenantId', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const grants = await db()
    .selectFrom('MemberRole')
    .select(['roleKey', 'source', 'reason', 'ruleId', 'eventId'])
    .where('tenantId', '=', tenantId)
    .where('memberId', '=', id)
    .orderBy('roleKey')
    .execute();
  return { ...member, grants, roles: grants.map(({ roleKey }) => roleKey) };
}

/** The tenant's events of one type, newest first. */
export async function storedEvents(tenantId: string, type: IdentityEventType): Promise<EventRow[]> {
  const { events } = await listEvents(tenantId, { type: [type] });
  return events;
}

/** Changes a tenant's identity settings without asking what that means for anybody. */
export async function setSettings(tenantId: string, settings: Updateable<DB['IdentitySettings']>): Promise<void> {
  await db().updateTable('IdentitySettings').set(settings).where('tenantId', '=', tenantId).execute();
}

/** Changes a member without asking what that means for anybody. */
export async function setMember(tenantId: string, id: string, fields: Updateable<DB['Member']>): Promise<void> {
  await db().updateTable('Member').set(fields).where('tenantId', '=', tenantId).where('id', '=', id).execute();
}
