import { describe, expect, it } from 'vitest';
import { staffType, staffUrn, teamType, teamUrn } from '@/testing/staff-extension';
import { schemaList } from './discovery';
import { isJsonObject, type JsonObject, type JsonValue } from './json';
import { coreGroupUrn, coreUserUrn, enterpriseUserUrn } from './urns';

/**
 * Schema_Discoverability_Test of Microsoft's gallery validation (SCIMTests_Workflow.json in
 * AzureAD/SCIMReferenceCode): /Schemas is flattened into the names by which Entra maps attributes, and every
 * mapped one but `id` must be among them, whatever its case.
 */
const published = objectsIn(
  (JSON.parse(schemaList('https://app.test/scim/v2', [staffType, teamType])) as JsonObject).Resources,
);

const userNames = new Set([
  ...attributesOf(coreUserUrn).flatMap(flatten),
  ...published
    .filter(({ id }) => id !== coreUserUrn && id !== coreGroupUrn)
    .flatMap(({ id, attributes }) =>
      objectsIn(attributes).map(({ name }) => `${String(id)}:${String(name)}`)),
].map((name) => name.toLowerCase()));

const groupNames = new Set(attributesOf(coreGroupUrn).flatMap(flatten).map((name) => name.toLowerCase()));

function objectsIn(value: JsonValue | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

function attributesOf(urn: string): JsonObject[] {
  return objectsIn(published.find(({ id }) => id === urn)?.attributes);
}

function flatten(attribute: JsonObject): string[] {
  const name = String(attribute.name);
  if (name === 'manager' || name === 'members') return [name];
  if (attribute.type === 'complex' && attribute.multiValued === true) return flattenList(name, attribute);
  if (attribute.type !== 'complex') return attribute.type === 'reference' ? [] : [name];
  return objectsIn(attribute.subAttributes)
    .filter(({ type }) => type !== 'complex' && type !== 'reference')
    .map((part) => `${name}.${String(part.name)}`);
}

function flattenList(name: string, { subAttributes }: JsonObject): string[] {
  const parts = objectsIn(subAttributes);
  const names = parts.map((part) => String(part.name)).filter((part) => part !== 'primary');
  const types = parts.find((part) => part.name === 'type')?.canonicalValues;
  if (!Array.isArray(types)) return names.map((part) => `${name}[primary eq "True"].${part}`);
  return types.flatMap((type) =>
    names.filter((part) => part !== 'type').map((part) => `${name}[type eq "${String(type)}"].${part}`));
}

describe('Microsoft Entra ID finds in /Schemas', () => {
  it.each([
    'userName',
    'active',
    'displayName',
    'title',
    'emails[type eq "work"].value',
    'preferredLanguage',
    'name.givenName',
    'name.familyName',
    'name.formatted',
    'addresses[type eq "work"].formatted',
    'addresses[type eq "work"].streetAddress',
    'addresses[type eq "work"].locality',
    'addresses[type eq "work"].region',
    'addresses[type eq "work"].postalCode',
    'addresses[type eq "work"].country',
    'phoneNumbers[type eq "work"].value',
    'phoneNumbers[type eq "mobile"].value',
    'phoneNumbers[type eq "fax"].value',
    'externalId',
    `${enterpriseUserUrn}:employeeNumber`,
    `${enterpriseUserUrn}:department`,
    `${enterpriseUserUrn}:manager`,
  ])('the attribute %s, which it maps for users unless told otherwise', (name) => {
    expect([...userNames]).toContain(name.toLowerCase());
  });

  it.each([
    'nickName',
    'userType',
    'locale',
    'timezone',
    'roles[primary eq "True"].value',
    'roles[primary eq "True"].display',
    'roles[primary eq "True"].type',
    'emails[type eq "other"].value',
    `${enterpriseUserUrn}:costCenter`,
    `${enterpriseUserUrn}:organization`,
    `${enterpriseUserUrn}:division`,
    `${staffUrn}:badge`,
    `${teamUrn}:costCenter`,
  ])('the attribute %s, which admins map', (name) => {
    expect([...userNames]).toContain(name.toLowerCase());
  });

  it.each(['displayName', 'externalId', 'members'])('the attribute %s of groups', (name) => {
    expect([...groupNames]).toContain(name.toLowerCase());
  });
});
