import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import type { IdentityEventDraft } from '@/lib/activity/identity-event';
import { recordEvents } from '@/lib/activity/record-event';
import { db } from '@/lib/db/kysely';
import type { DatabaseTransaction } from '@/lib/db/kysely';
import { repeatConflicts } from '@/lib/db/repeat-conflicts';
import { lockTenant } from '@/lib/members/last-owner';
import { wakeRoleWorker } from '@/lib/provisioning/roles/role-worker';
import { startApplication } from '@/lib/provisioning/roles/start-application';
import { refusePermission } from '@/lib/roles/permission';
import type { Actor } from '@/lib/roles/permission';
import type { PermissionLevel } from '@/lib/roles/role';
import { foldCase } from '@/lib/shared/fold-case';
import { refuse } from '@/lib/shared/refusal';
import type { Refusal } from '@/lib/shared/refusal';

export interface StoredRole {
  key: string;
  name: string;
  description: string;
  level: PermissionLevel;
  builtIn: boolean;
  updatedAt: Date;
}

/** What a change starts from: nobody else changes roles, owners or the mapping meanwhile. */
export interface CatalogueScene {
  trx: DatabaseTransaction;
  actor: Actor;
  roles: readonly StoredRole[];
}

export interface CatalogueChange<Done> {
  ok: true;
  done: Done;
  /** Null when all was so already. */
  event: Pick<IdentityEventDraft, 'type' | 'summary' | 'changes'> | null;
  /** What gives people other roles now, in words that follow "with"; null when nobody gets any. */
  applies: string | null;
}

/**
 * Changes a tenant's roles: two administrators come one after the other, and the change, the new generation of
 * the mapping, which holds names and levels, and the event stand or fall together.
 */
export async function changeCatalogue<Done extends object, Refused extends Refusal>(
  actor: Actor,
  change: (scene: CatalogueScene) => Promise<CatalogueChange<Done> | Refused>,
): Promise<({ ok: true } & Done) | Refused | Refusal<'forbidden'>> {
  const refused = refusePermission(actor, 'manageIdentity');
  if (refused) return refused;
  const { tenantId } = actor;
  const outcome = await repeatConflicts(() =>
    db()
      .transaction()
      .execute(async (trx) => {
        await lockTenant(trx, tenantId);
        await lockMapping(trx, tenantId);
        const changed = await change({ trx, actor, roles: await readRoles(trx, tenantId) });
        if (changed.ok) await settle(trx, actor, changed);
        return changed;
      }),
  );
  if (outcome.ok && outcome.applies !== null) wakeRoleWorker();
  return outcome.ok ? { ok: true, ...outcome.done } : outcome;
}

/** Whoever gives roles by the mapping waits, or has given them already. */
async function lockMapping(trx: DatabaseTransaction, tenantId: string): Promise<void> {
  await trx
    .selectFrom('RoleMapping')
    .select('tenantId')
    .where('tenantId', '=', tenantId)
    .forNoKeyUpdate()
    .execute();
}

function readRoles(trx: DatabaseTransaction, tenantId: string): Promise<StoredRole[]> {
  return trx
    .selectFrom('Role')
    .select(['key', 'name', 'description', 'level', 'builtIn', 'updatedAt'])
    .where('tenantId', '=', tenantId)
    .execute();
}

/** What every change brings with it. */
async function settle(
  trx: DatabaseTransaction,
  { tenantId, name: actorName }: Actor,
  { event, applies: what }: CatalogueChange<unknown>,
): Promise<void> {
  if (!event) return;
  await trx
    .updateTable('RoleMapping')
    .set({ generation: sql<number>`"generation" + 1` })
    .where('tenantId', '=', tenantId)
    .execute();
  const eventId = uuidv7();
  await recordEvents(trx, [{ ...event, id: eventId, tenantId, outcome: 'OK', actorName }]);
  if (what !== null) await startApplication(trx, tenantId, { kind: 'admin', actorName, what, eventId });
}

/** A role that can be edited, or why it cannot. */
export function ownRole(
  { roles }: CatalogueScene,
  key: string,
): { ok: true; role: StoredRole } | Refusal<'not-found' | 'built-in'> {
  const role = roles.find((each) => each.key === key);
  if (!role) return refuse('not-found', 'There is no such role any more. Reload the page.');
  if (!role.builtIn) return { ok: true, role };
  return refuse('built-in', `${role.name} is built in and always stays as it is. Create a role of your own.`);
}

/** People choose roles by name, so each name is there once, in whatever case. */
export function refuseTakenName(
  { roles }: CatalogueScene,
  name: string,
  exceptKey: string | null,
): Refusal<'duplicate'> | null {
  const taken = roles.find((role) => role.key !== exceptKey && foldCase(role.name) === foldCase(name));
  if (!taken) return null;
  return refuse('duplicate', `Choose another name: the role ${taken.key} is called ${taken.name}.`, 'name');
}
