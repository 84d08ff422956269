import { sql } from 'kysely';
import { recordEvents } from '@/lib/activity/record-event';
import type { ApplicationState } from '@/lib/db/generated/kysely/enums';
import { db } from '@/lib/db/kysely';
import type { DatabaseTransaction } from '@/lib/db/kysely';
import { lockTenant } from '@/lib/members/last-owner';
import { retryStale, StaleReadError } from '@/lib/provisioning/retry-stale';
import { applicationEvent } from '@/lib/provisioning/roles/application-event';
import { MOST_AT_ONCE } from '@/lib/provisioning/roles/hand-over';
import { OwnersLockNeeded } from '@/lib/provisioning/roles/owners-lock-needed';
import { planApplication } from '@/lib/provisioning/roles/plan-application';
import { reconcilePeople } from '@/lib/provisioning/roles/reconcile-people';
import type { RoleCause } from '@/lib/provisioning/roles/role-cause';
import { tenantMapping } from '@/lib/roles/tenant-mapping';
import type { TenantMapping } from '@/lib/roles/tenant-mapping';
import { tenantRegistry } from '@/lib/schemas/tenant-registry';
import type { Registry } from '@/lib/scim/schema/registry';

/** After a step: there is more, there is nothing left, or another process is at it. */
export type WorkState = 'more' | 'none' | 'elsewhere';

/** The application of a mapping as the one who works on it holds it. */
interface HeldApplication {
  id: string;
  state: ApplicationState;
  cause: RoleCause;
  total: number;
  changed: number;
}

interface Step {
  tenantId: string;
  mapping: TenantMapping;
  registry: Registry;
  /** While SCIM is off nobody's roles follow the mapping; turning it on applies the mapping to everybody. */
  scimEnabled: boolean;
  locksOwners: boolean;
}

/** The tenants that have background work on roles: people who wait, or an application that is not done. */
export async function tenantsWithRoleWork(): Promise<string[]> {
  const { rows } = await sql<{ tenantId: string }>`
    with recursive waiting ("tenantId") as (
      select min("tenantId") from "PendingRoles"
      union all
      select (select min(next."tenantId") from "PendingRoles" next where next."tenantId" > waiting."tenantId")
      from waiting where waiting."tenantId" is not null)
    select "tenantId" from waiting where "tenantId" is not null
    union
    select "tenantId" from "RoleApplication" where "state" <> 'DONE'`.execute(db());
  return rows.map(({ tenantId }) => tenantId);
}

/**
 * One step of a tenant's background work, in one short transaction: it plans an application, gives as many people
 * as one batch holds their roles, or ends the application. Whatever ends the process in between undoes the step,
 * and another begins it again.
 */
export async function workOnRoles(tenantId: string): Promise<WorkState> {
  let locksOwners = false;
  return retryStale(async () => {
    const basis = await currentBasis(tenantId);
    try {
      return await db()
        .transaction()
        .execute((trx) => takeStep(trx, { ...basis, tenantId, locksOwners }));
    } catch (error) {
      locksOwners ||= error instanceof OwnersLockNeeded;
      throw error;
    }
  });
}

async function currentBasis(tenantId: string): Promise<Pick<Step, 'mapping' | 'registry' | 'scimEnabled'>> {
  const { generation, schemaRevision, scimEnabled } = await db()
    .selectFrom('RoleMapping')
    .innerJoin('IdentitySettings', 'IdentitySettings.tenantId', 'RoleMapping.tenantId')
    .select(['RoleMapping.generation', 'IdentitySettings.schemaRevision', 'IdentitySettings.scimEnabled'])
    .where('RoleMapping.tenantId', '=', tenantId)
    .executeTakeFirstOrThrow();
  return {
    mapping: await tenantMapping(tenantId, generation),
    registry: await tenantRegistry(tenantId, schemaRevision),
    scimEnabled,
  };
}

/** Locks in the order of everybody: owners, mapping, application, people who wait, members. */
async function takeStep(trx: DatabaseTransaction, step: Step): Promise<WorkState> {
  const { tenantId, mapping, registry, scimEnabled, locksOwners } = step;
  if (locksOwners) await lockTenant(trx, tenantId);
  const held = await holdWork(trx, step);
  if (held.isElsewhere) return 'elsewhere';
  const { application } = held;
  if (application?.state === 'PLANNING') {
    const { id, cause } = application;
    const total = scimEnabled ? await planApplication(trx, tenantId, id, mapping, registry, cause) : 0;
    await trx
      .updateTable('RoleApplication')
      .set({ state: 'RUNNING', total })
      .where('tenantId', '=', tenantId)
      .execute();
    return 'more';
  }
  const looked = await workOnBatch(trx, step, application);
  if (looked > 0) return 'more';
  if (application?.state === 'RUNNING') await finish(trx, tenantId, application);
  return 'none';
}

/** @throws StaleReadError when the mapping has changed since it was read */
async function holdWork(
  trx: DatabaseTransaction,
  { tenantId, mapping }: Step,
): Promise<{ isElsewhere: boolean; application: HeldApplication | null }> {
  const { rows } = await sql<{ isThere: boolean; application: HeldApplication | null }>`
    with basis as materialized (
      select from "RoleMapping" mapping
      where mapping."tenantId" = ${tenantId} and mapping."generation" = ${mapping.generation} for share)
    select exists (select from "RoleApplication" one where one."tenantId" = ${tenantId}) as "isThere",
      case when held."id" is not null then to_jsonb(held) end as "application"
    from basis left join lateral (
      select application."id", application."state", application."cause", application."total", application."changed"
      from "RoleApplication" application where application."tenantId" = ${tenantId}
      for update skip locked) as held on true`.execute(trx);
  const [row] = rows;
  if (!row) throw new StaleReadError();
  return { isElsewhere: row.isThere && !row.application, application: row.application };
}

/** @returns how many people it looked at */
async function workOnBatch(
  trx: DatabaseTransaction,
  { tenantId, mapping, registry, scimEnabled, locksOwners }: Step,
  application: HeldApplication | null,
): Promise<number> {
  const { rows: people } = await sql<{ memberId: string; applicationId: string | null; cause: RoleCause }>`
    select "memberId", "applicationId", "cause" from "PendingRoles" where "tenantId" = ${tenantId}
    order by "priority", "memberId" limit ${MOST_AT_ONCE} for update skip locked`.execute(trx);
  if (people.length === 0) return 0;
  const work = { tenantId, people, mapping, registry, locksOwners, refuses: false, now: new Date() };
  const changed = new Set(scimEnabled ? await reconcilePeople(trx, work) : []);
  const planned = people.filter(({ applicationId }) => applicationId === application?.id);
  const changedOfPlan = planned.filter(({ memberId }) => changed.has(memberId)).length;
  await sql`
    with looked as (
      delete from "PendingRoles"
      where "tenantId" = ${tenantId} and "memberId" = any (${people.map(({ memberId }) => memberId)}::text[]))
    update "RoleApplication" set "done" = "done" + ${planned.length}::int, "changed" = "changed" + ${changedOfPlan}::int
    where "tenantId" = ${tenantId} and "state" = 'RUNNING'`.execute(trx);
  return people.length;
}

async function finish(trx: DatabaseTransaction, tenantId: string, application: HeldApplication): Promise<void> {
  await trx
    .updateTable('RoleApplication')
    .set({ state: 'DONE', finishedAt: new Date() })
    .where('tenantId', '=', tenantId)
    .execute();
  await recordEvents(trx, [applicationEvent(tenantId, application.cause, application)]);
}
