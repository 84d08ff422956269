import { domainToUnicode } from 'node:url';
import { db } from '@/lib/db/kysely';
import type { Database, DatabaseTransaction } from '@/lib/db/kysely';
import type { DomainView } from '@/lib/sso/admin/connection-shape';

interface DomainRow {
  domain: string;
  challenge: string;
  verifiedAt: Date | null;
  checkedAt: Date | null;
  finding: string | null;
}

/** The columns that a DomainView is made of. */
export const domainColumns = ['domain', 'challenge', 'verifiedAt', 'checkedAt', 'finding'] as const;

/** Where the TXT record of a domain belongs. */
export function recordName(domain: string): string {
  return `_rollcall.${domain}`;
}

/** What the TXT record has to say. */
export function recordValue(challenge: string): string {
  return `rollcall-domain-verification=${challenge}`;
}

export function domainView({ domain, challenge, verifiedAt, checkedAt, finding }: DomainRow): DomainView {
  return {
    domain,
    writtenAs: domainToUnicode(domain) || domain,
    record: { name: recordName(domain), value: recordValue(challenge) },
    verifiedAt: verifiedAt?.toISOString() ?? null,
    checkedAt: checkedAt?.toISOString() ?? null,
    finding,
  };
}

/** The domains that a tenant claims, by name. */
export async function listDomains(
  tenantId: string,
  database: Database | DatabaseTransaction = db(),
): Promise<DomainView[]> {
  const rows = await database
    .selectFrom('EmailDomain')
    .select(domainColumns)
    .where('tenantId', '=', tenantId)
    .orderBy('domain')
    .execute();
  return rows.map(domainView);
}
