import type { SsoProvider } from '@/lib/db/generated/kysely/enums';
import { db } from '@/lib/db/kysely';
import { emailDomain } from '@/lib/shared/email-domain';

/** Where people with addresses of a domain sign in. */
export interface SsoForEmail {
  tenantId: string;
  tenantName: string;
  provider: SsoProvider;
  /** Whether emailed codes are refused for these addresses, except to some owners. */
  required: boolean;
}

/**
 * The connection that the address's domain belongs to; null when there is none that is switched on. It is the domain
 * alone that decides: whether there is somebody with the address is not looked at.
 */
export async function findSsoForEmail(email: string): Promise<SsoForEmail | null> {
  const found = await db()
    .selectFrom('EmailDomain')
    .innerJoin('SsoConnection', 'SsoConnection.tenantId', 'EmailDomain.tenantId')
    .innerJoin('Tenant', 'Tenant.id', 'EmailDomain.tenantId')
    .select([
      'EmailDomain.tenantId',
      'Tenant.name as tenantName',
      'SsoConnection.provider',
      'SsoConnection.required',
    ])
    .where('EmailDomain.domain', '=', emailDomain(email))
    .where('EmailDomain.verifiedAt', 'is not', null)
    .where('SsoConnection.enabled', '=', true)
    .executeTakeFirst();
  return found ?? null;
}
