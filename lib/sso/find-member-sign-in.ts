import { sql } from 'kysely';
import type { SsoProvider } from '@/lib/db/generated/kysely/enums';
import { db } from '@/lib/db/kysely';
import { emailDomain } from '@/lib/shared/email-domain';
import { opensByCode } from '@/lib/sign-in/opens-by-code';

/** How a member gets in, as the tenant's settings are now. */
export interface MemberSignIn {
  /** Null while single sign-on is off. */
  sso: { provider: SsoProvider; required: boolean } | null;
  /** The domain of their address; null for an address without one. */
  domain: string | null;
  /** Whether it is verified for the tenant, so that the connection may vouch for it. */
  domainVerified: boolean;
  /** Whether an emailed code opens the account. */
  opensByCode: boolean;
  /** An owner who gets in with an emailed code although SSO is required. */
  breakGlass: boolean;
  /** Who they are to the identity provider; null for whoever has not signed in through it, or was forgotten since. */
  identity: MemberIdentity | null;
}

export interface MemberIdentity {
  /** `sub` of OpenID Connect, NameID of SAML. */
  subject: string;
  createdAt: Date;
  lastUsedAt: Date;
}

type Stored = Omit<MemberSignIn, 'domain' | 'sso' | 'identity'> & {
  provider: SsoProvider | null;
  required: boolean | null;
  subject: string | null;
  createdAt: Date;
  lastUsedAt: Date;
};

/** One query; @throws when the tenant has no such member. */
export async function findMemberSignIn(
  tenantId: string,
  { id, email }: { id: string; email: string },
): Promise<MemberSignIn> {
  const domain = emailDomain(email);
  const { rows } = await sql<Stored>`
    select "Member"."breakGlass", connection."provider", connection."required", identity."subject",
      identity."createdAt", identity."lastUsedAt", ${opensByCode(email)} as "opensByCode",
      exists (select from "EmailDomain" as domain where domain."tenantId" = "Member"."tenantId"
        and domain."domain" = ${domain} and domain."verifiedAt" is not null) as "domainVerified"
    from "Member"
    left join "SsoConnection" as connection
      on connection."tenantId" = "Member"."tenantId" and connection."enabled"
    left join "SsoIdentity" as identity
      on identity."tenantId" = "Member"."tenantId" and identity."memberId" = "Member"."id"
    where "Member"."tenantId" = ${tenantId} and "Member"."id" = ${id}`.execute(db());
  const [row] = rows;
  if (!row) throw new Error(`There is no member ${id} in ${tenantId}.`);
  const { provider, required, subject, createdAt, lastUsedAt, ...signIn } = row;
  return {
    ...signIn,
    domain,
    sso: provider && { provider, required: required ?? false },
    identity: subject === null ? null : { subject, createdAt, lastUsedAt },
  };
}
