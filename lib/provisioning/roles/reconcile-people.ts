import { sql } from 'kysely';
import { insertEvents } from '@/lib/activity/record-event';
import { jsonb } from '@/lib/db/kysely';
import type { DatabaseTransaction } from '@/lib/db/kysely';
import { fromActiveOwners } from '@/lib/members/active-owners';
import { reconciledRoles } from '@/lib/provisioning/reconcile-access';
import { OwnersLockNeeded } from '@/lib/provisioning/roles/owners-lock-needed';
import { peopleFacts } from '@/lib/provisioning/roles/people-facts';
import { planPeople } from '@/lib/provisioning/roles/plan-people';
import type { KnownPerson, PersonPlan } from '@/lib/provisioning/roles/plan-people';
import type { RoleCause } from '@/lib/provisioning/roles/role-cause';
import { deriveRoles } from '@/lib/roles/derive-roles';
import type { RoleMapping } from '@/lib/roles/role-mapping';
import type { Registry } from '@/lib/scim/schema/registry';

/** People whose roles are to be derived again. */
export interface PeopleToReconcile {
  tenantId: string;
  /** Members, each with the cause that an event would name; as many as one transaction may lock. */
  people: readonly { memberId: string; cause: RoleCause }[];
  /** The mapping of the tenant, which the transaction has locked. */
  mapping: RoleMapping;
  registry: Registry;
  /** Whether the transaction has locked the owners (lib/members/last-owner), which taking one away needs. */
  locksOwners: boolean;
  /** Whether there is a request to refuse when it would leave the tenant without an owner. */
  refuses: boolean;
  now: Date;
}

/**
 * Gives people exactly the roles that the mapping derives from what is known of them once they are locked, so that
 * of two who change the same person the second sees what the first did. Whoever keeps their roles is not written.
 * @returns the active members who have other roles than before, each of whom an event tells of
 * @throws OwnersLockNeeded, and ScimError 403 for the last owner when there is a request to refuse
 */
export async function reconcilePeople(trx: DatabaseTransaction, work: PeopleToReconcile): Promise<string[]> {
  const { tenantId, people, mapping, registry, locksOwners, refuses } = work;
  if (people.length === 0 || mapping.source === 'PORTAL') return [];
  const memberIds = people.map(({ memberId }) => memberId);
  await lockMembers(trx, tenantId, memberIds);
  const known = await knownPeople(trx, work);
  if (known.length === 0) return [];
  const userIds = known.map(({ scimUserId }) => scimUserId);
  const facts = await peopleFacts(trx, registry, mapping, tenantId, userIds);
  const derived = known.flatMap((person) => {
    const found = facts.get(person.scimUserId);
    return found ? [{ person, derived: deriveRoles(mapping, found) }] : [];
  });
  const plans = await planPeople(tenantId, mapping, derived, {
    refuses,
    async hasOtherOwner() {
      if (!locksOwners) throw new OwnersLockNeeded();
      return hasOwnerBeside(trx, tenantId, memberIds);
    },
  });
  await write(trx, work, plans);
  return plans.filter(({ change, event }) => change !== null && event !== null).map(({ memberId }) => memberId);
}

/** In the order of their ids, so that two who lock some of the same people cannot deadlock. */
async function lockMembers(trx: DatabaseTransaction, tenantId: string, ids: readonly string[]): Promise<void> {
  await sql`
    select from "Member" m where m."tenantId" = ${tenantId} and m."id" = any (${ids}::text[])
    order by m."id" for no key update`.execute(trx);
}

/** Those whom SCIM manages; nobody derives the roles of others. */
async function knownPeople(
  trx: DatabaseTransaction,
  { tenantId, people }: PeopleToReconcile,
): Promise<KnownPerson[]> {
  const causes = new Map(people.map(({ memberId, cause }) => [memberId, cause]));
  const { rows } = await sql<Omit<KnownPerson, 'cause'>>`
    select m."id", m."email", m."displayName", m."status", m."scimUserId", (
      select coalesce(jsonb_agg(jsonb_build_object('roleKey', held."roleKey", 'level', power."level",
        'source', held."source", 'reason', held."reason", 'ruleId', held."ruleId") order by held."roleKey"), '[]')
      from "MemberRole" held
      join "Role" power on power."tenantId" = held."tenantId" and power."key" = held."roleKey"
      where held."tenantId" = m."tenantId" and held."memberId" = m."id") as "grants"
    from "Member" m
    where m."tenantId" = ${tenantId} and m."id" = any (${[...causes.keys()]}::text[]) and m."scimUserId" is not null
    order by m."id"`.execute(trx);
  return rows.flatMap((row) => {
    const cause = causes.get(row.id);
    return cause ? [{ ...row, cause }] : [];
  });
}

async function hasOwnerBeside(
  trx: DatabaseTransaction,
  tenantId: string,
  memberIds: readonly string[],
): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (
      select ${fromActiveOwners(sql`${tenantId}`)} and peer."id" <> all (${memberIds}::text[])) as "found"`.execute(trx);
  return rows[0]?.found ?? false;
}

async function write(
  trx: DatabaseTransaction,
  { tenantId, now }: PeopleToReconcile,
  plans: readonly PersonPlan[],
): Promise<void> {
  if (plans.length === 0) return;
  const rows = plans.map(({ memberId, grants, eventId }) => ({ memberId, grants, eventId }));
  const memberIds = plans.map(({ memberId }) => memberId);
  const events = plans.flatMap(({ event }) => event ?? []);
  await sql`
    with plan as materialized (
      select * from jsonb_to_recordset(${jsonb(rows)}) as plan ("memberId" text, "grants" jsonb, "eventId" text)),
    raised as (
      update "Member" m set "grantsVersion" = m."grantsVersion" + 1
      where m."tenantId" = ${tenantId} and m."id" = any (${memberIds}::text[])),
    ${reconciledRoles(tenantId, memberIds, now)}
    ${insertEvents(events)}`.execute(trx);
}
