import { v7 as uuidv7 } from 'uuid';
import { EventThrottle } from '@/lib/activity/event-throttle';
import { providerName } from '@/lib/activity/provider-name';
import { recordEvents } from '@/lib/activity/record-event';
import { redact } from '@/lib/activity/redact';
import { db } from '@/lib/db/kysely';
import { BoundedMap } from '@/lib/shared/bounded-map';
import { oneLine } from '@/lib/shared/one-line';
import { processWide } from '@/lib/shared/process-wide';
import type { Client } from '@/lib/sign-in/client-address';
import type { SsoConnection } from '@/lib/sso/connection';
import { quoted } from '@/lib/sso/quoted';
import type { FailedComparison, SsoFailure } from '@/lib/sso/sso-failure';

/** What one tenant's log takes of one code: an event, then a count in the next one. */
const QUIET_MS = 10_000;
const MOST_KINDS = 1_000;

const state = processWide('sso-failures', () => ({
  throttle: new EventThrottle({ quietMs: QUIET_MS, mostKinds: MOST_KINDS }),
  latest: new BoundedMap<string, string>(MOST_KINDS),
}));

/**
 * Records a sign-in that a check of the protocol ended, for the tenant's admins.
 * @param email whose sign-in it was, when that is known
 * @returns the event to quote: of many alike at a time, the one that was recorded
 */
export async function recordSsoFailure(
  connection: Pick<SsoConnection, 'tenantId' | 'provider'>,
  failure: SsoFailure,
  { client, email = null, now = new Date() }: { client: Client; email?: string | null; now?: Date },
): Promise<{ eventId: string }> {
  const { tenantId, provider } = connection;
  const { code } = failure;
  const kind = [tenantId, code].join('\n');
  const more = state.throttle.admit(kind, now.getTime());
  const latest = state.latest.get(kind);
  if (more === null && latest !== undefined) return { eventId: latest };
  const eventId = uuidv7();
  await recordEvents(db(), [
    {
      tenantId,
      id: eventId,
      type: 'sso_error',
      outcome: 'FAILED',
      code,
      summary: `${email ?? 'Somebody'}’s sign-in through ${providerName(provider)} failed: ${code}`,
      detail: detailOf(failure),
      provider,
      subjectEmail: email,
      clientAddress: client.address,
      userAgent: client.userAgent,
      notes: more ? [{ kind: 'warning', text: `${more} more sign-ins failed like this before it` }] : [],
    },
  ]);
  state.latest.set(kind, eventId);
  return { eventId };
}

function detailOf({ message, comparison }: SsoFailure): string {
  const why = String(redact(oneLine(message)));
  return comparison ? `${why} ${comparedIn(comparison)}` : why;
}

function comparedIn({ what, expected, received }: FailedComparison): string {
  return `${what}: expected ${quoted(expected)}, received ${quoted(String(redact(received)))}.`;
}
