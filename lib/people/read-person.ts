import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { DatabaseTransaction } from '@/lib/db/kysely';
import { sessionIsLive, sessionLastsAt } from '@/lib/members/live-session';
import type { EvidenceEvent, GrantRule, LastRequest, Person, PersonGrant, PersonResource } from '@/lib/people/person';
import type { ScimDocument } from '@/lib/scim/resource';

type Stored<T, Times extends keyof T> = Omit<T, Times> & Record<Times, string>;

interface StoredGrant extends Omit<Stored<PersonGrant, 'grantedAt'>, 'rule' | 'event'> {
  rule: Stored<GrantRule, 'savedAt'> | null;
  event: Stored<EvidenceEvent, 'at'> | null;
}

/** Times inside JSON are texts. */
interface StoredPerson extends Omit<Person, 'grants' | 'departure' | 'resource' | 'lastRequest' | 'groups' | 'explanation'> {
  schemaRevision: number;
  deprovisionedAt: Date | null;
  grants: StoredGrant[];
  leftBy: Stored<EvidenceEvent, 'at'> | null;
  sessionsEnded: number;
  resource: (Stored<Omit<PersonResource, 'document'>, 'createdAt' | 'lastModified'> & { document: ScimDocument }) | null;
  lastRequest: Stored<LastRequest, 'at'> | null;
}

/** What the database has of a person; not yet what the mapping makes of it. */
export interface PersonRecord extends Omit<Person, 'groups' | 'explanation' | 'resource'> {
  schemaRevision: number;
  resource: (Omit<PersonResource, 'document'> & { document: ScimDocument }) | null;
}

/** One query for a member with grants, evidence and SCIM state; null for an id of nobody in the tenant. */
export async function readPerson(
  trx: DatabaseTransaction,
  tenantId: string,
  memberId: string,
): Promise<PersonRecord | null> {
  const { rows } = await sql<StoredPerson>`
    select m."id", m."displayName", m."email", m."status", m."managedBy", m."createdAt", m."lastSeenAt",
      m."deprovisionedAt", settings."schemaRevision", settings."scimEnabled", mapping."source" as "roleSource",
      u."id" is not null and settings."scimEnabled" and mapping."source" <> 'PORTAL' as "rolesLocked",
      not settings."scimEnabled" and mapping."source" <> 'PORTAL' and exists (select from "SsoConnection" connection
        where connection."tenantId" = m."tenantId" and connection."enabled") as "rolesFollowSignIn",
      pending."createdAt" as "pendingSince",
      ${grants} as "grants", ${departure} as "leftBy", ${sessions} as "sessions", ${sessionsEnded} as "sessionsEnded",
      case when u."id" is not null then jsonb_build_object('id', u."id", 'active', u."active",
        'version', u."version", 'createdAt', u."createdAt", 'lastModified', u."lastModified",
        'document', u."document") end as "resource",
      ${lastRequest} as "lastRequest"
    from "Member" m
    join "IdentitySettings" settings on settings."tenantId" = m."tenantId"
    join "RoleMapping" mapping on mapping."tenantId" = m."tenantId"
    left join "ScimUser" u on u."tenantId" = m."tenantId" and u."id" = m."scimUserId"
    left join "PendingRoles" pending on pending."tenantId" = m."tenantId" and pending."memberId" = m."id"
    where m."tenantId" = ${tenantId} and m."id" = ${memberId}`.execute(trx);
  return rows[0] ? fromStored(rows[0]) : null;
}

/** An EvidenceEvent from a row `event` of IdentityEvent. */
const evidence = sql`jsonb_build_object('id', event."id", 'type', event."type", 'at', event."at",
  'summary', event."summary", 'method', event."method", 'path', event."path")`;

const grants: RawBuilder<unknown> = sql`(
  select coalesce(jsonb_agg(jsonb_build_object('key', role."key", 'name', role."name", 'level', role."level",
    'source', held."source", 'reason', held."reason", 'grantedAt', held."grantedAt", 'ruleId', held."ruleId",
    'rule', case when rule."id" is not null then jsonb_build_object('id', rule."id", 'kind', rule."kind",
      'name', rule."name", 'savedAt', rule."createdAt", 'savedByName', rule."createdByName",
      'number', (select count(*) from "RoleRule" before_ where before_."tenantId" = rule."tenantId"
        and before_."kind" = rule."kind" and (before_."position", before_."id") <= (rule."position", rule."id"))) end,
    'event', case when event."id" is not null then ${evidence} end) order by role."level", role."name"), '[]')
  from "MemberRole" held
  join "Role" role on role."tenantId" = held."tenantId" and role."key" = held."roleKey"
  left join "RoleRule" rule on rule."tenantId" = held."tenantId" and rule."id" = held."ruleId"
  left join "IdentityEvent" event on event."tenantId" = held."tenantId" and event."id" = held."eventId"
  where held."tenantId" = m."tenantId" and held."memberId" = m."id")`;

const departure = sql`case when m."status" = 'DEPROVISIONED' then (
  select ${evidence} from "IdentityEvent" event
  where event."tenantId" = m."tenantId" and event."memberId" = m."id"
    and event."type" in ('scim_deprovision', 'admin_member_removed')
  order by event."id" desc limit 1) end`;

const sessions = sql`(
  select count(*)::integer from "Session" session where session."tenantId" = m."tenantId"
    and session."memberId" = m."id" and ${sessionIsLive})`;

/** The statement that takes access away ends the sessions with the same time. */
const sessionsEnded = sql`(
  select count(*)::integer from "Session" session where session."tenantId" = m."tenantId"
    and session."memberId" = m."id" and session."endedAt" = m."deprovisionedAt"
    and ${sessionLastsAt(sql<Date>`m."deprovisionedAt"`)})`;

const lastRequest = sql`(
  select jsonb_build_object('eventId', event."id", 'at', event."at", 'credentialId', event."credentialId",
    'credentialLabel', event."credentialLabel", 'provider', event."provider")
  from "IdentityEvent" event
  where event."tenantId" = m."tenantId" and event."memberId" = m."id" and event."credentialId" is not null
  order by event."id" desc limit 1)`;

function fromStored(stored: StoredPerson): PersonRecord {
  const { deprovisionedAt, leftBy, sessionsEnded: ended, ...person } = stored;
  return {
    ...person,
    grants: person.grants.map((grant) => ({
      ...grant,
      grantedAt: new Date(grant.grantedAt),
      rule: grant.rule && { ...grant.rule, savedAt: new Date(grant.rule.savedAt) },
      event: grant.event && withTime(grant.event),
    })),
    departure: deprovisionedAt && { at: deprovisionedAt, event: leftBy && withTime(leftBy), sessionsEnded: ended },
    resource: person.resource && {
      ...person.resource,
      createdAt: new Date(person.resource.createdAt),
      lastModified: new Date(person.resource.lastModified),
    },
    lastRequest: person.lastRequest && withTime(person.lastRequest),
  };
}

function withTime<T extends { at: string }>(stored: T): Omit<T, 'at'> & { at: Date } {
  return { ...stored, at: new Date(stored.at) };
}
