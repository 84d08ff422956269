import { db } from '@/lib/db/kysely';
import { deferWrite } from '@/lib/db/deferred-writes';
import { EventThrottle } from '@/lib/activity/event-throttle';
import type { IdentityEventDraft } from '@/lib/activity/identity-event';
import { recordEvents } from '@/lib/activity/record-event';
import type { BearerOutcome, BearerRefusalReason } from '@/lib/credentials/authenticate-bearer';
import { processWide } from '@/lib/shared/process-wide';

type Refusal = Extract<BearerOutcome, { kind: 'refused' }>;

/** What one tenant's log takes of one kind of failure: an event, then a count in the next one. */
const QUIET_MS = 10_000;

/** Above this many kinds at a time somebody is guessing; those heard of longest ago are forgotten. */
const MOST_KINDS = 1_000;

/** No tenant has a longer id, and what is remembered of strangers is to be short. */
const LONGEST_TENANT_ID = 40;

/** Why, for the tenant's admins; the client is told none of it. */
const causes: Readonly<Record<BearerRefusalReason, string>> = {
  missing: 'it sent no token',
  malformed: 'what it sent is not a token of this application, or has a typing error',
  unknown: 'its token is unknown',
  expired: 'its token has expired',
  revoked: 'its token was revoked',
  scope: 'its key does not have the scope "scim"',
};

/** Tenants' own credentials are counted apart, so that what strangers invent cannot push them out. */
const throttles = processWide('failed-authentications', () => ({
  owned: new EventThrottle({ quietMs: QUIET_MS, mostKinds: MOST_KINDS }),
  strange: new EventThrottle({ quietMs: QUIET_MS, mostKinds: MOST_KINDS }),
}));

/**
 * Records a request that failed to authenticate, for the tenant whose token it was, else for the one its path
 * names. Neither an identity provider with a stale token nor a stranger can flood a log with it.
 */
export function recordFailedAuthentication(
  refusal: Refusal,
  basis: Omit<IdentityEventDraft, 'tenantId' | 'type' | 'outcome' | 'summary'>,
  pathTenantId: string | null,
  now: Date,
): void {
  const tenantId = refusal.owner?.tenantId ?? pathTenantId;
  if (tenantId === null || tenantId.length > LONGEST_TENANT_ID) return;
  const credential = refusal.owner?.credential;
  const throttle = credential ? throttles.owned : throttles.strange;
  const more = throttle.admit([tenantId, credential?.id ?? '', refusal.reason].join('\n'), now.getTime());
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

async function tenantExists(tenantId: string): Promise<boolean> {
  const tenant = await db().selectFrom('Tenant').select('id').where('id', '=', tenantId).executeTakeFirst();
  return tenant !== undefined;
}
