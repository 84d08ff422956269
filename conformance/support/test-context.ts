import type { ProvisioningContext } from '@/lib/provisioning/provisioning-context';
import { BUILT_IN_ROLES } from '@/lib/roles/role';
import type { TenantMapping } from '@/lib/roles/tenant-mapping';
import { coreRegistry, roleTypes } from '@/lib/scim/schema/registry';

/** The mapping that a tenant starts with. */
export const newMapping: TenantMapping = {
  source: 'IDP_ATTRIBUTE',
  attribute: 'roles',
  defaultRoleKey: 'member',
  rules: [],
  roles: BUILT_IN_ROLES,
  generation: 1,
};

const testBaseUrl = 'https://app.test/scim/v2';

/** The context that the HTTP room would make for a request of this tenant. */
export function testContext(
  tenantId: string,
  changes: Partial<ProvisioningContext> = {},
): ProvisioningContext {
  return {
    tenantId,
    mode: 'compatible',
    registry: coreRegistry,
    roleType: roleTypes.okta,
    baseUrl: testBaseUrl,
    now: new Date(),
    mapping: newMapping,
    clientName: 'Okta production',
    event: {
      requestId: 'request',
      method: 'POST',
      path: '/scim/v2/Users',
      status: 201,
      credentialId: 'credential',
      credentialLabel: 'Okta production',
      provider: 'OKTA',
      clientAddress: '127.0.0.1',
      userAgent: null,
      notes: [],
    },
    recordsSuccess: false,
    ...changes,
  };
}
