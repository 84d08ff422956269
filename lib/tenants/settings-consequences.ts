import { sql } from 'kysely';
import { db } from '@/lib/db/kysely';

/** As many people are named; of the others it is known how many there are. */
const MOST_NAMED = 20;

/** Whom a change of the SCIM switch touches, as of now. */
export interface SettingsConsequences {
  activeMembers: number;
  /** Active members whom a SCIM resource manages. */
  scimManagedMembers: number;
  /** The first of the active members whom none manages, by name. */
  unknownToScim: { id: string; displayName: string; email: string }[];
  /** Credentials that an IdP could call with: scope scim, neither revoked nor expired. */
  usableScimCredentials: number;
  /** Whether people sign in through the tenant's identity provider. */
  ssoEnabled: boolean;
}

export async function settingsConsequences(tenantId: string): Promise<SettingsConsequences> {
  const active = sql`member."tenantId" = ${tenantId} and member."status" = 'ACTIVE'`;
  const { rows } = await sql<SettingsConsequences>`
    select
      (select count(*) from "Member" member where ${active}) as "activeMembers",
      (select count(*) from "Member" member where ${active} and member."scimUserId" is not null)
        as "scimManagedMembers",
      (select coalesce(jsonb_agg(unknown), '[]') from (
        select member."id", member."displayName", member."email" from "Member" member
        where ${active} and member."scimUserId" is null
        order by member."nameKey", member."id" limit ${MOST_NAMED}) as unknown) as "unknownToScim",
      (select count(*) from "Credential" credential
        where credential."tenantId" = ${tenantId} and credential."revokedAt" is null
          and (credential."expiresAt" is null or credential."expiresAt" > now())
          and 'scim' = any (credential."scopes")) as "usableScimCredentials",
      exists (select from "SsoConnection" connection
        where connection."tenantId" = ${tenantId} and connection."enabled") as "ssoEnabled"`.execute(db());
  const [consequences] = rows;
  if (!consequences) throw new Error('The database did not answer.');
  return consequences;
}
