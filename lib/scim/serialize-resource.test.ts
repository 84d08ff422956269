import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupDocument, staffDocument, userDocument } from '@/testing/scim-arbitraries';
import { staffType, staffUrn, teamType, teamUrn } from '@/testing/staff-extension';
import { isJsonObject, type JsonObject, type JsonValue } from './json';
import { parseProjection, type AttributeTree, type Projection } from './projection';
import { metaOf, schemasOf, type ScimDocument, type ServerFacts } from './resource';
import { coreAttributes, groupType, userType, type ResourceType } from './schema/registry';
import { serializeResource } from './serialize-resource';
import { coreUserUrn, enterpriseUserUrn } from './urns';

const facts: ServerFacts = {
  id: 'u-1',
  version: 3,
  created: new Date('2026-11-21T10:00:00.000Z'),
  lastModified: new Date('2026-11-21T11:00:00.000Z'),
  location: 'https://app.test/scim/v2/Users/u-1',
};

const document: ScimDocument = {
  [enterpriseUserUrn]: { manager: { value: 'u-9' }, department: 'R&D' },
  active: true,
  userName: 'ana@acme.test',
  name: { givenName: 'Ana', familyName: 'Ruiz' },
  emails: [{ value: 'ana@acme.test', type: 'work', primary: true }, { type: 'home' }],
};

const meta = {
  resourceType: 'User',
  created: '2026-11-21T10:00:00.000Z',
  lastModified: '2026-11-21T11:00:00.000Z',
  location: 'https://app.test/scim/v2/Users/u-1',
  version: 'W/"3"',
};

const user: JsonObject = { ...document, schemas: [coreUserUrn, enterpriseUserUrn], id: 'u-1', meta };
const always = { schemas: [coreUserUrn], id: 'u-1' };
const { [enterpriseUserUrn]: enterprise, ...core } = user;

function served(
  type: ResourceType,
  parameters: Parameters<typeof parseProjection>[1],
  shown: ScimDocument = document,
  known: ServerFacts = facts,
): JsonObject {
  return JSON.parse(serializeResource(parseProjection(type, parameters), shown, known)) as JsonObject;
}

describe('serializeResource', () => {
  it('adds what the service provider knows, in the order of the schemas', () => {
    const $ref = 'https://app.test/scim/v2/Groups/g-1';
    const groups = [{ value: 'g-1', $ref, display: 'Finance', type: 'direct' as const }];
    const resource = served(userType, {}, document, {
      ...facts, groups: JSON.stringify(groups), manager: { displayName: 'Leo' },
    });
    expect(resource).toEqual({
      ...user,
      groups,
      [enterpriseUserUrn]: { department: 'R&D', manager: { value: 'u-9', displayName: 'Leo' } },
    });
    expect(Object.keys(resource)).toEqual([
      'schemas', 'id', 'userName', 'name', 'active', 'emails', 'groups', enterpriseUserUrn, 'meta',
    ]);
    expect(Object.keys(resource.name ?? {})).toEqual(['familyName', 'givenName']);
  });

  it('leaves out unassigned attributes', () => {
    expect(served(userType, {}, { userName: 'ana' }))
      .toEqual({ ...always, userName: 'ana', meta });
  });

  it('takes the members of a group as text, and shows an empty list of them', () => {
    const group = (members?: string) =>
      JSON.parse(serializeResource(parseProjection(groupType, {}), { displayName: 'Finance' }, facts, members)) as object;
    expect(group('[{"value":"u-1"}]')).toMatchObject({ displayName: 'Finance', members: [{ value: 'u-1' }] });
    expect(group('[]')).toMatchObject({ members: [] });
    expect(group()).not.toHaveProperty('members');
  });

  /** RFC 7644 §3.9: attributes, what is shown. */
  it.each<[string, object]>([
    ['userName', { ...always, userName: 'ana@acme.test' }],
    ['USERNAME, id', { ...always, userName: 'ana@acme.test' }],
    ['name.givenName', { ...always, name: { givenName: 'Ana' } }],
    ['name.givenName,name', { ...always, name: document.name }],
    ['emails.value', { ...always, emails: [{ value: 'ana@acme.test' }] }],
    ['emails[type eq "work"]', { ...always, emails: document.emails }],
    ['emails[type eq "a,b"].value,userName', {
      ...always, userName: 'ana@acme.test', emails: [{ value: 'ana@acme.test' }],
    }],
    [`${enterpriseUserUrn}:department`, {
      ...always, schemas: user.schemas, [enterpriseUserUrn]: { department: 'R&D' },
    }],
    [enterpriseUserUrn, { ...always, schemas: user.schemas, [enterpriseUserUrn]: enterprise }],
    [`${coreUserUrn}:userName`, { ...always, userName: 'ana@acme.test' }],
    ['meta', { ...always, meta }],
    ['password', always],
    ['nothing.known,__proto__', always],
  ])('attributes=%s', (attributes, shown) => {
    expect(served(userType, { attributes })).toEqual(shown);
  });

  it.each<[string, object]>([
    ['id,schemas,userName', { ...user, userName: undefined }],
    ['name.givenName', { ...user, name: { familyName: 'Ruiz' } }],
    ['emails.type', { ...user, emails: [{ value: 'ana@acme.test', primary: true }] }],
    [enterpriseUserUrn, { ...core, schemas: [coreUserUrn] }],
    ['groups', user],
    ['', user],
  ])('excludedAttributes=%s', (excludedAttributes, shown) => {
    expect(served(userType, { excludedAttributes })).toEqual(shown);
  });
});

/** The resource as an object, and what is shown of it: the long way round, step by step. */
function reference(projection: Projection, shown: ScimDocument, known: ServerFacts): JsonObject {
  const { type, rule, named } = projection;
  const extension = shown[enterpriseUserUrn];
  const manager = isJsonObject(extension) ? extension.manager : undefined;
  const resource: JsonObject = {
    ...shown,
    id: known.id,
    meta: metaOf(type, known),
    ...(known.groups !== undefined && { groups: JSON.parse(known.groups) as JsonValue }),
    ...(isJsonObject(extension) && isJsonObject(manager) && {
      [enterpriseUserUrn]: { ...extension, manager: { ...manager, ...known.manager } },
    }),
  };
  const kept = rule === 'default' ? resource : rule === 'only' ? pick(resource, named) : omit(resource, named);
  const projected: JsonObject = { ...kept, id: known.id };
  return { ...projected, schemas: schemasOf(type, projected) };
}

function pick(value: JsonObject, tree: AttributeTree): JsonObject {
  return mapMembers(value, (name, inner) => {
    const child = tree.children.get(name);
    return child?.whole ? inner : child && mapObjects(inner, (object) => pick(object, child));
  });
}

function omit(value: JsonObject, tree: AttributeTree): JsonObject {
  return mapMembers(value, (name, inner) => {
    const child = tree.children.get(name);
    if (child?.whole) return undefined;
    return child ? mapObjects(inner, (object) => omit(object, child)) : inner;
  });
}

function mapMembers(
  object: JsonObject,
  change: (name: string, value: JsonValue) => JsonValue | undefined,
): JsonObject {
  const members = Object.entries(object).map(([name, value]) => [name, change(name, value)] as const);
  return Object.fromEntries(members.filter(([, value]) => value !== undefined)) as JsonObject;
}

function mapObjects(value: JsonValue, change: (object: JsonObject) => JsonObject): JsonValue | undefined {
  if (Array.isArray(value)) {
    const elements = value.map((element) => mapObjects(element, change)).filter((element) => element !== undefined);
    return elements.length > 0 ? elements : undefined;
  }
  if (!isJsonObject(value)) return value;
  const changed = change(value);
  return Object.keys(changed).length > 0 ? changed : undefined;
}

function namesOf(type: ResourceType): string[] {
  const schemas = [{ id: type.schema.id, attributes: coreAttributes(type) }, ...type.extensions];
  return schemas.flatMap(({ id, attributes }) => [
    id,
    ...attributes.flatMap(({ name, subAttributes = [] }) => {
      const prefix = id === type.schema.id ? '' : `${id}:`;
      return [`${prefix}${name}`, ...subAttributes.map((part) => `${prefix}${name}.${part.name}`)];
    }),
  ]);
}

function projections(type: ResourceType): fc.Arbitrary<Projection> {
  const names = fc.array(fc.constantFrom(...namesOf(type)), { maxLength: 6 }).map((chosen) => chosen.join(','));
  return fc.oneof(
    names.map((attributes) => parseProjection(type, { attributes })),
    names.map((excludedAttributes) => parseProjection(type, { excludedAttributes })),
  );
}

const group = fc.record({
  value: fc.string({ unit: 'binary' }),
  display: fc.string({ unit: 'grapheme' }),
  type: fc.constantFrom('direct' as const, 'indirect' as const),
  $ref: fc.webUrl(),
});
const knownFacts: fc.Arbitrary<ServerFacts> = fc.record({
  groups: fc.option(fc.array(group, { minLength: 1, maxLength: 2 }).map((groups) => JSON.stringify(groups)), {
    nil: undefined,
  }),
  manager: fc.option(fc.record({ displayName: fc.string(), $ref: fc.webUrl() }), { nil: undefined }),
}).map((known) => ({ ...facts, ...known }));

const teamDocument = fc.record({ plain: groupDocument, team: fc.record({ costCenter: fc.string() }) })
  .map(({ plain, team }): JsonObject => ({ ...plain, [teamUrn]: team }));

describe('the compiled serializer shows what the long way round shows', () => {
  it.each<[string, ResourceType, fc.Arbitrary<JsonObject>]>([
    ['users', userType, userDocument],
    [`users with ${staffUrn}`, staffType, staffDocument],
    ['groups', groupType, groupDocument],
    [`groups with ${teamUrn}`, teamType, teamDocument],
  ])('%s', (_, type, documents) => {
    fc.assert(fc.property(projections(type), documents, knownFacts, (projection, shown, known) => {
      const groups = type.name === 'User' ? known.groups : undefined;
      const text = serializeResource(projection, shown, { ...known, groups });
      expect(JSON.parse(text)).toEqual(reference(projection, shown, { ...known, groups }));
    }), { numRuns: 300 });
  });
});
