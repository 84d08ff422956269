import { describe, expect, it } from 'vitest';
import { staffType, staffUrn } from '@/testing/staff-extension';
import { quirks, type QuirkName } from '../dialect';
import type { JsonObject, JsonValue } from '../json';
import { coreGroupUrn, coreUserUrn, enterpriseUserUrn } from '../urns';
import { canonicalize } from './canonicalize';
import { groupType, userType } from './registry';

const ana = { userName: 'ana', active: true };
const inEnterprise = (values: JsonObject) => ({ ...ana, [enterpriseUserUrn]: values });

/** What each provider is known to send on POST, and the document it means: title, body, document, quirks. */
const dialect: [string, JsonObject, JsonObject, QuirkName[]][] = [
  ['a boolean as text', { userName: 'ana', active: 'False' }, { userName: 'ana', active: false },
    ['booleanAsText']],
  ['a boolean as text inside a list', { ...ana, emails: [{ value: 'a', primary: 'true' }] },
    { ...ana, emails: [{ value: 'a', primary: true }] }, ['booleanAsText']],
  ['a number for a text', { ...ana, [enterpriseUserUrn]: { employeeNumber: 701984 } },
    inEnterprise({ employeeNumber: '701984' }), ['numberForText']],
  ['texts for numbers', { ...ana, [staffUrn]: { grade: '7', floors: ['1', 2] } },
    { ...ana, [staffUrn]: { grade: 7, floors: [1, 2] } }, ['textForNumber']],
  ['an array for a single value', { ...ana, title: ['CEO'] }, { ...ana, title: 'CEO' }, ['arrayForSingle']],
  ['one object for a list', { ...ana, emails: { value: 'a' } }, { ...ana, emails: [{ value: 'a' }] },
    ['singleForArray']],
  ['texts for a list of objects', { ...ana, emails: ['a', 'b'] },
    { ...ana, emails: [{ value: 'a' }, { value: 'b' }] }, ['textForComplex']],
  ['manager as a text', { ...ana, [enterpriseUserUrn]: { manager: 'm1' } },
    inEnterprise({ manager: { value: 'm1' } }),
    ['textForComplex']],
  ['manager as an array', { ...ana, [enterpriseUserUrn]: { manager: [{ $ref: '…/Users/m1', value: 'm1' }] } },
    inEnterprise({ manager: { value: 'm1' } }), ['arrayForSingle']],
  ['manager by $ref alone', { ...ana, [enterpriseUserUrn]: { manager: { $ref: 'https://x.test/Users/m1' } } },
    inEnterprise({ manager: { value: 'm1' } }), ['valueFromReference']],
  ['manager with an empty value', { ...ana, [enterpriseUserUrn]: { manager: { value: '' } } }, ana,
    ['emptyTextUnassigns']],
  ['an empty text', { ...ana, title: '' }, ana, ['emptyTextUnassigns']],
  ['a role as JSON in a text', {
    ...ana,
    roles: [{ value: '{"id":"1","value":"admin","displayName":"Boss","primary":true,"__proto__":{}}' }],
  }, { ...ana, roles: [{ value: 'admin', display: 'Boss' }] }, ['roleAsJsonText']],
  ['a role as JSON with an id alone', { ...ana, roles: [{ value: '{"id":"06b0"}', primary: 'True' }] },
    { ...ana, roles: [{ value: '06b0', primary: true }] }, ['booleanAsText', 'roleAsJsonText']],
  ['a role whose text is JSON of another kind',
    { ...ana, roles: [{ value: '{"name":1}' }, { value: '{oops' }] },
    { ...ana, roles: [{ value: '{"name":1}' }, { value: '{oops' }] }, []],
  ['displayName of a role',
    { ...ana, roles: [{ value: 'admin', displayName: 'Administrator', primary: false }] },
    { ...ana, roles: [{ value: 'admin', display: 'Administrator', primary: false }] }, ['roleDisplayName']],
  ['the misspelt enterprise URN', {
    ...ana, 'urn:ietf:params:scim:schemas:extension:enterprise:2.0User': { department: 'R&D' },
  }, inEnterprise({ department: 'R&D' }), ['malformedEnterpriseUrn']],
  ['flat department and manager', { ...ana, department: 'R&D', manager: 'm1' },
    inEnterprise({ department: 'R&D', manager: { value: 'm1' } }),
    ['flatExtensionAttribute', 'textForComplex']],
  ['a dot after the URN', { ...ana, [`${enterpriseUserUrn}.department`]: 'R&D' },
    inEnterprise({ department: 'R&D' }), ['dotAfterUrn']],
  ["Microsoft's group schema of 2006 is no user schema", {
    ...ana,
    schemas: [coreUserUrn, 'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group'],
  }, ana, ['legacyGroupSchema']],
];

/** What needs no repair: title, body, document, what was ignored. */
const plain: [string, JsonObject, JsonObject, string[]][] = [
  ['names in any case',
    { USERNAME: 'ana', Name: { GIVENNAME: 'Ana' }, [enterpriseUserUrn.toUpperCase()]: { Department: 'R' } },
    { ...ana, name: { givenName: 'Ana' }, [enterpriseUserUrn]: { department: 'R' } }, []],
  ['core attributes under their URN', { [coreUserUrn]: { userName: 'ana' }, [`${coreUserUrn}:title`]: 'CEO' },
    { ...ana, title: 'CEO' }, []],
  ['active is true when it is not sent', { userName: 'ana' }, ana, []],
  ['what the service provider keeps is dropped', {
    ...ana, schemas: [coreUserUrn], id: 'x', meta: { resourceType: 'User' }, groups: [{ value: 'g' }],
    [enterpriseUserUrn]: { manager: { value: 'm1', displayName: 'Leo' } },
  }, inEnterprise({ manager: { value: 'm1' } }), []],
  ['a password is discarded and noted', { ...ana, password: 'hunter2' }, ana, ['password']],
  ['nulls and empty lists are unassigned', {
    ...ana, addresses: null, roles: [], title: null, name: { givenName: null },
    emails: [null, { value: null }],
    [enterpriseUserUrn]: null,
  }, ana, []],
  ['unknown attributes are ignored and noted', {
    ...ana, shoeSize: 43, name: { givenName: 'Ana', shoe: 1 },
    emails: [{ value: 'a', x: 1 }, { value: 'b', x: 2 }],
    'urn:acme:2.0:User': { badge: 1 }, [enterpriseUserUrn]: { badge: 1 },
  }, { ...ana, name: { givenName: 'Ana' }, emails: [{ value: 'a' }, { value: 'b' }] },
  ['shoeSize', 'name.shoe', 'emails.x', 'urn:acme:2.0:User', `${enterpriseUserUrn}:badge`]],
  ['repetitions become one', {
    ...ana, roles: [{ value: 'admin' }, { value: 'Admin', display: 'A' }],
    emails: [{ value: 'a', type: 'work' }, { value: 'a', type: 'home' },
      { value: 'A', type: 'Work', primary: true }],
  }, {
    ...ana, roles: [{ value: 'Admin', display: 'A' }],
    emails: [{ value: 'A', type: 'Work', primary: true }, { value: 'a', type: 'home' }],
  }, []],
  ['values stay as they were sent', {
    ...ana, phoneNumbers: [{ value: ' +1 (555) 0100 ' }], locale: 'anything', timezone: 'Mars',
    profileUrl: 'no url',
  }, {
    ...ana, phoneNumbers: [{ value: ' +1 (555) 0100 ' }], locale: 'anything', timezone: 'Mars',
    profileUrl: 'no url',
  }, []],
];

describe('canonicalize', () => {
  it.each(dialect)('%s', (_, body, document, names) => {
    const canonical = canonicalize(staffType, body, 'compatible');
    expect(canonical.document).toEqual(document);
    expect([...new Set(canonical.repairs.map(({ quirk }) => quirk))].sort()).toEqual([...names].sort());
  });

  it.each(dialect.filter(([, , , names]) => names.length > 0 && !names.includes('emptyTextUnassigns')))(
    'strict mode refuses %s', (_, body) => {
      expect(() => canonicalize(staffType, { schemas: [coreUserUrn], ...body }, 'strict'))
        .toThrow(expect.objectContaining({ status: 400, scimType: 'invalidValue' }));
    },
  );

  it.each(plain)('%s', (_, body, document, ignored) => {
    expect(canonicalize(userType, body, 'compatible'))
      .toEqual({ document, ignored, repairs: [], unregistered: expect.any(Array) as unknown[] });
  });

  it('strict mode refuses unknown attributes, keeps an empty text, and wants the core schema named', () => {
    const refused = expect.objectContaining({ scimType: 'invalidSyntax' });
    expect(() => canonicalize(userType, { schemas: [coreUserUrn], ...ana, shoeSize: 43 }, 'strict'))
      .toThrow(refused);
    expect(() => canonicalize(userType, ana, 'strict')).toThrow(refused);
    expect(canonicalize(userType, { schemas: [coreUserUrn], ...ana, title: '', password: 'x' }, 'strict'))
      .toEqual({ document: { ...ana, title: '' }, ignored: ['password'], repairs: [], unregistered: [] });
  });

  it.each<[string, JsonValue]>([
    ['no object', ['ana']],
    ['a ListResponse', { schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'], Resources: [] }],
    ['a group', { Schemas: [coreGroupUrn], displayName: 'Finance' }],
  ])('refuses %s with invalidSyntax', (_, body) => {
    expect(() => canonicalize(userType, body, 'compatible'))
      .toThrow(expect.objectContaining({ scimType: 'invalidSyntax' }));
  });

  it.each<[string, JsonObject]>([
    ['active null', { active: null }],
    ['active yes', { active: 'yes' }],
    ['active 1', { active: 1 }],
    ['active empty', { active: '' }],
    ['active as an object', { active: {} }],
    ['userName as an object', { userName: {} }],
    ['title as a boolean', { title: true }],
    ['two titles', { title: ['a', 'b'] }],
    ['name as a text', { name: 'Ana' }],
    ['an address as a text', { addresses: ['Main Street'] }],
    ['a list in a list', { emails: [[{ value: 'a' }, { value: 'b' }]] }],
    ['a decimal for an integer', { [staffUrn]: { grade: 1.5 } }],
    ['an infinite number', { [staffUrn]: { rate: Infinity } }],
    ['a number beyond 2^53', { [staffUrn]: { grade: 2 ** 53 } }],
    ['a number beyond 2^53 for a text', { [staffUrn]: { badge: 2 ** 60 } }],
    ['a day that does not exist', { [staffUrn]: { hiredAt: '2011-02-31T00:00:00Z' } }],
    ['objects in a list of texts', { [staffUrn]: { tags: [{ value: 'a' }] } }],
    ['lists in a list of texts', { [staffUrn]: { tags: [['a']] } }],
    ['an extension as a text', { [enterpriseUserUrn]: 'R&D' }],
  ])('refuses %s with invalidValue', (_, body) => {
    expect(() => canonicalize(staffType, { userName: 'ana', ...body }, 'compatible'))
      .toThrow(expect.objectContaining({ scimType: 'invalidValue' }));
  });

  it('keeps the members of a group by identifier alone, once each', () => {
    expect(canonicalize(groupType, {
      schemas: [coreGroupUrn, 'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group'],
      displayName: 'Finance',
      members: [{ value: 'u-1', display: 'Ana', $ref: null }, { value: 'g-2', type: 'Group' },
        { value: 'u-1' }],
    }, 'compatible')).toMatchObject({
      document: { displayName: 'Finance', members: [{ value: 'u-1' }, { value: 'g-2', type: 'Group' }] },
      repairs: [{ quirk: 'legacyGroupSchema', path: 'schemas' }],
    });
  });

  it.each<[string, JsonObject]>([
    ['a name alone', { display: 'Ana' }], ['nothing', {}], ['no identifier', { value: null }],
  ])('refuses a member that has %s, which must not clear the group', (_, member) => {
    expect(() => canonicalize(groupType, { displayName: 'Finance', members: [member] }, 'compatible'))
      .toThrow('Every element of `members` needs a `value`');
  });

  it('keeps every type of an extension of the tenant, and each element of a list once', () => {
    const staff = {
      badge: 'B1', onSite: false, grade: 0, rate: 12.5, hiredAt: '2026-01-31T08:00:00+01:00', handbook: 'h',
      tags: ['a'], codes: ['a', 'A'], floors: [1, 2], scores: [0.5], flags: [true, false],
      shifts: ['2026-01-01T00:00:00Z'], links: ['l'],
    };
    const repeated = {
      ...staff,
      tags: ['a', 'a', '', null], codes: ['a', 'A', 'a'], floors: [1, 2, 1], flags: [true, false, true],
      shifts: ['2026-01-01T01:00:00+01:00', '2026-01-01T00:00:00Z'], links: ['l', 'l'],
    };
    expect(canonicalize(staffType, { ...ana, [staffUrn]: repeated }, 'compatible').document)
      .toEqual({ ...ana, [staffUrn]: staff });
  });

  it('says of a repair what an administrator can understand', () => {
    expect(canonicalize(userType, { userName: 'ana', active: 'False' }, 'compatible').repairs).toEqual([{
      quirk: 'booleanAsText', path: 'active', sentence: '`active` arrived as text "False": read as false',
    }]);
  });

  it('puts no key of the body into a prototype', () => {
    const text = '{"userName":"ana","__proto__":{"active":false},"name":{"__proto__":{"x":1}}}';
    const body = JSON.parse(text) as JsonObject;
    const { document } = canonicalize(userType, body, 'compatible');
    expect(document).toEqual(ana);
    expect(Object.getPrototypeOf(document)).toBe(Object.prototype);
  });

  it('notes no more than 100 names, each cut to 200 characters', () => {
    const names = Array.from({ length: 500 }, (_, index) => `x${index}${'y'.repeat(500)}`);
    const body = Object.fromEntries(names.map((name) => [name, 1]));
    const { ignored } = canonicalize(userType, { ...body, userName: 'ana' }, 'compatible');
    expect(ignored).toHaveLength(100);
    expect(ignored.every((name) => name.length === 200)).toBe(true);
  });
});

describe('quirks', () => {
  it('all have a case, here or among the cases of PATCH', () => {
    const onlyInPatch: QuirkName[] = ['pathAsKey', 'elementFromFilter'];
    const covered = new Set([...dialect.flatMap(([, , , names]) => names), ...onlyInPatch]);
    expect(Object.keys(quirks).filter((name) => !covered.has(name as QuirkName))).toEqual([]);
  });
});
