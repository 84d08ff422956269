import { db } from '@/lib/db/kysely';
import { deferWrite } from '@/lib/db/deferred-writes';
import type { IdentityEventDraft } from '@/lib/activity/identity-event';
import { recordEvents } from '@/lib/activity/record-event';
import type { BearerOutcome, BearerRefusalReason } from '@/lib/credentials/authenticate-bearer';
import { processWide } from '@/lib/shared/process-wide';

type Refusal = Extract<BearerOutcome, { kind: 'refused' }>;

/** What one tenant's log takes of one kind of failure: an event, then a count in the next one. */
const QUIET_MS = 10_000;

/** Above this many kinds at a time somebody is guessing, and further ones are not worth remembering. */
const MOST_KINDS = 1_000;

/** Why, for the tenant's admins; the client is told none of it. */
const causes: Readonly<Record<BearerRefusalReason, string>> = {
  missing: 'it sent no token',
  malformed: 'what it sent is not a token of this application, or has a typing error',
  unknown: 'its token is unknown',
  expired: 'its token has expired',
  revoked: 'its token was revoked',
  scope: 'its key does not have the scope "scim"',
};

const failures = processWide(
  'failed-authentications',
  () => new Map<string, { quietUntil: number; more: number }>(),
);

/**
 * Records a request that was answered 401, for the tenant whose token it was, else for the one its path
 * names. Neither an identity provider with a stale token nor a stranger can flood a log with it.
 */
export function recordFailedAuthentication(
  refusal: Refusal,
  basis: Omit<IdentityEventDraft, 'tenantId' | 'type' | 'outcome' | 'summary'>,
  pathTenantId: string | null,
  now: Date,
): void {
  const tenantId = refusal.owner?.tenantId ?? pathTenantId;
  if (tenantId === null) return;
  const credential = refusal.owner?.credential;
  const more = admit([tenantId, credential?.id ?? '', refusal.reason].join('\n'), now.getTime());
  if (more === null) return;
  const event: IdentityEventDraft = {
    ...basis,
    tenantId,
    type: 'scim_error',
    outcome: 'FAILED',
    summary: `${credential?.label ?? 'A client'} was refused: ${causes[refusal.reason]}`,
    credentialId: credential?.id,
    credentialLabel: credential?.label,
    provider: credential?.provider,
    notes: more > 0 ? [{ kind: 'warning', text: `${more} more requests failed like this before it` }] : [],
  };
  void deferWrite(async () => {
    if (refusal.owner || (await tenantExists(tenantId))) await recordEvents(db(), [event]);
  });
}

/** How many failures of the kind were not recorded since the last event; null when this one is not either. */
function admit(kind: string, now: number): number | null {
  const known = failures.get(kind);
  if (known && now < known.quietUntil) {
    known.more += 1;
    return null;
  }
  if (failures.size >= MOST_KINDS) forgetQuietKinds(now);
  if (failures.size >= MOST_KINDS) return null;
  failures.set(kind, { quietUntil: now + QUIET_MS, more: 0 });
  return known?.more ?? 0;
}

function forgetQuietKinds(now: number): void {
  for (const [kind, { quietUntil }] of failures) if (quietUntil <= now) failures.delete(kind);
}

async function tenantExists(tenantId: string): Promise<boolean> {
  const tenant = await db().selectFrom('Tenant').select('id').where('id', '=', tenantId).executeTakeFirst();
  return tenant !== undefined;
}
