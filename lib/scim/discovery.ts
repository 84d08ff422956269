import type { JsonObject } from './json';
import { listResponse } from './list';
import type { Attribute, Schema } from './schema/attribute';
import { commonAttributes } from './schema/common';
import type { ResourceType } from './schema/registry';
import { coreRoleUrn, resourceTypeUrn, schemaUrn, serviceProviderConfigUrn } from './urns';

const [, , externalId] = commonAttributes;

/** What differs between servers; everything else that RFC 7643 §5 asks about is served or is not. */
export interface ProviderFeatures {
  /** Where people read how to connect a client. */
  documentationUri: string;
  /** Operations, and bytes of the body. */
  bulk: { maxOperations: number; maxPayloadSize: number };
  defaultPageSize: number;
  maxPageSize: number;
  /** How long a cursor is good for, in seconds. */
  cursorTimeout: number;
}

/** The block of draft-ietf-scim-roles-entitlements-01 §3.1, for clients that read roles in its form. */
const rolesAndEntitlements: JsonObject = {
  roles: { supported: true, multipleRolesSupported: true, primarySupported: true, typeSupported: true },
  entitlements: { supported: false },
};

/**
 * RFC 7643 §5, with the block of RFC 9865 §4. Clients such as Authentik refuse a configuration that lacks
 * one of the blocks.
 */
export function serviceProviderConfig(
  baseUrl: string,
  features: ProviderFeatures,
  roleType: ResourceType,
): JsonObject {
  const { documentationUri, bulk, defaultPageSize, maxPageSize, cursorTimeout } = features;
  return {
    schemas: [serviceProviderConfigUrn],
    documentationUri,
    patch: { supported: true },
    bulk: { supported: true, ...bulk },
    filter: { supported: true, maxResults: maxPageSize },
    changePassword: { supported: false },
    sort: { supported: true },
    etag: { supported: true },
    pagination: {
      cursor: true,
      index: true,
      defaultPaginationMethod: 'index',
      defaultPageSize,
      maxPageSize,
      cursorTimeout,
    },
    authenticationSchemes: [{
      type: 'oauthbearertoken',
      name: 'Bearer token',
      description: 'A token from the settings page, sent as "Authorization: Bearer <token>"',
      specUri: 'https://www.rfc-editor.org/info/rfc6750',
      primary: true,
    }],
    ...(roleType.schema.id === coreRoleUrn && { RolesAndEntitlements: rolesAndEntitlements }),
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

/**
 * The schemas of the given types, their extensions after them. Common attributes are part of every base
 * schema (RFC 7643 §3.1), though the RFC's own listing leaves them out. The one that clients write is
 * published, because Microsoft's discovery test misses every mapped attribute but `id` that is in no schema,
 * and Entra maps `externalId` of both users and groups. Nobody writes roles, so they have none.
 */
export function schemasOfTypes(types: readonly ResourceType[]): Schema[] {
  const base = types.map(({ name, schema }) =>
    (name === 'Role' ? schema : { ...schema, attributes: [externalId, ...schema.attributes] }));
  return [...base, ...types.flatMap(({ extensions }) => extensions)];
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
