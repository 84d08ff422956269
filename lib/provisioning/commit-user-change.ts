import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { insertEvents } from '@/lib/activity/record-event';
import { db, jsonb } from '@/lib/db/kysely';
import type { Database, DatabaseTransaction } from '@/lib/db/kysely';
import { prepared } from '@/lib/db/prepared';
import { lockTenant } from '@/lib/members/last-owner';
import type { UserIndexColumns } from '@/lib/provisioning/index-columns';
import type { AccessPlan } from '@/lib/provisioning/plan-access';
import { basisStillHolds, reconcileAccess } from '@/lib/provisioning/reconcile-access';
import { StaleReadError } from '@/lib/provisioning/retry-stale';
import { touchGroups } from '@/lib/provisioning/touch-groups';
import type { IdentifiedDraft } from '@/lib/provisioning/user-event';
import { managerRecord } from '@/lib/provisioning/user-record';
import type { ManagerRecord } from '@/lib/provisioning/user-record';
import type { ScimDocument } from '@/lib/scim/resource';

/** What becomes of the row of a SCIM user. An update and a deletion name the version they were decided on. */
export type UserRowChange =
  | { kind: 'insert'; document: ScimDocument; columns: UserIndexColumns }
  | {
      kind: 'update';
      document: ScimDocument;
      columns: UserIndexColumns;
      readVersion: number;
      lastModified: Date;
    }
  | { kind: 'delete'; readVersion: number };

/** A change of a SCIM user, its member and the log, to be written whole or not at all. */
export interface UserChange {
  tenantId: string;
  id: string;
  row: UserRowChange;
  /** Null when there is no member to change. */
  plan: AccessPlan | null;
  /** The member exists already, without a SCIM user of its own, and becomes this user's. */
  adopts: boolean;
  event: IdentifiedDraft;
  now: Date;
}

/**
 * Writes a change in one statement, which is a transaction in itself. Only what could take away the last
 * owner, or adopt a member that another request adopts too, needs more than that.
 * @returns the manager that the written document names, when it is a user of the tenant
 * @throws StaleReadError when what the change was decided on is no longer so
 */
export async function commitUserChange(change: UserChange): Promise<ManagerRecord | null> {
  const isDeletion = change.row.kind === 'delete';
  if (!isDeletion && !change.plan?.takesAway && !change.adopts) return write(db(), change);
  return db()
    .transaction()
    .execute(async (trx) => {
      if (isDeletion) await lockForDeletion(trx, change);
      else if (change.plan?.takesAway) await lockTenant(trx, change.tenantId);
      return write(trx, change);
    });
}

/**
 * Beside the tenant, the user: nobody puts them into another group while the groups they are in are looked
 * for.
 */
async function lockForDeletion(trx: DatabaseTransaction, { tenantId, id }: UserChange): Promise<void> {
  await sql`
    select from "ScimUser" u join "Tenant" t on t."id" = u."tenantId"
    where u."tenantId" = ${tenantId} and u."id" = ${id}
    for no key update of t for update of u`.execute(trx);
}

async function write(
  database: Database | DatabaseTransaction,
  change: UserChange,
): Promise<ManagerRecord | null> {
  const { tenantId, id, row, plan, now, event } = change;
  const managerId = row.kind === 'delete' ? null : row.columns.managerId;
  const accesses = plan ? [{ plan, scimUserId: row.kind === 'delete' ? null : id, eventId: event.id }] : [];
  const { rows } = await sql<{ changed: boolean; members: number; manager: ManagerRecord | null }>`${prepared}
    with ${plan ? basisStillHolds(tenantId, plan) : sql``}
    change as (${changeRow(change, plan ? sql`exists (select from basis)` : sql`true`)}),
    ${
      row.kind === 'delete'
        ? sql`${touchGroups(tenantId, { userId: id }, now)},`
        : writeEmails(tenantId, id, row.columns.emails)
    }
    ${reconcileAccess(tenantId, accesses, now, row.kind === 'delete' ? groupsAreTouched : undefined)},
    recorded as (${insertEvents([event], sql`exists (select from change)`)})
    select exists (select from change) as "changed", (select count(*) from member) as "members",
      ${managerRecord(sql`${managerId}`, sql`${tenantId}`)} as "manager"`.execute(database);
  const [result] = rows;
  if (!result?.changed || result.members < accesses.length) throw new StaleReadError();
  return result.manager;
}

/** Groups before members, as whoever changes a group and the roles of the people in it. */
const groupsAreTouched = sql<boolean>`(select count(*) from touched) >= 0`;

function changeRow({ tenantId, id, row, now }: UserChange, onlyIf: RawBuilder<unknown>): RawBuilder<unknown> {
  if (row.kind === 'delete') {
    return sql`delete from "ScimUser"
      where "tenantId" = ${tenantId} and "id" = ${id} and "version" = ${row.readVersion} and ${onlyIf}
      returning "id"`;
  }
  const { filterView, userNameKey, externalId, displayNameKey, active, managerId } = row.columns;
  if (row.kind === 'update') {
    return sql`update "ScimUser" set "document" = ${jsonb(row.document)}, "filterView" = ${jsonb(filterView)},
        "userNameKey" = ${userNameKey}, "externalId" = ${externalId}, "displayNameKey" = ${displayNameKey},
        "active" = ${active}, "managerId" = ${managerId}, "version" = "version" + 1,
        "lastModified" = ${row.lastModified}
      where "tenantId" = ${tenantId} and "id" = ${id} and "version" = ${row.readVersion} and ${onlyIf}
      returning "id"`;
  }
  return sql`insert into "ScimUser" ("tenantId", "id", "document", "filterView", "userNameKey", "externalId",
      "displayNameKey", "active", "managerId", "version", "createdAt", "lastModified")
    select ${tenantId}, ${id}, ${jsonb(row.document)}, ${jsonb(filterView)}, ${userNameKey}, ${externalId},
      ${displayNameKey}, ${active}::boolean, ${managerId}, 1, ${now}::timestamptz, ${now}::timestamptz
    where ${onlyIf} returning "id"`;
}

/** Positions that stay are overwritten and the rest deleted: the two sets do not meet in one statement. */
function writeEmails(tenantId: string, id: string, emails: UserIndexColumns['emails']): RawBuilder<unknown> {
  const positions = emails.map(({ position }) => position);
  return sql`
    "droppedEmails" as (
      delete from "ScimUserEmail"
      where "tenantId" = ${tenantId} and "userId" = ${id} and "position" <> all (${positions}::int[])
        and exists (select from change)),
    "writtenEmails" as (
      insert into "ScimUserEmail" as email ("tenantId", "userId", "position", "type", "valueKey")
      select ${tenantId}, change."id", sent."position", sent."type", sent."valueKey"
      from change, jsonb_to_recordset(${jsonb(emails)}) as sent ("position" int, "type" text, "valueKey" text)
      on conflict ("tenantId", "userId", "position") do update
        set "type" = excluded."type", "valueKey" = excluded."valueKey"
        where (email."type", email."valueKey") is distinct from (excluded."type", excluded."valueKey")),`;
}
