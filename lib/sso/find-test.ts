import { db } from '@/lib/db/kysely';
import type { StoredTest } from '@/lib/sso/test-report';

/** What a test found, for the admin who made it; null for any other. */
export async function findTest(tenantId: string, memberId: string, id: string): Promise<StoredTest | null> {
  const test = await db()
    .selectFrom('SsoTest')
    .select(['id', 'trial', 'passed', 'report', 'createdAt'])
    .where('tenantId', '=', tenantId)
    .where('memberId', '=', memberId)
    .where('id', '=', id)
    .$castTo<StoredTest>()
    .executeTakeFirst();
  return test ?? null;
}
