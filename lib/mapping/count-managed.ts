import { db } from '@/lib/db/kysely';

/** How many active people SCIM manages. */
export async function countManaged(tenantId: string): Promise<number> {
  const { people } = await db()
    .selectFrom('Member')
    .select(({ fn }) => fn.countAll<number>().as('people'))
    .where('tenantId', '=', tenantId)
    .where('status', '=', 'ACTIVE')
    .where('scimUserId', 'is not', null)
    .executeTakeFirstOrThrow();
  return people;
}
