import { z } from 'zod';
import type { AttributeChange } from '@/lib/activity/identity-event';
import { recordEvents } from '@/lib/activity/record-event';
import { db } from '@/lib/db/kysely';
import type { DatabaseTransaction } from '@/lib/db/kysely';
import { lockTenant } from '@/lib/members/last-owner';
import { refusePermission } from '@/lib/roles/permission';
import type { Actor } from '@/lib/roles/permission';
import { failedWith } from '@/lib/shared/action-result';
import type { ActionFailure } from '@/lib/shared/action-result';
import { breakGlassOwners } from '@/lib/sso/admin/break-glass-owners';
import { connectionConflict } from '@/lib/sso/admin/connection-conflict';
import type { ConnectionConflict, ConnectionView } from '@/lib/sso/admin/connection-shape';
import { findConnectionView } from '@/lib/sso/admin/connection-view';
import { listDomains } from '@/lib/sso/admin/list-domains';
import { missingToEnable, missingToRequire } from '@/lib/sso/admin/missing-conditions';
import { findConnection } from '@/lib/sso/connection';
import type { SsoConnection } from '@/lib/sso/connection';

export const switchConnectionSchema = z.object({
  /** The revision that the page was filled from. */
  revision: z.coerce.number().int().min(0),
  enabled: z.boolean().optional(),
  required: z.boolean().optional(),
});

export type SwitchConnection = z.output<typeof switchConnectionSchema>;

type Switches = Pick<SsoConnection, 'enabled' | 'required'>;

const labels: Record<keyof Switches, string> = {
  enabled: 'single sign-on',
  required: 'the requirement of single sign-on',
};

/**
 * Turns single sign-on on or off, and its requirement for the verified domains. Turning on is refused, with all that
 * is missing in words, until the connection is whole, was tested as it is, and a domain is verified; requiring needs a
 * break-glass owner besides. Only owners turn it on. Turning it off ends the requirement as well. Sessions go on.
 */
export async function switchConnection(
  actor: Actor,
  wanted: SwitchConnection,
): Promise<{ ok: true; view: ConnectionView } | ConnectionConflict | ActionFailure> {
  const { tenantId } = actor;
  const forbidden = refusePermission(actor, 'manageIdentity');
  if (forbidden) return failedWith(forbidden);
  const outcome = await db()
    .transaction()
    .execute((trx) => switchWithin(trx, actor, wanted));
  if (outcome === 'conflict') return connectionConflict(tenantId);
  return outcome.ok ? { ok: true, view: await findConnectionView(tenantId) } : outcome;
}

async function switchWithin(
  trx: DatabaseTransaction,
  actor: Actor,
  { revision, ...wanted }: SwitchConnection,
): Promise<{ ok: true } | ActionFailure | 'conflict'> {
  const { tenantId } = actor;
  await lockTenant(trx, tenantId);
  const connection = await findConnection(tenantId, trx);
  const before = { enabled: connection?.enabled ?? false, required: connection?.required ?? false };
  const after = afterwards(before, wanted);
  const changes = changesBetween(before, after);
  if (changes.length === 0 && isSaid(after, wanted)) return { ok: true };
  if ((connection?.revision ?? 0) !== revision) return 'conflict';
  const [domains, owners] = [await listDomains(tenantId, trx), await breakGlassOwners(tenantId, trx)];
  const grounds = { connection: connection && { ...connection, enabled: after.enabled }, domains, owners };
  const missing = [
    ...(after.enabled && !before.enabled ? missingToEnable(grounds) : []),
    ...(wanted.required === true && !before.required ? missingToRequire(grounds) : []),
  ];
  const [first] = missing;
  if (first !== undefined) return { ok: false, reason: 'incomplete', message: [...new Set(missing)].join(' ') };
  const forbidden = after.enabled && !before.enabled ? refusePermission(actor, 'trustIdentityProvider') : null;
  if (forbidden) return failedWith(forbidden);
  await trx
    .updateTable('SsoConnection')
    .set({ ...after, revision: revision + 1, updatedAt: new Date(), updatedByName: actor.name })
    .where('tenantId', '=', tenantId)
    .execute();
  await recordEvents(trx, [
    {
      tenantId,
      type: 'admin_sso_changed',
      outcome: 'OK',
      summary: `${actor.name} turned ${changes.map(sentence).join(' and ')}`,
      actorName: actor.name,
      changes,
    },
  ]);
  return { ok: true };
}

/** Without single sign-on nothing can be required of it. */
function afterwards(before: Switches, { enabled, required }: Partial<Switches>): Switches {
  const on = enabled ?? before.enabled;
  return { enabled: on, required: on && (required ?? before.required) };
}

/** Whether everything that was asked for is so: requiring without enabling cannot be. */
function isSaid(after: Switches, wanted: Partial<Switches>): boolean {
  return (wanted.enabled ?? after.enabled) === after.enabled && (wanted.required ?? after.required) === after.required;
}

function changesBetween(before: Switches, after: Switches): AttributeChange[] {
  return (Object.keys(labels) as (keyof Switches)[])
    .filter((attribute) => before[attribute] !== after[attribute])
    .map((attribute) => ({ attribute, before: before[attribute], after: after[attribute] }));
}

function sentence({ attribute, after }: AttributeChange): string {
  return `${labels[attribute as keyof Switches]} ${after === true ? 'on' : 'off'}`;
}
