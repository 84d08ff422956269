import { getRole } from '@/lib/provisioning/get-role';
import { listRoles } from '@/lib/scim-http/list-endpoints';
import { readAction } from '@/lib/scim-http/resource-actions';
import type { Endpoint } from '@/lib/scim-http/scim-call';

/** The tenant's catalogue is made in the portal; clients read it. */
export const rolesEndpoint: Endpoint = {
  actions: { GET: listRoles },
  resourceType: 'Role',
  isDiscovery: false,
};

export const roleEndpoint: Endpoint = {
  actions: { GET: readAction('role', ({ roleType }) => roleType, getRole) },
  resourceType: 'Role',
  isDiscovery: false,
};
