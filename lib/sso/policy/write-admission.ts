import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { IdentityEventDraft } from '@/lib/activity/identity-event';
import { insertEvents } from '@/lib/activity/record-event';
import { jsonb } from '@/lib/db/kysely';
import type { DatabaseTransaction } from '@/lib/db/kysely';
import { memberKeys } from '@/lib/members/member-keys';
import { mappingBasis, mappingStillHolds, reconciledRoles } from '@/lib/provisioning/reconcile-access';
import type { PlannedGrant } from '@/lib/provisioning/roles/planned-grant';
import type { SignInProfile } from '@/lib/sso/policy/decide-sign-in';
import type { MemberFacts } from '@/lib/sso/policy/sign-in-state';

/** What a sign-in writes, and what it was decided on. */
export interface AdmissionWrite {
  tenantId: string;
  memberId: string;
  /** The member as it was read; null for one that is made. */
  member: MemberFacts | null;
  /** Null when it stays as it is. */
  profile: SignInProfile | null;
  /** All the roles from now on; null when they stay as they are. */
  grants: readonly PlannedGrant[] | null;
  /** The event that tells of the roles; null when none does. */
  eventId: string | null;
  subject: string;
  links: boolean;
  events: readonly IdentityEventDraft[];
  basis: { trial: number; scimEnabled: boolean; /** Null when no mapping was asked. */ generation: number | null };
  now: Date;
}

/**
 * Writes a sign-in in one statement: all of it, or nothing when what it was decided on is no longer so. It locks what
 * the decision was made on, in the order of everybody: connection, settings, mapping, member.
 * @returns whether it was written
 */
export async function writeAdmission(trx: DatabaseTransaction, write: AdmissionWrite): Promise<boolean> {
  const { tenantId, memberId, grants, eventId, events, now } = write;
  const plan = grants === null ? [] : [{ memberId, grants, eventId }];
  const { rows } = await sql<{ written: boolean }>`
    with ${basisOf(write)},
    change as (${identityChange(write)}),
    ${memberChange(write)},
    plan as materialized (
      select * from jsonb_to_recordset(${jsonb(plan)}) as plan ("memberId" text, "grants" jsonb, "eventId" text)
      where exists (select from change)),
    ${reconciledRoles(tenantId, [memberId], now)},
    recorded as (${insertEvents(events, sql`exists (select from change)`)})
    select exists (select from change) as "written"`.execute(trx);
  return rows[0]?.written ?? false;
}

/** A row while all holds, which stays so until the transaction ends. Whoever waited for a lock sees the newest. */
function basisOf({ tenantId, member, basis }: AdmissionWrite): RawBuilder<unknown> {
  const { trial, scimEnabled, generation } = basis;
  const memberHolds = member
    ? sql`exists (
        select from "Member" m where m."tenantId" = ${tenantId} and m."id" = ${member.id} and m."status" = 'ACTIVE'
          and m."grantsVersion" = ${member.grantsVersion} and m."breakGlass" = ${member.breakGlass}
          and m."email" = ${member.email} and m."displayName" = ${member.displayName}
        for no key update)`
    : sql`true`;
  return sql`
    "connectionBasis" as materialized (
      select from "SsoConnection" conn
      where conn."tenantId" = ${tenantId} and conn."enabled" and conn."trial" = ${trial} for share),
    "settingsBasis" as materialized (
      select from "IdentitySettings" settings
      where settings."tenantId" = ${tenantId} and settings."scimEnabled" = ${scimEnabled} for share),
    ${mappingBasis(tenantId, generation)}
    basis as materialized (
      select where case when exists (select from "connectionBasis")
        then case when exists (select from "settingsBasis")
          then case when ${mappingStillHolds(generation)} then ${memberHolds} else false end
        else false end else false end)`;
}

/** A subject signs in as one member, and a member is one subject: of two who would be, one comes too late. */
function identityChange({ tenantId, subject, memberId, links, now }: AdmissionWrite): RawBuilder<unknown> {
  if (!links) {
    return sql`
      update "SsoIdentity" set "lastUsedAt" = ${now}
      where "tenantId" = ${tenantId} and "subject" = ${subject} and "memberId" = ${memberId}
        and exists (select from basis)
      returning true`;
  }
  return sql`
    insert into "SsoIdentity" ("tenantId", "subject", "memberId", "createdAt", "lastUsedAt")
    select ${tenantId}, ${subject}, ${memberId}, ${now}::timestamptz, ${now}::timestamptz
    where exists (select from basis)
    on conflict do nothing
    returning true`;
}

function memberChange({ tenantId, memberId, member, profile, grants, now }: AdmissionWrite): RawBuilder<unknown> {
  if (member === null && profile !== null) {
    const { email, displayName, givenName, familyName, phone } = profile;
    const { emailKey, nameKey, searchKey } = memberKeys(profile);
    return sql`made as (
      insert into "Member" ("tenantId", "id", "email", "emailKey", "displayName", "nameKey", "searchKey", "managedBy",
        "givenName", "familyName", "phone", "createdAt")
      select ${tenantId}, ${memberId}, ${email}, ${emailKey}, ${displayName}, ${nameKey}, ${searchKey}, 'SSO',
        ${givenName}, ${familyName}, ${phone}, ${now}::timestamptz
      where exists (select from change))`;
  }
  return sql`changed as (
    update "Member" m
    set "grantsVersion" = m."grantsVersion" + 1 ${profile ? sql`, ${profileColumns(profile, member)}` : sql``}
    where m."tenantId" = ${tenantId} and m."id" = ${memberId} and exists (select from change)
      and ${profile !== null || grants !== null}::boolean)`;
}

function profileColumns(profile: SignInProfile, member: MemberFacts | null): RawBuilder<unknown> {
  const { email, displayName, givenName, familyName, phone } = profile;
  const { emailKey, nameKey, searchKey } = memberKeys({ ...profile, userName: member?.scimUserNameKey });
  return sql`"email" = ${email}, "emailKey" = ${emailKey}, "displayName" = ${displayName}, "nameKey" = ${nameKey},
    "searchKey" = ${searchKey}, "givenName" = ${givenName}, "familyName" = ${familyName}, "phone" = ${phone}`;
}
