import { describe, expect, it } from 'vitest';
import { staffType, staffUrn, teamType, teamUrn } from '@/testing/staff-extension';
import { resourceTypeList, schemaList, serviceProviderConfig } from './discovery';
import { isJsonObject, type JsonObject, type JsonValue } from './json';
import { groupType, roleTypes, userType } from './schema/registry';
import { coreGroupUrn, coreRoleUrn, coreUserUrn, enterpriseUserUrn, oktaRoleUrn } from './urns';

const baseUrl = 'https://app.test/scim/v2';
const schemas = objectsOf(parsed(schemaList(baseUrl, [userType, groupType])).Resources);

const features = {
  documentationUri: 'https://app.test/docs',
  bulk: { maxOperations: 1000, maxPayloadSize: 1_048_576 },
  defaultPageSize: 100,
  maxPageSize: 1000,
  cursorTimeout: 3600,
};

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

  it('lists the extensions of a tenant, of groups as well', () => {
    const [user, group] = objectsOf(parsed(resourceTypeList(baseUrl, [
      staffType,
      teamType,
    ])).Resources);
    expect(user?.schemaExtensions).toContainEqual({ schema: staffUrn, required: false });
    expect(group?.schemaExtensions).toEqual([{ schema: teamUrn, required: false }]);
    expect(objectsOf(parsed(schemaList(baseUrl, [staffType, teamType])).Resources).map(({ id }) => id))
      .toEqual([coreUserUrn, coreGroupUrn, enterpriseUserUrn, staffUrn, teamUrn]);
  });
});

describe.each([['okta', oktaRoleUrn, undefined], ['ietf', coreRoleUrn, {
  roles: { supported: true, multipleRolesSupported: true, primarySupported: true, typeSupported: true },
  entitlements: { supported: false },
}]] as const)('roles in the form %s', (form, urn, block) => {
  const types = [userType, groupType, roleTypes[form]];

  it('are a resource type of their own, whose attributes nobody writes', () => {
    const resource = objectsOf(parsed(resourceTypeList(baseUrl, types)).Resources)[2];
    expect(resource).toMatchObject({ id: 'Role', name: 'Role', endpoint: '/Roles', schema: urn });
    const schema = objectsOf(parsed(schemaList(baseUrl, types)).Resources)[2];
    expect(schema).toMatchObject({ id: urn, name: 'Role', meta: { location: `${baseUrl}/Schemas/${urn}` } });
    const attributes = objectsOf(schema?.attributes);
    expect(attributes.map(({ name }) => name)).toEqual([
      'displayName', 'description', 'value', 'display', 'type', 'supported',
    ]);
    expect(new Set(attributes.map(({ mutability }) => mutability))).toEqual(new Set(['readOnly']));
  });

  it('are announced as the draft wants it to those alone who read its form', () => {
    expect(serviceProviderConfig(baseUrl, features, roleTypes[form]).RolesAndEntitlements).toEqual(block);
  });
});

describe('serviceProviderConfig', () => {
  it('has every block that clients look for', () => {
    expect(serviceProviderConfig(baseUrl, features, roleTypes.okta)).toMatchObject({
      documentationUri: 'https://app.test/docs',
      patch: { supported: true },
      bulk: { supported: true, maxOperations: 1000, maxPayloadSize: 1_048_576 },
      filter: { supported: true, maxResults: 1000 },
      changePassword: { supported: false },
      sort: { supported: true },
      etag: { supported: true },
      pagination: {
        cursor: true,
        index: true,
        defaultPaginationMethod: 'index',
        defaultPageSize: 100,
        maxPageSize: 1000,
        cursorTimeout: 3600,
      },
      authenticationSchemes: [{ type: 'oauthbearertoken', primary: true }],
      meta: { location: `${baseUrl}/ServiceProviderConfig` },
    });
  });
});
