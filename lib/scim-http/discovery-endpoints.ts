import type { Endpoint, ScimAnswer, ScimCall } from '@/lib/scim-http/scim-call';
import {
  resourceTypeList,
  resourceTypeResource,
  schemaList,
  schemaResource,
  schemasOfTypes,
  serviceProviderConfig,
} from '@/lib/scim/discovery';
import { ScimError } from '@/lib/scim/error';
import { defaultPageSize, maxPageSize } from '@/lib/scim/list';
import { userType } from '@/lib/scim/schema/registry';

/** Discovery names what is served, no more. */
const servedTypes = [userType];

const features = { maxResults: maxPageSize, defaultPageSize, sort: false };

export const serviceProviderConfigEndpoint = discovery('the service provider configuration', ({ context }) =>
  JSON.stringify(serviceProviderConfig(context.baseUrl, features)),
);

export const resourceTypesEndpoint = discovery('the resource types', ({ context }) =>
  resourceTypeList(context.baseUrl, servedTypes),
);

export const resourceTypeEndpoint = discovery('a resource type', ({ context, id }) => {
  const type = servedTypes.find(({ name }) => name.toLowerCase() === id.toLowerCase());
  return type && JSON.stringify(resourceTypeResource(context.baseUrl, type));
});

export const schemasEndpoint = discovery('the schemas', ({ context }) =>
  schemaList(context.baseUrl, servedTypes),
);

export const schemaEndpoint = discovery('a schema', ({ context, id }) => {
  const schema = schemasOfTypes(servedTypes).find(
    (candidate) => candidate.id.toLowerCase() === id.toLowerCase(),
  );
  return schema && JSON.stringify(schemaResource(context.baseUrl, schema));
});

/** Read-only, neither filtered nor paged (RFC 7644 §4). */
function discovery(what: string, find: (call: ScimCall) => string | undefined): Endpoint {
  const perform = async (call: ScimCall): Promise<ScimAnswer> => {
    if (call.query.has('filter')) throw ScimError.forbidden('Discovery endpoints take no filter');
    const body = find(call);
    if (!body) throw ScimError.unknownEndpoint();
    return { status: 200, body, read: what };
  };
  const action = { purpose: `read ${what}`, status: 200, perform };
  return { actions: { GET: action }, resourceType: null, isDiscovery: true };
}
