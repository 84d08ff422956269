import { db } from '@/lib/db/kysely';
import type { DatabaseTransaction } from '@/lib/db/kysely';
import { lockTenant } from '@/lib/members/last-owner';
import { refusePermission } from '@/lib/roles/permission';
import type { Actor } from '@/lib/roles/permission';
import { failedWith } from '@/lib/shared/action-result';
import type { ActionFailure } from '@/lib/shared/action-result';
import { checkDraft } from '@/lib/sso/admin/check-draft';
import { connectionConflict } from '@/lib/sso/admin/connection-conflict';
import type { ConnectionDraft } from '@/lib/sso/admin/connection-draft';
import type { ConnectionAnswer, SavedConnection } from '@/lib/sso/admin/connection-shape';
import { findConnectionView } from '@/lib/sso/admin/connection-view';
import { planChange } from '@/lib/sso/admin/plan-change';
import { hasKeys, keysIfNone } from '@/lib/sso/admin/sp-keys';
import type { SealedKeyPair } from '@/lib/sso/admin/sp-keys';
import { writeConnection } from '@/lib/sso/admin/write-connection';
import { findConnection } from '@/lib/sso/connection';

/**
 * Saves the connection as the page edits it, or does nothing at all: when another admin saved meanwhile, and when a
 * field cannot be used. It switches nothing on or off. While single sign-on is on, the protocol stays, nothing that it
 * needs may be missing, and only owners change it: what it names can sign in as any of them.
 */
export async function saveConnection(actor: Actor, draft: ConnectionDraft): Promise<ConnectionAnswer> {
  const { tenantId } = actor;
  const forbidden = refusePermission(actor, 'manageIdentity');
  if (forbidden) return failedWith(forbidden);
  const spareKeys = draft.protocol === 'SAML' ? await keysIfNone(tenantId) : null;
  const outcome = await db()
    .transaction()
    .execute((trx) => saveWithin(trx, actor, draft, spareKeys));
  if (outcome === 'conflict') return connectionConflict(tenantId);
  return outcome.ok ? { ...outcome, view: await findConnectionView(tenantId) } : outcome;
}

async function saveWithin(
  trx: DatabaseTransaction,
  actor: Actor,
  draft: ConnectionDraft,
  spareKeys: SealedKeyPair | null,
): Promise<Omit<SavedConnection, 'view'> | ActionFailure | 'conflict'> {
  await lockTenant(trx, actor.tenantId);
  const stored = await findConnection(actor.tenantId, trx);
  const checked = checkDraft(draft, stored);
  const secrets = { clientSecret: draft.oidc.clientSecret || null, keys: hasKeys(stored) ? null : spareKeys };
  const plan = checked.ok ? planChange(stored, checked.fields, secrets) : checked;
  if (plan.ok && plan.changes.length === 0) return { ok: true, testAgain: false, forgotten: 0 };
  if ((stored?.revision ?? 0) !== draft.revision) return 'conflict';
  if (!plan.ok) return { ok: false, reason: 'invalid', fieldErrors: plan.fieldErrors };
  const forbidden = stored?.enabled ? refusePermission(actor, 'trustIdentityProvider') : null;
  if (forbidden) return failedWith(forbidden);
  return { ok: true, ...(await writeConnection(trx, actor, plan)) };
}
