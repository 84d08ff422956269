import { sql } from 'kysely';
import type { SignInMethod } from '@/lib/db/generated/kysely/enums';
import { db } from '@/lib/db/kysely';
import { sessionIsLive } from '@/lib/members/live-session';
import { browserName } from '@/lib/sign-in/browser-name';

/** A live session, as people recognise it. */
export interface SessionView {
  id: string;
  createdAt: Date;
  lastSeenAt: Date;
  /** When it ends if it is used until then. */
  endsAt: Date;
  method: SignInMethod;
  /** Null for what began before addresses were kept. */
  clientAddress: string | null;
  /** "Chrome on macOS"; what the browser said of itself. */
  browser: string;
}

/** The live sessions of a member, the one used last first. */
export async function listSessions(tenantId: string, memberId: string): Promise<SessionView[]> {
  const { rows } = await sql<Omit<SessionView, 'browser'> & { userAgent: string | null }>`
    select session."id", session."createdAt", session."lastSeenAt", session."method", session."clientAddress",
      session."userAgent", least(session."expiresAt",
        session."createdAt" + make_interval(mins => settings."sessionLifetimeMinutes")) as "endsAt"
    from "Session" session
    join "IdentitySettings" settings on settings."tenantId" = session."tenantId"
    where session."tenantId" = ${tenantId} and session."memberId" = ${memberId} and ${sessionIsLive}
    order by session."lastSeenAt" desc, session."id" desc`.execute(db());
  return rows.map(({ userAgent, ...session }) => ({ ...session, browser: browserName(userAgent) }));
}
