import type { JsonObject } from './json';
import { listResponse } from './list';
import type { Attribute, Schema } from './schema/attribute';
import type { ResourceType } from './schema/registry';
import { resourceTypeUrn, schemaUrn, serviceProviderConfigUrn } from './urns';

/** What the service provider can do now; discovery never promises more. */
export interface ProviderFeatures {
  /** Where people read how to connect a client. */
  documentationUri?: string;
  /** Absent when /Bulk is not there. */
  bulk?: { maxOperations: number; maxPayloadSize: number };
  /** The most resources that one list response holds. */
  maxResults: number;
  sort: boolean;
  /** Absent when cursors (RFC 9865) are not there; `timeout` in seconds. */
  cursor?: { timeout: number };
  defaultPageSize: number;
  /** Whether draft-zollner-scim-interop-profile is kept to the letter; left out when it is undefined. */
  interopProfileConformant?: boolean;
}

/** RFC 7643 §5. Clients such as Authentik refuse a configuration that lacks one of these blocks. */
export function serviceProviderConfig(baseUrl: string, features: ProviderFeatures): JsonObject {
  const { documentationUri, bulk, maxResults, sort, cursor, defaultPageSize } = features;
  const { interopProfileConformant } = features;
  return {
    schemas: [serviceProviderConfigUrn],
    ...(documentationUri && { documentationUri }),
    patch: { supported: true },
    bulk: { supported: bulk !== undefined, maxOperations: 0, maxPayloadSize: 0, ...bulk },
    filter: { supported: true, maxResults },
    changePassword: { supported: false },
    sort: { supported: sort },
    etag: { supported: true },
    pagination: {
      cursor: cursor !== undefined,
      index: true,
      defaultPaginationMethod: 'index',
      defaultPageSize,
      maxPageSize: maxResults,
      ...(cursor && { cursorTimeout: cursor.timeout }),
    },
    authenticationSchemes: [{
      type: 'oauthbearertoken',
      name: 'Bearer token',
      description: 'A token from the settings page, sent as "Authorization: Bearer <token>"',
      specUri: 'https://www.rfc-editor.org/info/rfc6750',
      primary: true,
    }],
    ...(interopProfileConformant !== undefined && { interopProfileConformant }),
    meta: { resourceType: 'ServiceProviderConfig', location: `${baseUrl}/ServiceProviderConfig` },
  };
}

/** RFC 7643 §6. No extension is required: that would force it on every client. */
export function resourceTypeResource(baseUrl: string, type: ResourceType): JsonObject {
  return {
    schemas: [resourceTypeUrn],
    id: type.name,
    name: type.name,
    endpoint: type.endpoint,
    description: type.description,
    schema: type.schema.id,
    ...(type.extensions.length > 0 && {
      schemaExtensions: type.extensions.map(({ id }) => ({ schema: id, required: false })),
    }),
    meta: { resourceType: 'ResourceType', location: `${baseUrl}/ResourceTypes/${type.name}` },
  };
}

/** RFC 7643 §7. Attributes that are never returned are not published: validators would look for them. */
export function schemaResource(baseUrl: string, { id, name, description, attributes }: Schema): JsonObject {
  return {
    schemas: [schemaUrn],
    id,
    name,
    description,
    attributes: attributes.filter(({ returned }) => returned !== 'never').map(published),
    meta: { resourceType: 'Schema', location: `${baseUrl}/Schemas/${id}` },
  };
}

export function resourceTypeList(baseUrl: string, types: readonly ResourceType[]): string {
  return wholeList(types.map((type) => resourceTypeResource(baseUrl, type)));
}

export function schemaList(baseUrl: string, types: readonly ResourceType[]): string {
  return wholeList(schemasOfTypes(types).map((schema) => schemaResource(baseUrl, schema)));
}

/** The schemas of the given types, their extensions after them. */
export function schemasOfTypes(types: readonly ResourceType[]): Schema[] {
  return [...types.map(({ schema }) => schema), ...types.flatMap(({ extensions }) => extensions)];
}

/** Discovery is not paged (RFC 7644 §4). */
function wholeList(found: JsonObject[]): string {
  const resources = found.map((resource) => JSON.stringify(resource));
  return listResponse({ resources, totalResults: resources.length, startIndex: 1 });
}

/** An attribute's definition without characteristics that its type does not have, and without nulls. */
function published(attribute: Attribute): JsonObject {
  const { name, type, multiValued, description, required, mutability, returned, uniqueness } = attribute;
  const isText = type === 'string' || type === 'reference' || type === 'binary';
  return {
    name,
    type,
    multiValued,
    description,
    required,
    ...(isText && { caseExact: attribute.caseExact }),
    ...(attribute.canonicalValues && { canonicalValues: [...attribute.canonicalValues] }),
    ...(attribute.referenceTypes && { referenceTypes: [...attribute.referenceTypes] }),
    mutability,
    returned,
    uniqueness,
    ...(attribute.subAttributes && { subAttributes: attribute.subAttributes.map(published) }),
  };
}
