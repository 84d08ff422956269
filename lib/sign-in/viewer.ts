import { sql } from 'kysely';
import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { deferWrite } from '@/lib/db/deferred-writes';
import type { GrantSource, RoleSource } from '@/lib/db/generated/kysely/enums';
import { db } from '@/lib/db/kysely';
import { sessionIsLive } from '@/lib/members/live-session';
import type { Actor } from '@/lib/roles/permission';
import { highestLevel } from '@/lib/roles/role';
import type { PermissionLevel } from '@/lib/roles/role';
import type { SessionIdentity } from '@/lib/sign-in/session';
import { sessionCookieName } from '@/lib/sign-in/session-cookie';
import { readSessionToken } from '@/lib/sign-in/session-token';

/** The signed-in member, as the database knows them at this request. */
export interface Viewer extends Actor {
  memberId: string;
  email: string;
  /** Most powerful first. */
  roles: { key: string; name: string; level: PermissionLevel; source: GrantSource }[];
  tenantName: string;
  sessionId: string;
  settings: { scimEnabled: boolean; logSuccessfulReads: boolean; roleSource: RoleSource };
}

/** A viewer who has a role. */
export interface SettledViewer extends Viewer {
  level: PermissionLevel;
}

interface StoredViewer extends Omit<Viewer, 'level' | 'settings' | 'sessionId'> {
  scimEnabled: boolean;
  logSuccessfulReads: boolean;
  roleSource: RoleSource;
  unseenForAWhile: boolean;
}

/**
 * Whoever is signed in, or null: signed out, session ended or expired, member deprovisioned. Read anew for
 * every request, once per rendering.
 */
export const getViewer = cache(async (): Promise<Viewer | null> => {
  const identity = await readIdentity();
  return identity && findViewer(identity);
});

/**
 * Whoever is signed in, for what an open page asks by itself. That is no use of the session: a page that nobody looks
 * at would keep it from ending.
 */
export async function peekViewer(): Promise<Viewer | null> {
  const identity = await readIdentity();
  return identity && findViewer(identity, { isUse: false });
}

async function readIdentity(): Promise<SessionIdentity | null> {
  return readSessionToken((await cookies()).get(sessionCookieName())?.value);
}

/**
 * For pages and actions. Sends visitors without a session to sign in, and members without a role to where it
 * says so.
 */
export async function requireViewer(): Promise<SettledViewer> {
  const viewer = await getViewer();
  if (!viewer) redirect('/sign-in');
  const { level } = viewer;
  if (level === null) redirect('/no-access');
  return { ...viewer, level };
}

/** One query for all that decides what a session may do; null when it may do nothing any more. */
export async function findViewer(
  { tenantId, memberId, sessionId }: SessionIdentity,
  { isUse = true }: { isUse?: boolean } = {},
): Promise<Viewer | null> {
  const { rows } = await sql<StoredViewer>`
    select member."tenantId", member."id" as "memberId", member."displayName" as "name", member."email",
      tenant."name" as "tenantName", settings."scimEnabled", settings."logSuccessfulReads",
      mapping."source" as "roleSource",
      session."lastSeenAt" < now() - interval '1 minute' or member."lastSeenAt" is null
        or member."lastSeenAt" < now() - interval '1 minute' as "unseenForAWhile",
      coalesce((
        select json_agg(json_build_object('key', role."key", 'name', role."name", 'level', role."level",
          'source', held."source") order by role."level", role."name")
        from "MemberRole" as held
        join "Role" as role on role."tenantId" = held."tenantId" and role."key" = held."roleKey"
        where held."tenantId" = member."tenantId" and held."memberId" = member."id"
      ), '[]') as "roles"
    from "Session" as session
    join "Member" as member on member."tenantId" = session."tenantId" and member."id" = session."memberId"
    join "Tenant" as tenant on tenant."id" = session."tenantId"
    join "IdentitySettings" as settings on settings."tenantId" = session."tenantId"
    join "RoleMapping" as mapping on mapping."tenantId" = session."tenantId"
    where session."tenantId" = ${tenantId} and session."id" = ${sessionId}
      and session."memberId" = ${memberId} and ${sessionIsLive} and member."status" = 'ACTIVE'`.execute(db());
  const [row] = rows;
  if (!row) return null;
  const { scimEnabled, logSuccessfulReads, roleSource, unseenForAWhile, ...viewer } = row;
  if (isUse && unseenForAWhile) touchLastSeen({ tenantId, memberId, sessionId });
  const level = highestLevel(viewer.roles.map((role) => role.level));
  return { ...viewer, level, sessionId, settings: { scimEnabled, logSuccessfulReads, roleSource } };
}

/** Of the session and of the member, each at most once a minute, and nobody waits for it. */
function touchLastSeen({ tenantId, memberId, sessionId }: SessionIdentity): void {
  void deferWrite(async () => {
    await sql`
      with seen as (
        update "Session" set "lastSeenAt" = now() where "tenantId" = ${tenantId} and "id" = ${sessionId}
          and "lastSeenAt" < now() - interval '1 minute')
      update "Member" set "lastSeenAt" = now() where "tenantId" = ${tenantId} and "id" = ${memberId}
        and ("lastSeenAt" is null or "lastSeenAt" < now() - interval '1 minute')`.execute(db());
  });
}
