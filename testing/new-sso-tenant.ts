import { newTenant } from '@/testing/new-tenant';
import type { TestTenant } from '@/testing/new-tenant';
import { setConnection, verifyDomain } from '@/testing/set-connection';

export interface SsoTenant extends TestTenant {
  /** An address in the tenant's verified domain. */
  at: (name: string) => string;
  /** Claims of somebody with such an address. */
  ana: { email: string; given_name: string; family_name: string };
}

/** A tenant whose people sign in through Okta, by OpenID Connect. */
export async function newSsoTenant(): Promise<SsoTenant> {
  const tenant = await newTenant();
  const { tenantId } = tenant;
  await setConnection(tenantId, { provider: 'OKTA', issuer: 'https://idp.test', clientId: 'c-1' });
  await verifyDomain(tenantId, `${tenantId}.test`);
  const at = (name: string) => `${name}@${tenantId}.test`;
  return { ...tenant, at, ana: { email: at('ana'), given_name: 'Ana', family_name: 'Ruiz' } };
}
