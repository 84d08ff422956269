import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Database, DatabaseTransaction } from '@/lib/db/kysely';
import { fromActiveOwners } from '@/lib/members/active-owners';
import { memberKeys } from '@/lib/members/member-keys';
import { emailDomain } from '@/lib/shared/email-domain';
import type { AssertedIdentity } from '@/lib/sso/asserted-identity';
import type { SsoConnection } from '@/lib/sso/connection';
import type { MemberFacts, SignInState } from '@/lib/sso/policy/sign-in-state';
import { readClaims } from '@/lib/sso/read-claims';
import type { ReadClaims } from '@/lib/sso/read-claims';
import { subjectOf } from '@/lib/sso/subject-of';

/** The state that a sign-in is decided on, and what it takes to carry the decision out. */
export interface LoadedState extends SignInState {
  claims: ReadClaims;
  /** "Log successful events (debug)". */
  logsSuccess: boolean;
  schemaRevision: number;
}

interface Row {
  enabled: boolean;
  trial: number;
  scimEnabled: boolean;
  logsSuccess: boolean;
  schemaRevision: number;
  mappingManaged: boolean;
  domainVerified: boolean;
  bySubject: MemberFacts | null;
  byEmail: MemberFacts[];
}

/** Nobody has more; those who are active come first. */
const MOST_WITH_ONE_ADDRESS = 10;

/** One query, so that it is of one moment. */
export async function loadState(
  database: Database | DatabaseTransaction,
  connection: SsoConnection,
  identity: AssertedIdentity,
): Promise<LoadedState> {
  const { tenantId } = connection;
  const claims = readClaims(connection, identity);
  const subject = subjectOf(identity);
  const emailKey = claims.email === null ? null : memberKeys({ displayName: '', email: claims.email }).emailKey;
  const domain = claims.email === null ? null : emailDomain(claims.email);
  const { rows } = await sql<Row>`
    select conn."enabled", conn."trial", settings."scimEnabled", settings."logSuccessfulReads" as "logsSuccess",
      settings."schemaRevision", mapping."source" <> 'PORTAL' as "mappingManaged",
      exists (
        select from "EmailDomain" domain
        where domain."tenantId" = ${tenantId} and domain."domain" = ${domain} and domain."verifiedAt" is not null
      ) as "domainVerified",
      (
        select ${memberFacts} from "SsoIdentity" known
        join "Member" m on m."tenantId" = known."tenantId" and m."id" = known."memberId"
        where known."tenantId" = ${tenantId} and known."subject" = ${subject}
      ) as "bySubject",
      (
        select coalesce(jsonb_agg(${memberFacts}), '[]') from (
          select * from "Member" one where one."tenantId" = ${tenantId} and one."emailKey" = ${emailKey}
          order by one."status", one."createdAt" desc, one."id" limit ${MOST_WITH_ONE_ADDRESS}::int
        ) as m
      ) as "byEmail"
    from "SsoConnection" conn
    join "IdentitySettings" settings on settings."tenantId" = conn."tenantId"
    join "RoleMapping" mapping on mapping."tenantId" = conn."tenantId"
    where conn."tenantId" = ${tenantId}`.execute(database);
  const [row] = rows;
  if (!row) throw new Error(`The tenant ${tenantId} has no connection.`);
  const { enabled, trial, ...found } = row;
  const current = trial === connection.trial ? 'current' : 'changed';
  const { protocol } = identity;
  return { ...found, tenantId, protocol, connection: enabled ? current : 'disabled', claims, subject };
}

/** MemberFacts as jsonb, from a row `m` of Member. Looking for other owners is only worth it for an owner. */
const memberFacts: RawBuilder<unknown> = sql`jsonb_build_object(
  'tenantId', m."tenantId", 'id', m."id", 'displayName', m."displayName", 'email', m."email", 'emailKey', m."emailKey",
  'status', m."status", 'givenName', m."givenName", 'familyName', m."familyName", 'phone', m."phone",
  'breakGlass', m."breakGlass", 'hasScimUser', m."scimUserId" is not null, 'scimUserNameKey', m."scimUserNameKey",
  'grantsVersion', m."grantsVersion",
  'subject', (
    select bound."subject" from "SsoIdentity" bound
    where bound."tenantId" = m."tenantId" and bound."memberId" = m."id"),
  'anotherOwner', case when exists (
      select from "MemberRole" own
      join "Role" power on power."tenantId" = own."tenantId" and power."key" = own."roleKey"
      where own."tenantId" = m."tenantId" and own."memberId" = m."id" and power."level" = 'OWNER')
    then exists (select ${fromActiveOwners(sql`m."tenantId"`)} and peer."id" <> m."id") else true end,
  'grants', (
    select coalesce(jsonb_agg(jsonb_build_object('roleKey', held."roleKey", 'level', power."level",
      'source', held."source", 'reason', held."reason", 'ruleId', held."ruleId") order by held."roleKey"), '[]')
    from "MemberRole" held
    join "Role" power on power."tenantId" = held."tenantId" and power."key" = held."roleKey"
    where held."tenantId" = m."tenantId" and held."memberId" = m."id"))`;
