import { sql } from 'kysely';
import { domainToUnicode } from 'node:url';
import { db } from '@/lib/db/kysely';
import { sessionIsLive } from '@/lib/members/live-session';
import { breakGlassOwners } from '@/lib/sso/admin/break-glass-owners';
import { certificateView } from '@/lib/sso/admin/certificate-view';
import { blankFields } from '@/lib/sso/admin/connection-fields';
import type { ConnectionView, DomainView } from '@/lib/sso/admin/connection-shape';
import { connectionWarnings } from '@/lib/sso/admin/connection-warnings';
import { listDomains } from '@/lib/sso/admin/list-domains';
import { missingToEnable, missingToRequire } from '@/lib/sso/admin/missing-conditions';
import { ssoAddresses } from '@/lib/sso/addresses';
import { defaultClaimNames } from '@/lib/sso/claim-names';
import { findConnection } from '@/lib/sso/connection';
import type { SsoConnection } from '@/lib/sso/connection';

/** The connection of a tenant as its page shows it; one that was never saved holds what a new one starts with. */
export async function findConnectionView(tenantId: string): Promise<ConnectionView> {
  const [connection, domains, owners] = await Promise.all([
    findConnection(tenantId),
    listDomains(tenantId),
    breakGlassOwners(tenantId),
  ]);
  const { protocol, provider, claimNames, ...fields } = connection ?? blankFields;
  const now = new Date();
  const certificates = fields.idpCertificates.map((pem) => certificateView(pem, now));
  const grounds = { connection, domains, owners };
  return {
    revision: connection?.revision ?? 0,
    protocol,
    provider,
    enabled: connection?.enabled ?? false,
    required: connection?.required ?? false,
    oidc: {
      issuer: fields.issuer,
      clientId: fields.clientId,
      scopes: fields.scopes,
      secret: secretView(connection),
    },
    saml: {
      idpEntityId: fields.idpEntityId,
      idpSsoUrl: fields.idpSsoUrl,
      idpSloUrl: fields.idpSloUrl,
      idpMetadataUrl: fields.idpMetadataUrl,
      certificates,
      allowIdpInitiated: fields.allowIdpInitiated,
    },
    claimNames,
    defaultClaimNames: defaultClaimNames(protocol, provider),
    addresses: ssoAddresses(tenantId),
    spCertificate: connection?.spCertificate ?? null,
    domains,
    tested: testedView(connection),
    breakGlass: owners,
    counts: await countPeople(tenantId, domains),
    missing: { toEnable: missingToEnable(grounds), toRequire: missingToRequire(grounds) },
    warnings: connectionWarnings(grounds, certificates),
    updatedAt: connection?.updatedAt.toISOString() ?? null,
    updatedByName: connection?.updatedByName ?? null,
  };
}

function secretView(connection: SsoConnection | null): ConnectionView['oidc']['secret'] {
  if (!connection || connection.clientSecret === null) return null;
  const { clientSecretHint, clientSecretSetAt, clientSecretSetByName } = connection;
  return {
    hint: clientSecretHint,
    setAt: clientSecretSetAt?.toISOString() ?? null,
    setByName: clientSecretSetByName,
  };
}

function testedView(connection: SsoConnection | null): ConnectionView['tested'] {
  if (!connection?.testedAt) return null;
  const { testedAt, testedTrial, trial } = connection;
  return { at: testedAt.toISOString(), current: testedTrial === trial };
}

async function countPeople(tenantId: string, domains: readonly DomainView[]): Promise<ConnectionView['counts']> {
  const verified = domains.filter(({ verifiedAt }) => verifiedAt !== null).map(({ domain }) => domain);
  // Addresses are stored as they were written, so an internationalised domain may be there in either form.
  const spellings = [...verified, ...verified.map((domain) => domainToUnicode(domain))];
  const { rows } = await sql<ConnectionView['counts']>`
    select
      (select count(*)::integer from "Member" where "tenantId" = ${tenantId} and "status" = 'ACTIVE'
        and split_part("emailKey", '@', 2) = any(${spellings}::text[])) as "membersInDomains",
      (select count(*)::integer from "Session" session
        join "IdentitySettings" settings on settings."tenantId" = session."tenantId"
        where session."tenantId" = ${tenantId} and session."method" in ('OIDC', 'SAML') and ${sessionIsLive})
        as "sessions",
      (select count(*)::integer from "SsoIdentity" where "tenantId" = ${tenantId}) as "identities"`.execute(db());
  return rows[0] ?? { membersInDomains: 0, sessions: 0, identities: 0 };
}
