import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { IdentityProvider } from '@/lib/db/generated/kysely/enums';
import { db } from '@/lib/db/kysely';
import { may } from '@/lib/roles/permission';
import type { Actor } from '@/lib/roles/permission';

/** The event that proves a step, or shows what stands in its way. */
export interface SetupEvent {
  id: string;
  /** ISO 8601. */
  at: string;
  summary: string;
  method: string | null;
  status: number | null;
  clientAddress: string | null;
}

/** How far one identity provider has come, as the stored events have it. */
export interface SetupProgress {
  scimEnabled: boolean;
  /** The newest credential that the provider could call with. */
  credential: { label: string; hint: string; createdAt: string } | null;
  /** The last call with any of the provider's credentials, written at most once a minute. */
  lastCall: { at: string; from: string | null } | null;
  /** The first call that was recorded. Reads are recorded only while successful events are logged. */
  called: SetupEvent | null;
  created: SetupEvent | null;
  updated: SetupEvent | null;
  deactivated: SetupEvent | null;
  /** The last call whose token was not accepted. */
  refused: SetupEvent | null;
  /** The last call that was accepted and then failed. */
  failed: SetupEvent | null;
}

type Step = 'called' | 'created' | 'updated' | 'deactivated' | 'refused' | 'failed';

/**
 * The set-up progress of `provider`; credentials without a provider count as OTHER. Where calls came from is
 * for those who may see what was sent.
 */
export async function findSetupProgress(
  actor: Pick<Actor, 'tenantId' | 'level'>,
  provider: IdentityProvider,
): Promise<SetupProgress> {
  const progress = await readSetupProgress(actor.tenantId, provider);
  return may(actor, 'readPayloads') ? progress : withoutAddresses(progress);
}

function withoutAddresses(progress: SetupProgress): SetupProgress {
  const { lastCall, called, created, updated, deactivated, refused, failed } = progress;
  const hide = (event: SetupEvent | null) => event && { ...event, clientAddress: null };
  return {
    ...progress,
    lastCall: lastCall && { ...lastCall, from: null },
    called: hide(called),
    created: hide(created),
    updated: hide(updated),
    deactivated: hide(deactivated),
    refused: hide(refused),
    failed: hide(failed),
  };
}

async function readSetupProgress(tenantId: string, provider: IdentityProvider): Promise<SetupProgress> {
  const [settings, credentials] = await Promise.all([
    db()
      .selectFrom('IdentitySettings')
      .select('scimEnabled')
      .where('tenantId', '=', tenantId)
      .executeTakeFirstOrThrow(),
    findCredentials(tenantId, provider),
  ]);
  const now = new Date();
  const usable = credentials.find((each) => !each.revokedAt && (!each.expiresAt || each.expiresAt > now));
  const used = credentials
    .flatMap((each) =>
      each.lastUsedAt ? [{ at: each.lastUsedAt.toISOString(), from: each.lastUsedFrom }] : [],
    )
    .sort((one, other) => other.at.localeCompare(one.at));
  return {
    scimEnabled: settings.scimEnabled,
    credential: usable
      ? { label: usable.label, hint: usable.hint, createdAt: usable.createdAt.toISOString() }
      : null,
    lastCall: used[0] ?? null,
    ...(await findEvents(
      tenantId,
      credentials.map((each) => each.id),
    )),
  };
}

function findCredentials(tenantId: string, provider: IdentityProvider) {
  return db()
    .selectFrom('Credential')
    .select(['id', 'label', 'hint', 'createdAt', 'expiresAt', 'revokedAt', 'lastUsedAt', 'lastUsedFrom'])
    .where('tenantId', '=', tenantId)
    .where(sql<boolean>`'scim' = any("scopes")`)
    .where((where) =>
      provider === 'OTHER'
        ? where.or([where('provider', '=', provider), where('provider', 'is', null)])
        : where('provider', '=', provider),
    )
    .orderBy('createdAt', 'desc')
    .execute();
}

/** One event for each step, in one query: the first that proves it, or the last that went wrong. */
async function findEvents(
  tenantId: string,
  credentialIds: string[],
): Promise<Record<Step, SetupEvent | null>> {
  const own = sql`"credentialId" = any(${credentialIds}::text[])`;
  const accepted = sql`${own} and "status" is distinct from 401`;
  const done = sql`${own} and "outcome" = 'OK' and "path" like '%/Users%'`;
  const one = (step: Step, condition: RawBuilder<unknown>, order: 'first' | 'last') => sql`(
    select ${sql.lit(step)} as "step", "id", "at", "summary", "method", "status", "clientAddress"
    from "IdentityEvent"
    where "tenantId" = ${tenantId} and ${condition}
    order by "id" ${order === 'first' ? sql`asc` : sql`desc`} limit 1)`;
  const { rows } = await sql<Omit<SetupEvent, 'at'> & { at: Date; step: Step }>`${sql.join(
    [
      one('called', sql`"type" like 'scim\\_%' and ${accepted}`, 'first'),
      one('created', sql`"type" = 'scim_provision' and ${done} and "method" = 'POST'`, 'first'),
      one('updated', sql`"type" = 'scim_provision' and ${done} and "method" in ('PUT', 'PATCH')`, 'first'),
      one('deactivated', sql`"type" = 'scim_deprovision' and ${done}`, 'first'),
      one(
        'refused',
        sql`"type" = 'scim_error' and "status" = 401 and ("credentialId" is null or ${own})`,
        'last',
      ),
      // The steps are about people; what becomes of a group is none of them.
      one('failed', sql`"type" = 'scim_error' and ${accepted} and "path" like '%/Users%'`, 'last'),
    ],
    sql` union all `,
  )}`.execute(db());
  const find = (step: Step): SetupEvent | null => {
    const row = rows.find((each) => each.step === step);
    if (!row) return null;
    const { id, at, summary, method, status, clientAddress } = row;
    return { id, at: at.toISOString(), summary, method, status, clientAddress };
  };
  return {
    called: find('called'),
    created: find('created'),
    updated: find('updated'),
    deactivated: find('deactivated'),
    refused: find('refused'),
    failed: find('failed'),
  };
}
