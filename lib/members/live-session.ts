import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';

/**
 * Whether a session's time was not over at a moment: a condition on the rows `session` of Session and `settings` of
 * the tenant's IdentitySettings.
 */
export function sessionLastsAt(moment: RawBuilder<Date>): RawBuilder<boolean> {
  return sql<boolean>`(session."expiresAt" > ${moment}
    and session."createdAt" + make_interval(mins => settings."sessionLifetimeMinutes") > ${moment}
    and (settings."sessionIdleMinutes" is null
      or session."lastSeenAt" + make_interval(mins => settings."sessionIdleMinutes") > ${moment}))`;
}

export const sessionLasts = sessionLastsAt(sql<Date>`now()`);

/** Whether a session opens anything: its time is not over, and nobody has ended it. */
export const sessionIsLive = sql<boolean>`(session."endedAt" is null and ${sessionLasts})`;

/** What an UPDATE sets to end a session. What it kept for a sign-out tells much about a person, and goes with it. */
export function sessionEndedAt(moment: RawBuilder<Date>): RawBuilder<unknown> {
  return sql`"endedAt" = ${moment}, "logout" = null`;
}

export const sessionEnded = sessionEndedAt(sql<Date>`now()`);
