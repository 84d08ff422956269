import { publicOrigin } from '@/lib/shared/env';

/** What an admin pastes into the identity provider: the tenant's SCIM base URL, without a trailing slash. */
export function tenantBaseUrl(tenantId: string): string {
  return `${publicOrigin()}/scim/v2/${tenantId}`;
}
