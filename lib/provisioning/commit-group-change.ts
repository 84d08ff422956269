import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { IdentityEventDraft } from '@/lib/activity/identity-event';
import { insertEvents } from '@/lib/activity/record-event';
import { jsonb } from '@/lib/db/kysely';
import type { Database, DatabaseTransaction } from '@/lib/db/kysely';
import { prepared } from '@/lib/db/prepared';
import { membersText } from '@/lib/provisioning/group-members';
import type { GroupIndexColumns } from '@/lib/provisioning/index-columns';
import { joiningRows, leaves } from '@/lib/provisioning/membership-plan';
import type { MembershipChange } from '@/lib/provisioning/membership-plan';
import { StaleReadError } from '@/lib/provisioning/retry-stale';
import { touchGroups } from '@/lib/provisioning/touch-groups';
import type { Projection } from '@/lib/scim/projection';
import type { ScimDocument } from '@/lib/scim/resource';

interface GroupWrite {
  tenantId: string;
  id: string;
  event: IdentityEventDraft;
  now: Date;
}

/** The attributes of a group, without its members. */
export interface GroupAttributes {
  document: ScimDocument;
  columns: GroupIndexColumns;
}

interface GroupAnswer {
  projection: Projection;
  baseUrl: string;
}

export interface GroupCreation extends GroupWrite, GroupAttributes {
  membership: MembershipChange;
  answer: GroupAnswer;
}

/** A change of a group and its members, to be written whole or not at all. */
export interface GroupChange extends GroupWrite {
  /** Null when only the members change. */
  attributes: GroupAttributes | null;
  membership: MembershipChange;
  /**
   * The version that the change was decided on. Null for what needs no deciding: whether one member comes or
   * goes, the statement itself finds out, so that clients who each add another one never meet.
   */
  readVersion: number | null;
  /** Null when the members are not answered. */
  answer: GroupAnswer | null;
}

export interface WrittenGroup {
  version: number;
  lastModified: Date;
  /** JSON text, projected; null when they are not to be shown. */
  members: string | null;
}

/** Writes a new group in one statement. Its name, when it is taken, makes a duplicate key. */
export async function insertGroup(
  database: Database | DatabaseTransaction,
  { tenantId, id, document, columns, membership, event, now, answer }: GroupCreation,
): Promise<Pick<WrittenGroup, 'members'>> {
  const { filterView, displayNameKey, externalId } = columns;
  const { rows } = await sql<Pick<WrittenGroup, 'members'>>`${prepared}
    with change as (
      insert into "ScimGroup" ("tenantId", "id", "document", "filterView", "displayNameKey", "externalId",
        "version", "createdAt", "lastModified")
      values (${tenantId}, ${id}, ${jsonb(document)}, ${jsonb(filterView)}, ${displayNameKey}, ${externalId},
        1, ${now}, ${now})
      returning "id"),
    joined as (${join(tenantId, id, membership, sql`change`)}),
    recorded as (${insertEvents([event])})
    select ${membersText(answer.projection, answer.baseUrl, sql`joined as own`)} as "members"`.execute(
    database,
  );
  return { members: rows[0]?.members ?? null };
}

/**
 * Writes a change in one statement, whose cost is that of the change. The group's row is locked first, so
 * that all who change the group pass it one after the other and cannot deadlock. A member who is there
 * already, or gone already, is no change, and without one nothing is written.
 * @throws StaleReadError when what the change was decided on is no longer so
 */
export async function updateGroup(
  database: Database | DatabaseTransaction,
  change: GroupChange,
): Promise<WrittenGroup> {
  const { tenantId, id, attributes, membership, readVersion, event, now, answer } = change;
  const members = answer
    ? membersText(answer.projection, answer.baseUrl, membersAfter(tenantId, id))
    : sql`null::text`;
  // A plan for all tenants serves changes of a few members; one for whole lists depends on how long they are.
  const isSmall = membership.base === 'current' && !answer;
  const { rows } = await sql<WrittenGroup>`${isSmall ? prepared : sql``}
    with locked as materialized (
      select g."version", g."lastModified" from "ScimGroup" g
      where g."tenantId" = ${tenantId} and g."id" = ${id}
        and ${readVersion === null ? sql`true` : sql`g."version" = ${readVersion}`}
      for no key update),
    joined as (${join(tenantId, id, membership, sql`locked`)}),
    parted as (
      delete from "ScimGroupMember" own
      where ${leaves(tenantId, id, membership)} and exists (select from locked)
      returning own."memberId"),
    change as (
      update "ScimGroup" g set ${attributes ? assignments(attributes) : sql``}
        "version" = g."version" + 1, "lastModified" = greatest(g."lastModified", ${now}::timestamptz)
      where g."tenantId" = ${tenantId} and g."id" = ${id} and exists (select from locked)
        and (${attributes !== null} or (select count(*) from joined) + (select count(*) from parted) > 0)
      returning g."version", g."lastModified"),
    recorded as (${insertEvents([event], sql`exists (select from change)`)})
    select coalesce(change."version", locked."version") as "version",
      coalesce(change."lastModified", locked."lastModified") as "lastModified", ${members} as "members"
    from locked left join change on true`.execute(database);
  const [written] = rows;
  if (!written) throw new StaleReadError();
  return written;
}

/** Deletes a group in one statement; its memberships, and those of others in it, go with it. */
export async function removeGroup(
  database: Database | DatabaseTransaction,
  { tenantId, id, event, now }: GroupWrite,
): Promise<void> {
  await sql`
    with change as (
      delete from "ScimGroup" where "tenantId" = ${tenantId} and "id" = ${id} returning "id"),
    ${touchGroups(tenantId, { nestedGroupId: id }, now)},
    recorded as (${insertEvents([event], sql`exists (select from change)`)})
    select from change`.execute(database);
}

function assignments({ document, columns }: GroupAttributes): RawBuilder<unknown> {
  return sql`"document" = ${jsonb(document)}, "filterView" = ${jsonb(columns.filterView)},
    "displayNameKey" = ${columns.displayNameKey}, "externalId" = ${columns.externalId},`;
}

/** In the order of ids, so that two who add the same members wait for each other in the same order. */
function join(
  tenantId: string,
  id: string,
  membership: MembershipChange,
  condition: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`
    insert into "ScimGroupMember" ("tenantId", "groupId", "memberId", "userId", "nestedGroupId")
    select "tenantId", "groupId", "memberId", "userId", "nestedGroupId"
    from (${joiningRows(tenantId, id, membership)}) as joining
    where not "isUnknown" and exists (select from ${condition})
    order by "memberId"
    on conflict do nothing
    returning *`;
}

/** The members that a statement with `joined` and `parted` leaves, which itself sees those before it. */
function membersAfter(tenantId: string, id: string): RawBuilder<unknown> {
  return sql`(
    select stored.* from "ScimGroupMember" stored
    where stored."tenantId" = ${tenantId} and stored."groupId" = ${id}
      and not exists (select from parted where parted."memberId" = stored."memberId")
    union all select * from joined) as own`;
}
