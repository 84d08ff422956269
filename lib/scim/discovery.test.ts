import { describe, expect, it } from 'vitest';
import { resourceTypeList, schemaList, serviceProviderConfig } from './discovery';
import { isJsonObject, type JsonObject, type JsonValue } from './json';
import { groupType, userType } from './schema/registry';
import { coreGroupUrn, coreUserUrn, enterpriseUserUrn } from './urns';

const baseUrl = 'https://app.test/scim/v2';
const schemas = objectsOf(parsed(schemaList(baseUrl, [userType, groupType])).Resources);

function parsed(text: string): JsonObject {
  return JSON.parse(text) as JsonObject;
}

function objectsOf(value: JsonValue | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

function attributesOf(urn: string): JsonObject[] {
  return objectsOf(schemas.find(({ id }) => id === urn)?.attributes);
}

function attributeOf(urn: string, name: string): JsonObject | undefined {
  return attributesOf(urn).find((attribute) => attribute.name === name);
}

function partOf(urn: string, name: string, part: string): JsonObject | undefined {
  return objectsOf(attributeOf(urn, name)?.subAttributes).find((attribute) => attribute.name === part);
}

describe('schemaList', () => {
  it('publishes the schemas of RFC 7643 §8.7.1 under their URNs', () => {
    expect(schemas.map(({ id }) => id)).toEqual([coreUserUrn, coreGroupUrn, enterpriseUserUrn]);
    expect(schemas[2]?.meta)
      .toEqual({ resourceType: 'Schema', location: `${baseUrl}/Schemas/${enterpriseUserUrn}` });
  });

  it.each(['emails', 'phoneNumbers', 'addresses', 'ims'])(
    'gives %s.type canonical values, so that Entra maps it as %s[type eq "work"].value', (name) => {
      expect(partOf(coreUserUrn, name, 'type')?.canonicalValues)
        .toEqual(expect.arrayContaining([expect.any(String)]));
    },
  );

  it.each(['roles', 'entitlements'])(
    'gives %s.type no canonical values, so that Entra maps it as %s[primary eq "True"].value', (name) => {
      expect(partOf(coreUserUrn, name, 'type')).not.toHaveProperty('canonicalValues');
    },
  );

  it('publishes addresses.primary, and no password', () => {
    expect(partOf(coreUserUrn, 'addresses', 'primary')).toMatchObject({ type: 'boolean' });
    expect(attributeOf(coreUserUrn, 'password')).toBeUndefined();
  });

  it('is truthful about what is required', () => {
    const required = [coreUserUrn, coreGroupUrn, enterpriseUserUrn]
      .flatMap((urn) => attributesOf(urn).filter((attribute) => attribute.required === true));
    expect(required.map(({ name }) => name)).toEqual(['userName', 'displayName']);
  });

  it('holds no null, and spells mutability as the RFC does', () => {
    const text = JSON.stringify(schemas);
    expect(text).not.toContain('null');
    expect(text).toContain('"readWrite"');
    expect(text).not.toMatch(/identifiedBy|defaultValue|maxLength|maxElements/);
  });
});

describe('resourceTypeList', () => {
  it('has id equal to name and no required extension', () => {
    expect(parsed(resourceTypeList(baseUrl, [userType, groupType]))).toMatchObject({
      totalResults: 2,
      Resources: [
        {
          id: 'User', name: 'User', endpoint: '/Users', schema: coreUserUrn,
          schemaExtensions: [{ schema: enterpriseUserUrn, required: false }],
          meta: { location: `${baseUrl}/ResourceTypes/User` },
        },
        { id: 'Group', name: 'Group', endpoint: '/Groups', schema: coreGroupUrn },
      ],
    });
  });

  it('lists only the types that are served', () => {
    expect(parsed(resourceTypeList(baseUrl, [userType])).totalResults).toBe(1);
    expect(objectsOf(parsed(schemaList(baseUrl, [userType])).Resources)).toHaveLength(2);
  });
});

describe('serviceProviderConfig', () => {
  const features = { maxResults: 1000, sort: false, defaultPageSize: 100 };

  it('has every block that clients look for, and promises only what is there', () => {
    expect(serviceProviderConfig(baseUrl, features)).toMatchObject({
      patch: { supported: true },
      bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
      filter: { supported: true, maxResults: 1000 },
      changePassword: { supported: false },
      sort: { supported: false },
      etag: { supported: true },
      pagination: { cursor: false, index: true, maxPageSize: 1000, defaultPageSize: 100 },
      authenticationSchemes: [{ type: 'oauthbearertoken', primary: true }],
      meta: { location: `${baseUrl}/ServiceProviderConfig` },
    });
  });

  it('shows bulk, cursors and documentation when they are there', () => {
    expect(serviceProviderConfig(baseUrl, {
      ...features, bulk: { maxOperations: 1000, maxPayloadSize: 1_048_576 }, cursor: { timeout: 3600 },
      documentationUri: 'https://app.test/docs', interopProfileConformant: true,
    })).toMatchObject({
      documentationUri: 'https://app.test/docs',
      bulk: { supported: true, maxOperations: 1000, maxPayloadSize: 1_048_576 },
      pagination: { cursor: true, cursorTimeout: 3600 },
      interopProfileConformant: true,
    });
  });
});
