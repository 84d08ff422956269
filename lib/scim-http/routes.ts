import { bulkEndpoint } from '@/lib/scim-http/bulk-endpoint';
import {
  resourceTypeEndpoint,
  resourceTypesEndpoint,
  schemaEndpoint,
  schemasEndpoint,
  serviceProviderConfigEndpoint,
} from '@/lib/scim-http/discovery-endpoints';
import { groupEndpoint, groupsEndpoint } from '@/lib/scim-http/group-endpoints';
import {
  groupSearchEndpoint,
  roleSearchEndpoint,
  rootEndpoint,
  searchEndpoint,
  userSearchEndpoint,
} from '@/lib/scim-http/list-endpoints';
import { isMounted } from '@/lib/scim-http/mount';
import { roleEndpoint, rolesEndpoint } from '@/lib/scim-http/role-endpoints';
import type { Endpoint, Method } from '@/lib/scim-http/scim-call';
import { userEndpoint, usersEndpoint } from '@/lib/scim-http/user-endpoints';
import { ScimError } from '@/lib/scim/error';

/** RFC 7644 §3.11 has this answer for it. */
const meEndpoint = notImplemented('/Me needs a person, and this token belongs to a provisioning client');

export const collections = new Map<string, Endpoint>([
  ['', rootEndpoint],
  ['.search', searchEndpoint],
  ['Users', usersEndpoint],
  ['Users/.search', userSearchEndpoint],
  ['Groups', groupsEndpoint],
  ['Groups/.search', groupSearchEndpoint],
  ['Roles', rolesEndpoint],
  ['Roles/.search', roleSearchEndpoint],
  ['ServiceProviderConfig', serviceProviderConfigEndpoint],
  ['ResourceTypes', resourceTypesEndpoint],
  ['Schemas', schemasEndpoint],
  ['Me', meEndpoint],
  ['Bulk', bulkEndpoint],
]);

/** What has one more segment, which names a resource. */
export const resources = new Map<string, Endpoint>([
  ['Users', userEndpoint],
  ['Groups', groupEndpoint],
  ['Roles', roleEndpoint],
  ['ResourceTypes', resourceTypeEndpoint],
  ['Schemas', schemaEndpoint],
  ['Me', meEndpoint],
]);

export interface Route {
  endpoint: Endpoint;
  /** The tenant that the path names; null in the form without one. */
  tenantId: string | null;
  id: string;
}

/**
 * Finds the endpoint of a path in either form, "/Users" and "/acme/Users".
 * @returns null when there is no such endpoint
 */
export function findRoute(path: string): Route | null {
  const segments = decodeSegments(path);
  if (!segments) return null;
  const [first, ...rest] = segments;
  if (first === undefined || collections.has(first)) return withEndpoint(segments, null);
  return withEndpoint(rest, first);
}

function withEndpoint(segments: string[], tenantId: string | null): Route | null {
  const collection = collections.get(segments.join('/'));
  if (collection) return { endpoint: collection, tenantId, id: '' };
  const [name = '', id, ...rest] = segments;
  const endpoint = resources.get(name);
  return endpoint && id !== undefined && rest.length === 0 ? { endpoint, tenantId, id } : null;
}

/** Null for a path outside /scim/v2, one that is not valid percent-encoding, or one with a NUL in it. */
function decodeSegments(path: string): string[] | null {
  if (!isMounted(path)) return null;
  try {
    const segments = path
      .split('/')
      .filter((segment) => segment !== '')
      .map(decodeURIComponent);
    return segments.some((segment) => segment.includes('\0')) ? null : segments;
  } catch {
    return null;
  }
}

function notImplemented(detail: string): Endpoint {
  const perform = () => Promise.reject(ScimError.notImplemented(detail));
  const action = { purpose: 'use this endpoint', status: 501, perform };
  const methods: Method[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
  return {
    actions: Object.fromEntries(methods.map((method) => [method, action])),
    resourceType: null,
    isDiscovery: false,
  };
}
