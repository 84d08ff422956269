import { db } from '@/lib/db/kysely';
import type { EventPerson } from '@/lib/provisioning/user-event';

/** The member that a SCIM user manages; null when the tenant has no such user. */
export async function findPerson(
  tenantId: string,
  userId: string,
): Promise<Pick<EventPerson, 'memberId' | 'email'> | null> {
  const person = await db()
    .selectFrom('Member')
    .select(['id as memberId', 'email'])
    .where('tenantId', '=', tenantId)
    .where('scimUserId', '=', userId)
    .executeTakeFirst();
  return person ?? null;
}
