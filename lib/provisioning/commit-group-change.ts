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
import { mappingBasis, mappingStillHolds } from '@/lib/provisioning/reconcile-access';
import { StaleReadError } from '@/lib/provisioning/retry-stale';
import { handedOver, handOver, nobodyHandedOver } from '@/lib/provisioning/roles/hand-over';
import type { HandedOver } from '@/lib/provisioning/roles/hand-over';
import type { RoleCause } from '@/lib/provisioning/roles/role-cause';
import { touchGroups } from '@/lib/provisioning/touch-groups';
import type { Projection } from '@/lib/scim/projection';
import type { ScimDocument } from '@/lib/scim/resource';

interface GroupWrite {
  tenantId: string;
  id: string;
  roles: GroupRoles;
  event: IdentityEventDraft;
  now: Date;
}

/** How a change of a group stands to the roles that the tenant's mapping gives. */
export interface GroupRoles {
  /** The generation of the mapping that the change was decided on; null when the transaction has seen to it. */
  generation: number | null;
  /** Whose roles the change may change; null for nobody's. */
  concerns: 'movers' | 'everybody' | null;
  cause: RoleCause;
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

export interface WrittenGroup extends HandedOver {
  version: number;
  lastModified: Date;
  /** JSON text, projected; null when they are not to be shown. */
  members: string | null;
}

/**
 * Writes a new group in one statement. Its name, when it is taken, makes a duplicate key.
 * @throws StaleReadError when the mapping is not the one that the creation was decided on
 */
export async function insertGroup(
  database: Database | DatabaseTransaction,
  { tenantId, id, document, columns, membership, roles, event, now, answer }: GroupCreation,
): Promise<Pick<WrittenGroup, 'members' | keyof HandedOver>> {
  const { filterView, displayNameKey, externalId } = columns;
  const { rows } = await sql<Pick<WrittenGroup, 'members' | keyof HandedOver>>`${prepared}
    with ${mappingBasis(tenantId, roles.generation)}
    change as (
      insert into "ScimGroup" ("tenantId", "id", "document", "filterView", "displayNameKey", "externalId",
        "version", "createdAt", "lastModified")
      select ${tenantId}, ${id}, ${jsonb(document)}, ${jsonb(filterView)}, ${displayNameKey}, ${externalId},
        1, ${now}::timestamptz, ${now}::timestamptz
      where ${mappingStillHolds(roles.generation)}
      returning "id"),
    joined as (${join(tenantId, id, membership, sql`change`)}),
    ${roles.concerns ? sql`${handOver(tenantId, sql`select *, true as "joins" from joined`, roles.cause)},` : sql``}
    recorded as (${insertEvents([event], sql`exists (select from change)`)})
    select ${membersText(answer.projection, answer.baseUrl, sql`joined as own`)} as "members",
      ${roles.concerns ? handedOver : nobodyHandedOver}
    where exists (select from change)`.execute(database);
  const [written] = rows;
  if (!written) throw new StaleReadError();
  return written;
}

/**
 * Writes a change in one statement, whose cost is that of the change. The mapping is locked first and then the
 * group's row, so that all who change the group pass it one after the other and cannot deadlock. A member who is
 * there already, or gone already, is no change, and without one nothing is written.
 * @throws StaleReadError when what the change was decided on is no longer so
 */
export async function updateGroup(
  database: Database | DatabaseTransaction,
  change: GroupChange,
): Promise<WrittenGroup> {
  const { tenantId, id, attributes, membership, readVersion, roles, event, now, answer } = change;
  const members = answer
    ? membersText(answer.projection, answer.baseUrl, membersAfter(tenantId, id))
    : sql`null::text`;
  // A plan for all tenants serves changes of a few members; one for whole lists depends on how long they are.
  const isSmall = membership.base === 'current' && !answer;
  const { rows } = await sql<WrittenGroup>`${isSmall ? prepared : sql``}
    with ${mappingBasis(tenantId, roles.generation)}
    locked as materialized (
      select g."version", g."lastModified" from "ScimGroup" g
      where g."tenantId" = ${tenantId} and g."id" = ${id} and ${mappingStillHolds(roles.generation)}
        and ${readVersion === null ? sql`true` : sql`g."version" = ${readVersion}`}
      for no key update),
    joined as (${join(tenantId, id, membership, sql`locked`)}),
    parted as (
      delete from "ScimGroupMember" own
      where ${leaves(tenantId, id, membership)} and exists (select from locked)
      returning own.*),
    change as (
      update "ScimGroup" g set ${attributes ? assignments(attributes) : sql``}
        "version" = g."version" + 1, "lastModified" = greatest(g."lastModified", ${now}::timestamptz)
      where g."tenantId" = ${tenantId} and g."id" = ${id} and exists (select from locked)
        and (${attributes !== null} or (select count(*) from joined) + (select count(*) from parted) > 0)
      returning g."version", g."lastModified"),
    ${roles.concerns ? sql`${handOver(tenantId, movedIn(tenantId, id, roles.concerns), roles.cause)},` : sql``}
    recorded as (${insertEvents([event], sql`exists (select from change)`)})
    select coalesce(change."version", locked."version") as "version",
      coalesce(change."lastModified", locked."lastModified") as "lastModified", ${members} as "members",
      ${roles.concerns ? handedOver : nobodyHandedOver}
    from locked left join change on true`.execute(database);
  const [written] = rows;
  if (!written) throw new StaleReadError();
  return written;
}

/** Deletes a group in one statement; its memberships, and those of others in it, go with it. */
export async function removeGroup(
  database: Database | DatabaseTransaction,
  { tenantId, id, roles, event, now }: GroupWrite,
): Promise<HandedOver> {
  const { rows } = await sql<HandedOver>`
    with change as (
      delete from "ScimGroup" where "tenantId" = ${tenantId} and "id" = ${id} returning "id"),
    ${touchGroups(tenantId, { nestedGroupId: id }, now)},
    ${roles.concerns ? sql`${handOver(tenantId, membersBefore(tenantId, id), roles.cause)},` : sql``}
    recorded as (${insertEvents([event], sql`exists (select from change)`)})
    select ${roles.concerns ? handedOver : nobodyHandedOver} from change`.execute(database);
  const [written] = rows;
  if (!written) throw new StaleReadError();
  return written;
}

/** Whose place in the group makes a change of their roles, in a statement with `joined` and `parted`. */
function movedIn(tenantId: string, id: string, concerns: 'movers' | 'everybody'): RawBuilder<unknown> {
  const others = concerns === 'movers' ? sql`select *, false from parted` : membersBefore(tenantId, id);
  return sql`select *, true as "joins" from joined union all ${others}`;
}

function membersBefore(tenantId: string, id: string): RawBuilder<unknown> {
  return sql`
    select stored.*, false as "joins" from "ScimGroupMember" stored
    where stored."tenantId" = ${tenantId} and stored."groupId" = ${id}`;
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
