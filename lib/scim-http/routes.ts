import {
  resourceTypeEndpoint,
  resourceTypesEndpoint,
  schemaEndpoint,
  schemasEndpoint,
  serviceProviderConfigEndpoint,
} from '@/lib/scim-http/discovery-endpoints';
import { isMounted } from '@/lib/scim-http/mount';
import type { Endpoint, Method } from '@/lib/scim-http/scim-call';
import { userEndpoint, usersEndpoint } from '@/lib/scim-http/user-endpoints';
import { ScimError } from '@/lib/scim/error';

/** RFC 7644 defines these; a service credential is nobody's "me", and the others are not offered. */
const notOffered = {
  me: notImplemented('/Me needs a person, and this token belongs to a provisioning client'),
  root: notImplemented('Queries over all resource types are not offered; query /Users'),
  search: notImplemented('Searching by POST is not offered; send the filter with GET'),
  bulk: notImplemented('/Bulk is not offered; send the requests one by one'),
};

const collections = new Map<string, Endpoint>([
  ['', notOffered.root],
  ['.search', notOffered.search],
  ['Users', usersEndpoint],
  ['Users/.search', notOffered.search],
  ['ServiceProviderConfig', serviceProviderConfigEndpoint],
  ['ResourceTypes', resourceTypesEndpoint],
  ['Schemas', schemasEndpoint],
  ['Me', notOffered.me],
  ['Bulk', notOffered.bulk],
]);

/** What has one more segment, which names a resource. */
const resources = new Map<string, Endpoint>([
  ['Users', userEndpoint],
  ['ResourceTypes', resourceTypeEndpoint],
  ['Schemas', schemaEndpoint],
  ['Me', notOffered.me],
]);

export interface Route {
  endpoint: Endpoint;
  /** The tenant that the path names; null in the form without one. */
  tenantId: string | null;
  id: string;
}

/**
 * Finds the endpoint of a path in either form, "/Users" and "/acme/Users". Slashes too many are forgiven,
 * because admins paste base URLs with and without one at the end.
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
