import { sql } from 'kysely';
import { db } from '@/lib/db/kysely';
import type { SessionIdentity } from '@/lib/sign-in/session';

/** Lets a session have begun, and have been seen last, so many minutes ago. */
export async function ageSession(
  { tenantId, sessionId }: SessionIdentity,
  { begun, seen = begun }: { begun: number; seen?: number },
): Promise<void> {
  await sql`
    update "Session" set "createdAt" = now() - make_interval(mins => ${begun}),
      "lastSeenAt" = now() - make_interval(mins => ${seen})
    where "tenantId" = ${tenantId} and "id" = ${sessionId}`.execute(db());
}
