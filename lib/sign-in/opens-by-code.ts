import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { emailDomain } from '@/lib/shared/email-domain';

/**
 * Whether an emailed code opens the account in the row of "Member": not when its tenant requires single sign-on for
 * the domain of the address, unless it is an owner's who is to get in when the identity provider fails.
 */
export function opensByCode(emailKey: string): RawBuilder<boolean> {
  return sql<boolean>`(
    not exists (
      select from "SsoConnection" as connection
      join "EmailDomain" as domain on domain."tenantId" = connection."tenantId"
      where connection."tenantId" = "Member"."tenantId" and connection."enabled" and connection."required"
        and domain."domain" = ${emailDomain(emailKey)} and domain."verifiedAt" is not null
    )
    or "Member"."breakGlass" and exists (
      select from "MemberRole" as held
      join "Role" as role on role."tenantId" = held."tenantId" and role."key" = held."roleKey"
      where held."tenantId" = "Member"."tenantId" and held."memberId" = "Member"."id" and role."level" = 'OWNER'
    )
  )`;
}
