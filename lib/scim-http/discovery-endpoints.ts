import { LARGEST_BODY } from '@/lib/scim-http/read-body';
import type { Endpoint, ScimAnswer, ScimCall } from '@/lib/scim-http/scim-call';
import { mostBulkOperations } from '@/lib/scim/bulk/bulk-request';
import {
  resourceTypeList,
  resourceTypeResource,
  schemaList,
  schemaResource,
  schemasOfTypes,
  serviceProviderConfig,
} from '@/lib/scim/discovery';
import type { ProviderFeatures } from '@/lib/scim/discovery';
import { ScimError } from '@/lib/scim/error';
import { cursorTimeout, defaultPageSize, maxPageSize } from '@/lib/scim/list';
import type { ResourceType } from '@/lib/scim/schema/registry';
import { publicOrigin } from '@/lib/shared/env';
import { foldCase } from '@/lib/shared/fold-case';

/** What discovery says of this server, and the reference page with it. */
export function providerFeatures(): ProviderFeatures {
  return {
    documentationUri: `${publicOrigin()}/docs/scim`,
    bulk: { maxOperations: mostBulkOperations, maxPayloadSize: LARGEST_BODY },
    defaultPageSize,
    maxPageSize,
    cursorTimeout,
  };
}

export const serviceProviderConfigEndpoint = discovery('the service provider configuration', ({ context }) =>
  JSON.stringify(serviceProviderConfig(context.baseUrl, providerFeatures(), context.roleType)),
);

export const resourceTypesEndpoint = discovery('the resource types', ({ context }) =>
  resourceTypeList(context.baseUrl, typesOf(context)),
);

export const resourceTypeEndpoint = discovery('a resource type', ({ context, id }) => {
  const type = typesOf(context).find(({ name }) => foldCase(name) === foldCase(id));
  return type && JSON.stringify(resourceTypeResource(context.baseUrl, type));
});

export const schemasEndpoint = discovery('the schemas', ({ context }) =>
  schemaList(context.baseUrl, typesOf(context)),
);

export const schemaEndpoint = discovery('a schema', ({ context, id }) => {
  const schema = schemasOfTypes(typesOf(context)).find(
    (candidate) => foldCase(candidate.id) === foldCase(id),
  );
  return schema && JSON.stringify(schemaResource(context.baseUrl, schema));
});

function typesOf({ registry, roleType }: ScimCall['context']): readonly ResourceType[] {
  return [registry.User, registry.Group, roleType];
}

/** Read-only, neither filtered nor paged (RFC 7644 §4). */
function discovery(what: string, find: (call: ScimCall) => string | undefined): Endpoint {
  const perform = async (call: ScimCall): Promise<ScimAnswer> => {
    if (call.query.has('filter')) throw ScimError.forbidden('Discovery takes no filter; leave it out');
    const body = find(call);
    if (!body) throw ScimError.notPublished();
    return { status: 200, body, read: what };
  };
  const action = { purpose: `read ${what}`, status: 200, perform };
  return { actions: { GET: action }, resourceType: null, isDiscovery: true };
}
