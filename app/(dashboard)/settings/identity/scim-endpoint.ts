import type { Endpoint } from '@/components/identity/endpoint-card';
import { publicOrigin } from '@/lib/shared/env';

/** Where a tenant's identity provider calls. */
export function scimEndpoint(tenantId: string): Endpoint {
  const sharedBaseUrl = `${publicOrigin()}/scim/v2`;
  return { baseUrl: `${sharedBaseUrl}/${tenantId}`, sharedBaseUrl };
}
