import { sql } from 'kysely';
import type { DatabaseTransaction } from '@/lib/db/kysely';
import { sessionEnded, sessionLasts } from '@/lib/members/live-session';

/**
 * Ends every session of the members, at their next request; returns how many were live. Those whose time was over
 * are ended as well, so that longer settings do not bring them back.
 */
export async function endSessions(
  trx: DatabaseTransaction,
  tenantId: string,
  memberIds: readonly string[],
): Promise<number> {
  if (memberIds.length === 0) return 0;
  const { rows } = await sql<{ lasted: boolean }>`
    update "Session" session set ${sessionEnded} from "IdentitySettings" settings
    where session."tenantId" = ${tenantId} and session."memberId" = any (${memberIds}::text[])
      and session."endedAt" is null and settings."tenantId" = session."tenantId"
    returning ${sessionLasts} as "lasted"`.execute(trx);
  return rows.filter(({ lasted }) => lasted).length;
}
