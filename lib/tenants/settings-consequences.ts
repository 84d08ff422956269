import { sql } from 'kysely';
import { db } from '@/lib/db/kysely';

/** Whom a change of the SCIM switch touches, as of now. */
export interface SettingsConsequences {
  activeMembers: number;
  /** Active members whom a SCIM resource manages. */
  scimManagedMembers: number;
  /** Credentials that an IdP could call with: scope scim, neither revoked nor expired. */
  usableScimCredentials: number;
}

export function settingsConsequences(tenantId: string): Promise<SettingsConsequences> {
  return db()
    .selectNoFrom((query) => [
      query
        .selectFrom('Member')
        .select((member) => member.fn.countAll<number>().as('count'))
        .where('tenantId', '=', tenantId)
        .where('status', '=', 'ACTIVE')
        .as('activeMembers'),
      query
        .selectFrom('Member')
        .select((member) => member.fn.countAll<number>().as('count'))
        .where('tenantId', '=', tenantId)
        .where('status', '=', 'ACTIVE')
        .where('scimUserId', 'is not', null)
        .as('scimManagedMembers'),
      query
        .selectFrom('Credential')
        .select((credential) => credential.fn.countAll<number>().as('count'))
        .where('tenantId', '=', tenantId)
        .where('revokedAt', 'is', null)
        .where((where) =>
          where.or([where('expiresAt', 'is', null), where('expiresAt', '>', sql<Date>`now()`)]),
        )
        .where(sql<boolean>`'scim' = any("scopes")`)
        .as('usableScimCredentials'),
    ])
    .$castTo<SettingsConsequences>()
    .executeTakeFirstOrThrow();
}
