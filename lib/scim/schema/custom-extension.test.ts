import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { schemaResource } from '../discovery';
import { coreUserUrn, enterpriseUserUrn, oktaRoleUrn, patchOpUrn } from '../urns';
import { customExtensionSchema, toSchema } from './custom-extension';
import { clashingUrn, customUrnSchema } from './custom-urn';
import { extendedRegistry } from './extended-registry';
import { coreRegistry } from './registry';
import { resolvePath } from './resolve-path';

const urn = 'urn:acme:scim:staff:1.0:User';
const staff = {
  urn,
  resourceType: 'User',
  name: 'Staff',
  attributes: [{ name: 'team', type: 'string' }],
};

function faultsOf(changes: object): string[] {
  const parsed = customExtensionSchema.safeParse({ ...staff, ...changes });
  const issues = parsed.error?.issues ?? [];
  return issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

describe('customUrnSchema', () => {
  it.each([
    urn,
    'urn:ietf:params:scim:schemas:extension:CustomExtensionName:2.0:User',
    'URN:Okta:example_app:1.0:user:custom',
    'urn:x-1:a',
    `urn:acme:${'a'.repeat(191)}`,
  ])('takes %s', (text) => {
    expect(customUrnSchema.parse(` ${text} `)).toBe(text);
  });

  it.each([
    ['nothing', ''],
    ['no URN', 'https://acme.test/staff'],
    ['a namespace alone', 'urn:acme'],
    ['a namespace of one character', 'urn:a:staff'],
    ['a namespace that ends with a hyphen', 'urn:acme-:staff'],
    ['a colon at the end', 'urn:acme:staff:'],
    ['a space', 'urn:acme:my staff'],
    ['what ends a name in a filter', 'urn:acme:staff[x]'],
    ['what separates names in a list', 'urn:acme:staff,team'],
    ['what separates the segments of a path', 'urn:acme:staff/team'],
    ['a percent sign', 'urn:acme:staff%20team'],
    ['a fragment', 'urn:acme:staff#team'],
    ['a NUL character', 'urn:acme:staff\0'],
    ['more than 200 characters', `urn:acme:${'a'.repeat(192)}`],
    ['the core user', coreUserUrn],
    ['the core user in another case', coreUserUrn.toUpperCase()],
    ['what a core URN continues', 'urn:ietf:params:scim:schemas:core'],
    ['what would continue the core user', `${coreUserUrn}:staff`],
    ['Enterprise User', enterpriseUserUrn],
    ['Enterprise User as Microsoft misspells it', 'urn:ietf:params:scim:schemas:extension:enterprise:2.0User'],
    ['what would continue Enterprise User with a dot', `${enterpriseUserUrn}.staff`],
    ['a role as Okta has it', oktaRoleUrn],
    ['what would continue a role as Okta has it', `${oktaRoleUrn}:staff`],
    ['a message', patchOpUrn],
  ])('refuses %s', (_what, text) => {
    expect(customUrnSchema.safeParse(text).success).toBe(false);
  });
});

describe('clashingUrn', () => {
  it.each([
    ['the same, in another case', urn.toUpperCase()],
    ['one that it continues', 'urn:acme:scim:staff:1.0'],
    ['one that it continues after a dot', 'urn:acme:scim:staff:1'],
    ['one that continues it', `${urn}:office`],
    ['one that continues it after a dot', `${urn}.office`],
  ])('finds %s', (_what, other) => {
    expect(clashingUrn(urn, ['urn:other:thing', other])).toBe(other);
  });

  it('leaves alone what only begins alike', () => {
    const others = [`${urn}2`, 'urn:acme:scim:sta', 'urn:acme:scim:staff:1.0:Users'];
    expect(clashingUrn(urn, others)).toBeUndefined();
  });
});

describe('customExtensionSchema', () => {
  it('fills in what RFC 7643 §2.2 takes for granted, and reads switches as forms send them', () => {
    const codes = { name: 'codes', type: 'string', multiValued: 'on', caseExact: 'true' };
    const { attributes } = customExtensionSchema.parse({ ...staff, attributes: [...staff.attributes, codes] });
    expect(attributes).toEqual([
      { name: 'team', type: 'string', multiValued: false, caseExact: false, description: '' },
      { name: 'codes', type: 'string', multiValued: true, caseExact: true, description: '' },
    ]);
  });

  it.each<[what: string, changes: object, field: string]>([
    ['no attribute', { attributes: [] }, 'attributes: Add at least one'],
    [
      'an attribute without a name',
      { attributes: [{ name: ' ', type: 'string' }] },
      'attributes.0.name: Enter a name',
    ],
    [
      'more than 100 attributes',
      { attributes: Array.from({ length: 101 }, (_, index) => ({ name: `a${index}`, type: 'string' })) },
      'attributes: An extension has at most 100',
    ],
    [
      'two names that differ in case',
      { attributes: [{ name: 'Team', type: 'string' }, { name: 'team', type: 'integer' }] },
      'attributes: Two attributes are called team',
    ],
    ['a complex type', { attributes: [{ name: 'a', type: 'complex' }] }, 'attributes.0.type: Choose a type'],
    [
      'a case-exact number',
      { attributes: [{ name: 'a', type: 'integer', caseExact: true }] },
      'attributes.0.caseExact: Only attributes of type string',
    ],
    ['another resource type', { resourceType: 'Device' }, 'resourceType: Choose what'],
    ['no name', { name: ' ' }, 'name: Enter a name'],
    ['a line break in the name', { name: 'Staff\nof Acme' }, 'name: Leave out line breaks'],
    ['half a surrogate pair in the description', { description: '\ud800' }, 'description: Leave out'],
  ])('refuses %s, and says where', (_what, changes, fault) => {
    expect(faultsOf(changes)).toEqual([expect.stringContaining(fault)]);
  });

  it.each([
    '1st', 'my team', 'a.b', 'a:b', '$ref', 'straße', '__proto__', 'constructor', 'Prototype', 'toString',
    'hasownproperty', 'a'.repeat(101),
  ])('refuses the attribute name %j', (name) => {
    const [fault, ...others] = faultsOf({ attributes: [{ name, type: 'string' }] });
    expect(others).toEqual([]);
    expect(fault).toContain(`attributes.0.name: "${name}" is no attribute name`);
  });
});

describe('a registered extension', () => {
  const definition = customExtensionSchema.parse({
    ...staff,
    attributes: [
      { name: 'team', type: 'string', description: 'Where somebody works.' },
      { name: 'badge', type: 'string', caseExact: true },
      { name: 'floors', type: 'integer', multiValued: true },
      { name: 'handbook', type: 'reference' },
    ],
  });

  it('is published as a schema without anything that its types do not have', () => {
    const common = {
      multiValued: false,
      required: false,
      mutability: 'readWrite',
      returned: 'default',
      uniqueness: 'none',
    };
    expect(schemaResource('https://app.test', toSchema(definition))).toMatchObject({
      id: urn,
      name: 'Staff',
      description: 'Staff',
      attributes: [
        { ...common, name: 'team', type: 'string', description: 'Where somebody works.', caseExact: false },
        { ...common, name: 'badge', type: 'string', description: 'badge', caseExact: true },
        { ...common, name: 'floors', type: 'integer', description: 'floors', multiValued: true },
        { ...common, name: 'handbook', type: 'reference', caseExact: true, referenceTypes: ['external'] },
      ],
    });
  });

  it('belongs to its resource type and leaves the other one as all tenants have it', () => {
    const registry = extendedRegistry([definition]);
    expect(registry.User.extensions.map(({ id }) => id)).toEqual([enterpriseUserUrn, urn]);
    expect(registry.Group).toBe(coreRegistry.Group);
    expect(resolvePath(registry.User, `${urn.toUpperCase()}:TEAM`)).toMatchObject({
      kind: 'attribute',
      extension: { id: urn },
      attribute: { name: 'team' },
    });
    expect(extendedRegistry([])).toEqual(coreRegistry);
  });

  it('keeps its attributes, whatever other extensions the tenant has', () => {
    const segment = fc.constantFrom('a', 'b', 'team', '1', '1.0', '1.0.2', 'User', 'a.team');
    const urns = fc.array(fc.array(segment, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(urns, (drawn) => {
        const accepted: string[] = [];
        for (const candidate of drawn.map((segments) => `urn:acme:${segments.join(':')}`)) {
          if (clashingUrn(candidate, accepted) === undefined) accepted.push(candidate);
        }
        const names = ['a', 'b', 'team', 'User'];
        const attributes = names.map((name) => ({ name, type: 'string' }));
        const definitions = accepted.map((id) => customExtensionSchema.parse({ ...staff, urn: id, attributes }));
        const { User } = extendedRegistry(definitions);
        for (const id of accepted) {
          for (const name of names) {
            const found = { kind: 'attribute', extension: { id }, attribute: { name } };
            expect(resolvePath(User, `${id}:${name}`)).toMatchObject(found);
            expect(resolvePath(User, `${id}:${name}`.toUpperCase())).toMatchObject(found);
          }
        }
      }),
    );
  });
});
