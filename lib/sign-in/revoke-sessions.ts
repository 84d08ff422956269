import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { z } from 'zod';
import { recordEvents } from '@/lib/activity/record-event';
import { db } from '@/lib/db/kysely';
import type { DatabaseTransaction } from '@/lib/db/kysely';
import { findMember } from '@/lib/members/find-member';
import { sessionEnded, sessionIsLive } from '@/lib/members/live-session';
import type { MemberRow } from '@/lib/members/member-rows';
import { may, refusePermission } from '@/lib/roles/permission';
import type { Actor } from '@/lib/roles/permission';
import { oneLineSchema } from '@/lib/shared/one-line';
import { refuse } from '@/lib/shared/refusal';
import type { Refusal } from '@/lib/shared/refusal';
import { browserName } from '@/lib/sign-in/browser-name';

export const revokeSessionSchema = z.object({
  memberId: oneLineSchema.min(1),
  sessionId: oneLineSchema.min(1),
});

export const revokeAllSessionsSchema = revokeSessionSchema.omit({ sessionId: true });

type Revoked = { ok: true; ended: number } | Refusal<'forbidden' | 'not-found'>;

/** Ends one session of a member, at its next request. One that has ended already is no error, and no event. */
export function revokeSession(
  actor: Actor,
  { memberId, sessionId }: z.output<typeof revokeSessionSchema>,
): Promise<Revoked> {
  return revoke(actor, memberId, sql`session."id" = ${sessionId}`);
}

/** Ends all sessions of a member, at their next request; of the actor's own all but the one they act in. */
export function revokeAllSessions(
  actor: Actor & { sessionId?: string },
  { memberId }: z.output<typeof revokeAllSessionsSchema>,
): Promise<Revoked> {
  return revoke(actor, memberId, sql`session."id" <> ${actor.sessionId ?? ''}`);
}

async function revoke(actor: Actor, memberId: string, which: RawBuilder<unknown>): Promise<Revoked> {
  const isOwn = actor.memberId === memberId;
  const refused = isOwn ? null : refusePermission(actor, 'manageMembers');
  if (refused) return refused;
  return db()
    .transaction()
    .execute(async (trx) => {
      const member = await findMember(actor.tenantId, memberId, trx);
      if (!member) return refuse('not-found', 'There is no such member here.');
      if (!isOwn && isOwner(member) && !may(actor, 'manageOwners')) {
        return refuse('forbidden', 'Only owners can end the sessions of an owner. Ask one of them.');
      }
      const ended = await endThem(trx, actor.tenantId, memberId, which);
      if (ended.length > 0) await recordEnd(trx, actor, member, ended);
      return { ok: true, ended: ended.length };
    });
}

/** What each of the sessions ended said of its browser. */
async function endThem(
  trx: DatabaseTransaction,
  tenantId: string,
  memberId: string,
  which: RawBuilder<unknown>,
): Promise<(string | null)[]> {
  const { rows } = await sql<{ userAgent: string | null }>`
    update "Session" session set ${sessionEnded} from "IdentitySettings" settings
    where session."tenantId" = ${tenantId} and session."memberId" = ${memberId} and ${which}
      and settings."tenantId" = session."tenantId" and ${sessionIsLive}
    returning session."userAgent"`.execute(trx);
  return rows.map(({ userAgent }) => userAgent);
}

async function recordEnd(
  trx: DatabaseTransaction,
  { tenantId, memberId: actorId, name: actorName }: Actor,
  { id: memberId, displayName, email }: MemberRow,
  ended: readonly (string | null)[],
): Promise<void> {
  const whose = actorId === memberId ? 'their own' : displayName;
  const [only = null] = ended;
  const what =
    ended.length === 1 ? `a session of ${whose}: ${browserName(only)}` : `${ended.length} sessions of ${whose}`;
  await recordEvents(trx, [
    {
      tenantId,
      type: 'admin_session_ended',
      outcome: 'OK',
      summary: `${actorName} ended ${what}`,
      actorName,
      memberId,
      subjectEmail: email,
    },
  ]);
}

function isOwner({ roles }: MemberRow): boolean {
  return roles.some(({ level }) => level === 'OWNER');
}
