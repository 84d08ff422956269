import { describe, expect, it } from 'vitest';
import type { QuirkName } from '../dialect';
import type { JsonObject, JsonValue } from '../json';
import type { ConformanceMode } from '../mode';
import { groupType, userType } from '../schema/registry';
import { coreUserUrn, enterpriseUserUrn } from '../urns';
import { applyPatch } from './apply-patch';
import type { PatchOperation } from './patch-op';

const urn = enterpriseUserUrn;
const work = { value: 'a@work', type: 'work' };
const home = { value: 'a@home', type: 'home' };
const base = { userName: 'ana', active: true };

const add = (path: string, value: JsonValue): PatchOperation => ({ op: 'add', path, value });
const replace = (path: string, value: JsonValue): PatchOperation => ({ op: 'replace', path, value });
const remove = (path: string, value?: JsonValue): PatchOperation =>
  value === undefined ? { op: 'remove', path } : { op: 'remove', path, value };
const merge = (value: JsonObject): PatchOperation => ({ op: 'replace', value });
const mergeAdd = (value: JsonObject): PatchOperation => ({ op: 'add', value });

type Case = [title: string, before: JsonObject, operations: PatchOperation[], after: JsonObject];

/** The cells of RFC 7644 §3.5.2 for `add`. `before` and `after` are beside userName and active. */
const adding: Case[] = [
  ['without path: sets, merges and appends', { name: { givenName: 'Ana' }, emails: [work] },
    [mergeAdd({ title: 'CEO', name: { familyName: 'Ruiz' }, emails: [home] })],
    { title: 'CEO', name: { givenName: 'Ana', familyName: 'Ruiz' }, emails: [work, home] }],
  ['simple: sets', {}, [add('nickName', 'x')], { nickName: 'x' }],
  ['simple: overwrites', { nickName: 'x' }, [add('nickName', 'y')], { nickName: 'y' }],
  ['simple: null unassigns', { nickName: 'x' }, [add('nickName', null)], {}],
  ['complex: merges', { name: { givenName: 'Ana' } }, [add('name', { familyName: 'Ruiz' })],
    { name: { givenName: 'Ana', familyName: 'Ruiz' } }],
  ['complex: a null part unassigns it', { name: { givenName: 'Ana', familyName: 'R' } },
    [add('name', { familyName: null })],
    { name: { givenName: 'Ana' } }],
  ['part: makes the parent', {}, [add('name.familyName', 'Ruiz')], { name: { familyName: 'Ruiz' } }],
  ['list: appends', { emails: [work] }, [add('emails', [home])], { emails: [work, home] }],
  ['list: one object', { emails: [work] }, [add('emails', home)], { emails: [work, home] }],
  ['list: skips equal elements', { emails: [work, home] }, [add('emails', [home, work])],
    { emails: [work, home] }],
  ['list: merges an element with the same type and value', { emails: [work] },
    [add('emails', [{ value: 'A@work', type: 'work', primary: true }])],
    { emails: [{ value: 'A@work', type: 'work', primary: true }] }],
  ['list: nothing adds nothing', { emails: [work] }, [add('emails', []), add('emails', null)],
    { emails: [work] }],
  ['list: the new primary takes the mark', { emails: [{ ...work, primary: true }] },
    [add('emails', [{ ...home, primary: true }])],
    { emails: [{ ...work, primary: false }, { ...home, primary: true }] }],
  ['list: of several primaries the last one wins', {},
    [add('emails', [{ ...work, primary: true }, { ...home, primary: true }])],
    { emails: [{ ...work, primary: false }, { ...home, primary: true }] }],
  ['filter: merges into the matches', { emails: [work, home] },
    [add('emails[type eq "work"]', { display: 'W' })],
    { emails: [{ ...work, display: 'W' }, home] }],
  ['filter: without a match adds what it describes', {},
    [add('emails[type eq "WORK" and primary eq true]', { value: 'a@work' })],
    { emails: [{ type: 'work', primary: true, value: 'a@work' }] }],
  ['filter and part: sets it in the matches', { emails: [work, { ...work, value: 'b' }, home] },
    [add('emails[type eq "work"].display', 'W')],
    { emails: [{ ...work, display: 'W' }, { ...work, value: 'b', display: 'W' }, home] }],
  ['filter and part: without a match makes the element', {}, [add('addresses[type eq "work"].country', 'ES')],
    { addresses: [{ type: 'work', country: 'ES' }] }],
  ['filter and part: null without a match does nothing', {}, [add('emails[type eq "work"].value', null)], {}],
  ['extension: merges', { [urn]: { division: 'D' } }, [add(urn, { department: 'R&D' })],
    { [urn]: { division: 'D', department: 'R&D' } }],
  ['extension attribute: makes the extension', {}, [add(`${urn}:department`, 'R&D')],
    { [urn]: { department: 'R&D' } }],
  ['schemas: follows the attributes', {}, [add('schemas', [urn])], {}],
  ['the same id', {}, [add('id', 'u-1')], {}],
];

/** The cells for `replace`. */
const replacing: Case[] = [
  ['without path: only what is named', { title: 'CEO', name: { givenName: 'Ana', familyName: 'Ruiz' } },
    [merge({ active: false, name: { givenName: 'An' } })],
    { active: false, title: 'CEO', name: { givenName: 'An', familyName: 'Ruiz' } }],
  ['simple: sets what was absent', {}, [replace('title', 'CEO')], { title: 'CEO' }],
  ['simple: empty text unassigns', { title: 'CEO' }, [replace('title', '')], {}],
  ['simple: null unassigns', { title: 'CEO' }, [replace('title', null)], {}],
  ['simple: null without path unassigns', { title: 'CEO', name: { givenName: 'A' } },
    [merge({ title: null, 'name.givenName': null })], {}],
  ['simple: userName', {}, [replace('userName', 'bo')], { userName: 'bo' }],
  ['complex: merges', { name: { givenName: 'Ana' } }, [replace('name', { familyName: 'Ruiz' })],
    { name: { givenName: 'Ana', familyName: 'Ruiz' } }],
  ['complex: null unassigns', { name: { givenName: 'Ana' } }, [replace('name', null)], {}],
  ['part: sets', { name: { givenName: 'Ana', familyName: 'R' } }, [replace('name.familyName', 'Ruiz')],
    { name: { givenName: 'Ana', familyName: 'Ruiz' } }],
  ['part: the last one unassigned takes the parent with it', { name: { givenName: 'Ana' } },
    [replace('name.givenName', '')], {}],
  ['list: the whole', { emails: [work] }, [replace('emails', [home])], { emails: [home] }],
  ['list: [] clears', { roles: [{ value: 'admin' }] }, [replace('roles', [])], {}],
  ['list: null clears', { roles: [{ value: 'admin' }] }, [replace('roles', null)], {}],
  ['list: one object', { emails: [work] }, [replace('emails', home)], { emails: [home] }],
  ['filter: every match', { emails: [work, home] }, [replace('emails[type eq "work"]', { value: 'b' })],
    { emails: [{ type: 'work', value: 'b' }, home] }],
  ['filter: null deletes the matches', { emails: [work, home] }, [replace('emails[type eq "work"]', null)],
    { emails: [home] }],
  ['filter: a match by value', { emails: [work, home] },
    [replace('emails[value eq "a@work"]', { value: 'b', type: 'other' })],
    { emails: [{ value: 'b', type: 'other' }, home] }],
  ['filter and part: in the matches', { emails: [work, home] },
    [replace('emails[type eq "work"].value', 'b')],
    { emails: [{ ...work, value: 'b' }, home] }],
  ['filter and part: a canonical type is added', {}, [replace('emails[type eq "work"].value', 'a@work')],
    { emails: [work] }],
  ['filter and part: primary eq true is added', {}, [replace('roles[primary eq "True"].value', 'admin')],
    { roles: [{ primary: true, value: 'admin' }] }],
  ['filter and part: an empty text without a match does nothing', {},
    [replace('emails[type eq "work"].value', '')], {}],
  ['filter and part: an empty text drops what then holds nothing',
    { emails: [{ ...work, primary: true }, home] },
    [replace('emails[type eq "work"].value', ''), replace('emails[type eq "work"].value', null)],
    { emails: [home] }],
  ['filter and part: primary moves', { emails: [{ ...work, primary: true }, home] },
    [replace('emails[type eq "home"].primary', 'true')],
    { emails: [{ ...work, primary: false }, { ...home, primary: true }] }],
  ['extension: merges', { [urn]: { division: 'D' } }, [replace(urn, { department: 'R&D' })],
    { [urn]: { division: 'D', department: 'R&D' } }],
  ['extension: null drops it', { [urn]: { division: 'D' } }, [replace(urn, null)], {}],
  ['extension attribute: empty text takes the extension with it', { [urn]: { department: 'D' } },
    [replace(`${urn}:department`, '')], {}],
  ['meta and schemas without path are passed over', {},
    [merge({ schemas: ['x'], meta: { version: 'x' }, id: 'u-1' })], {}],
  ['a list that becomes the same element twice',
    { roles: [{ value: 'a', primary: true }, { value: 'b', primary: false }] },
    [replace('roles[primary eq true].value', 'b')], { roles: [{ value: 'b', primary: true }] }],
];

/** The cells for `remove`. */
const removing: Case[] = [
  ['simple', { title: 'CEO' }, [remove('title')], {}],
  ['simple: absent', {}, [remove('title')], {}],
  ['complex', { name: { givenName: 'Ana' } }, [remove('name')], {}],
  ['part: drops the parent when it is empty', { name: { givenName: 'Ana' } }, [remove('name.givenName')], {}],
  ['list', { emails: [work, home] }, [remove('emails')], {}],
  ['list with a null value', { emails: [work, home] }, [remove('emails', null)], {}],
  ['list with values: only those', { emails: [work, home] }, [remove('emails', [{ value: 'A@WORK' }])],
    { emails: [home] }],
  ['list with values: every part that is named counts', { emails: [work, home] },
    [remove('emails', [{ value: 'a@work', type: 'home' }])], { emails: [work, home] }],
  ['list with an empty list of values: nothing', { emails: [work] }, [remove('emails', [])],
    { emails: [work] }],
  ['list of roles with texts for values', { roles: [{ value: 'a', display: 'A' }, { value: 'b' }] },
    [remove('roles', ['a'])],
    { roles: [{ value: 'b' }] }],
  ['list without values in it',
    { addresses: [{ type: 'work', country: 'ES' }, { type: 'home', country: 'ES' }] },
    [remove('addresses', [{ type: 'home' }])], { addresses: [{ type: 'work', country: 'ES' }] }],
  ['filter', { emails: [work, home] }, [remove('emails[type eq "work"]')], { emails: [home] }],
  ['filter without a match', { emails: [home] }, [remove('emails[type eq "work"]')], { emails: [home] }],
  ['filter and part', { emails: [{ ...work, display: 'W' }, home] },
    [remove('emails[type eq "work"].display')],
    { emails: [work, home] }],
  ['filter and part: drops what then holds nothing', { emails: [work, home] },
    [remove('emails[type eq "work"].value')],
    { emails: [home] }],
  ['part of every element', { emails: [{ ...work, display: 'W' }, { ...home, display: 'H' }] },
    [remove('emails.display')],
    { emails: [work, home] }],
  ['extension', { [urn]: { department: 'D', manager: { value: 'm' } } }, [remove(urn)], {}],
  ['extension attribute', { [urn]: { department: 'D', division: 'E' } }, [remove(`${urn}:department`)],
    { [urn]: { division: 'E' } }],
];

/** What identity providers send: the whole messages of their dialects. */
const dialects: Case[] = [
  ['Okta deactivates', {}, [merge({ active: false })], { active: false }],
  ['Entra deactivates', {}, [replace('active', 'False')], { active: false }],
  ['Entra, default dialect', { emails: [work] }, [
    replace('displayName', 'Ana R.'), replace('emails[type eq "work"].value', 'ana.r@acme.test'),
    add('addresses[type eq "work"].country', 'ES'), replace('name.familyName', 'Ruiz-Gil'),
    replace(`${urn}:department`, 'R&D'), replace('active', 'False'),
  ], {
    displayName: 'Ana R.', emails: [{ ...work, value: 'ana.r@acme.test' }],
    addresses: [{ type: 'work', country: 'ES' }],
    name: { familyName: 'Ruiz-Gil' }, [urn]: { department: 'R&D' }, active: false,
  }],
  ['Entra with aadOptscim062020', {}, [
    replace('emails[type eq "work"].value', 'ana.r@acme.test'),
    merge({
      displayName: 'Ana R.', 'name.givenName': 'Ana', 'name.familyName': 'Ruiz',
      [`${urn}:employeeNumber`]: 'E-77',
    }),
  ], {
    emails: [{ type: 'work', value: 'ana.r@acme.test' }], displayName: 'Ana R.',
    name: { givenName: 'Ana', familyName: 'Ruiz' }, [urn]: { employeeNumber: 'E-77' },
  }],
  ['a value path for a key', {},
    [merge({ 'emails[type eq "work"].value': 'a@work', [urn]: { manager: 'm', 'manager.value': 'n' } })],
    { emails: [work], [urn]: { manager: { value: 'n' } } }],
  ['Entra sends role display, value and type as three operations', {}, [
    add('roles[primary eq "True"].display', 'Admin'), add('roles[primary eq "True"].value', 'admin'),
    replace('roles[primary eq "True"].type', 'T'),
  ], { roles: [{ primary: true, display: 'Admin', value: 'admin', type: 'T' }] }],
  ['Entra replaces the primary role', { roles: [{ primary: true, value: 'admin' }] },
    [replace('roles[primary eq "True"].value', 'member')], { roles: [{ primary: true, value: 'member' }] }],
  ['Entra adds a role as JSON in a text', {},
    [add('roles', [{ value: '{"id":"06b0","value":"admin","displayName":"Administrator"}' }])],
    { roles: [{ value: 'admin', display: 'Administrator' }] }],
  ['Entra asserts all roles', { roles: [{ value: 'old' }] },
    [replace('roles', [{ primary: false, type: 'T', display: 'A', value: 'a' }])],
    { roles: [{ primary: false, type: 'T', display: 'A', value: 'a' }] }],
  ['Microsoft sets, changes and clears the manager', {},
    [add(`${urn}:manager`, 'm1'), replace(`${urn}:manager`, 'm2'), replace(`${urn}:manager`, '')], {}],
  ['the manager as an object', {}, [add(`${urn}:manager`, { value: 'm1' })],
    { [urn]: { manager: { value: 'm1' } } }],
  ['the manager as an array on a bare path', {}, [add('manager', [{ $ref: '…/Users/m1', value: 'm1' }])],
    { [urn]: { manager: { value: 'm1' } } }],
  ['the manager with an empty value', { [urn]: { manager: { value: 'm1' } } },
    [replace(`${urn}:manager`, { value: '' })], {}],
  ['the manager removed', { [urn]: { manager: { value: 'm1' } } }, [remove(`${urn}:manager`)], {}],
  ['the validator goes remove, add, replace on one attribute', { title: 'a' },
    [remove('title'), add('title', 'b'), replace('title', 'c')], { title: 'c' }],
];

describe.each([
  ['add', adding], ['replace', replacing], ['remove', removing], ['the dialects', dialects],
] as const)('applyPatch: %s', (_, cases) => {
  it.each(cases)('%s', (_title, before, operations, after) => {
    const document = { ...base, ...before };
    const outcome = applyPatch(userType, document, operations, { mode: 'compatible', id: 'u-1' });
    expect(outcome.document).toEqual({ ...base, ...after });
    expect(outcome.ignored).toEqual([]);
    expect(document).toEqual({ ...base, ...before });
  });
});

type Refusal = [title: string, operations: PatchOperation[], scimType: string, mode?: ConformanceMode];

const stored = {
  ...base, title: 'CEO', name: { givenName: 'Ana', familyName: 'Ruiz' }, emails: [work, home],
  [urn]: { department: 'D' },
};

/** What is refused, on a user with a title, a name, two emails and a department. */
const refusals: Refusal[] = [
  ['remove without path', [{ op: 'remove' }], 'noTarget'],
  ['remove of the whole resource', [remove(coreUserUrn)], 'noTarget'],
  ['no path and no object', [{ op: 'add', value: 'x' }], 'invalidValue'],
  ['an unknown attribute', [replace('shoeSize', 43)], 'invalidPath'],
  ['an unknown part', [replace('name.shoe', 'x')], 'invalidPath'],
  ['an unknown part behind a filter', [replace('emails[type eq "work"].shoe', 'x')], 'invalidPath'],
  ['an unknown extension attribute', [replace(`${urn}:shoe`, 'x')], 'invalidPath'],
  ['a path that cannot be read', [replace('emails[type eq "work"]x', 'x')], 'invalidPath'],
  ['an open bracket', [replace('emails[type eq "work"', 'x')], 'invalidFilter'],
  ['an unknown name in brackets', [remove('emails[shoe eq "x"]')], 'invalidFilter'],
  ['a filter on a single attribute', [remove('name[givenName eq "Ana"]')], 'invalidPath'],
  ['a filter on an extension', [remove(`${urn}[department eq "D"]`)], 'invalidPath'],
  ['a prototype path', [add('__proto__.isAdmin', true)], 'invalidPath'],
  ['a prototype part', [add('name.__proto__', { isAdmin: true })], 'invalidPath'],
  ['a constructor path', [add('constructor.prototype', { isAdmin: true })], 'invalidPath'],
  ['add to a part of every element', [add('emails.value', 'x')], 'invalidPath'],
  ['replace of a part of every element', [replace('emails.value', 'x')], 'invalidPath'],
  ['replace through a filter on an unknown type', [replace('emails[type eq "fax"].value', 'x')], 'noTarget'],
  ['replace through a filter on a value', [replace('emails[value eq "x"].type', 'work')], 'noTarget'],
  ['replace through two terms', [replace('emails[type eq "other" and primary eq true].value', 'x')],
    'noTarget'],
  ['replace through primary eq false', [replace('roles[primary eq false].value', 'x')], 'noTarget'],
  ['add through a filter that describes nothing', [add('emails[value sw "x"].type', 'work')], 'noTarget'],
  ['remove of userName', [remove('userName')], 'mutability'],
  ['remove of active', [remove('active')], 'mutability'],
  ['remove of id', [remove('id')], 'mutability'],
  ['remove of schemas', [remove('schemas', [urn])], 'mutability'],
  ['another id', [replace('id', 'u-2')], 'mutability'],
  ['another id without path', [merge({ id: 'u-2', title: 'x' })], 'mutability'],
  ['groups', [add('groups', [{ value: 'g' }])], 'mutability'],
  ['groups without path', [mergeAdd({ groups: [{ value: 'g' }] })], 'mutability'],
  ['meta', [replace('meta.version', 'x')], 'mutability'],
  ['a readOnly part', [replace(`${urn}:manager.displayName`, 'Leo')], 'mutability'],
  ['userName null', [replace('userName', null)], 'invalidValue'],
  ['userName empty', [merge({ userName: '' })], 'invalidValue'],
  ['active null', [replace('active', null)], 'invalidValue'],
  ['active empty', [replace('active', '')], 'invalidValue'],
  ['active yes', [merge({ active: 'yes' })], 'invalidValue'],
  ['title as an object', [replace('title', {})], 'invalidValue'],
  ['name as a text', [replace('name', 'Ana')], 'invalidValue'],
  ['a NUL character', [replace('title', 'a\0')], 'invalidValue'],
  ['removal of an element without a value', [remove('emails', [{}])], 'invalidValue'],
  ['three operations, the third wrong', [replace('title', 'x'), remove('emails'), replace('shoe', 1)],
    'invalidPath'],
  ['strict: no path', [merge({ active: false })], 'invalidSyntax', 'strict'],
  ['strict: no match', [replace('emails[type eq "other"].value', 'x')], 'noTarget', 'strict'],
  ['strict: a boolean as text', [replace('active', 'False')], 'invalidValue', 'strict'],
  ['strict: an extension that is not registered', [add('urn:acme:2.0:User:badge', 1)], 'invalidPath',
    'strict'],
  ['strict: an unknown part of an object', [add('name', { shoe: 'x' })], 'invalidSyntax', 'strict'],
  ['strict: a bare extension attribute', [add('department', 'x')], 'invalidValue', 'strict'],
];

describe('applyPatch refuses', () => {
  it.each(refusals)('%s: %s', (_, operations, scimType, mode = 'compatible') => {
    const document = structuredClone(stored);
    expect(() => applyPatch(userType, document, operations, { mode, id: 'u-1' }))
      .toThrow(expect.objectContaining({ status: 400, scimType }));
    expect(document).toEqual(stored);
  });
});

describe('applyPatch', () => {
  const patch = (operations: PatchOperation[], mode: ConformanceMode = 'compatible') =>
    applyPatch(userType, stored, operations, { mode, id: 'u-1', readOnly: { groups: [{ value: 'g-1' }] } });

  it.each<[string, PatchOperation[]]>([
    ['the same value', [replace('title', 'CEO'), merge({ active: true })]],
    ['the same id, schemas and meta', [merge({ id: 'u-1', schemas: [], meta: {} })]],
    ['the groups that are there', [merge({ groups: [{ value: 'g-1' }] })]],
    ['an element that is there', [add('emails', [home])]],
    ['removal of what is not there', [remove('nickName'), remove('emails[type eq "fax"]'), remove('roles')]],
    ['a value set and set back', [replace('title', 'x'), replace('title', 'CEO')]],
  ])('has changed nothing after %s', (_, operations) => {
    expect(patch(operations)).toMatchObject({ changed: false, document: stored });
  });

  it('ignores and notes what no schema defines', () => {
    expect(patch([
      merge({ shoeSize: 43, 'name.shoe': 1, name: { shoe: 1 }, 'urn:acme:2.0:User': { badge: 1 } }),
      add('urn:acme:2.0:User:badge', 1), add(urn, { badge: 1 }),
    ])).toMatchObject({
      changed: false,
      ignored: ['shoeSize', 'name.shoe', 'urn:acme:2.0:User', 'urn:acme:2.0:User:badge', `${urn}:badge`],
    });
  });

  it('puts no key of the message into a prototype', () => {
    const value = JSON.parse('{"__proto__":{"isAdmin":true},"title":"x"}') as JsonObject;
    const { document } = patch([merge(value)]);
    expect(document).toEqual({ ...stored, title: 'x' });
    expect(Object.getPrototypeOf(document)).toBe(Object.prototype);
  });

  it('discards and notes a password, in every form', () => {
    const operations = [
      replace('password', 'x'), merge({ password: 'x' }), merge({ [`${coreUserUrn}:password`]: 'x' }),
    ];
    for (const operation of operations) {
      expect(patch([operation])).toMatchObject({ changed: false, ignored: ['password'] });
    }
  });

  it.each<[QuirkName, PatchOperation]>([
    ['booleanAsText', replace('active', 'False')],
    ['pathAsKey', merge({ 'name.givenName': 'x' })],
    ['elementFromFilter', replace('phoneNumbers[type eq "work"].value', '1')],
    ['emptyTextUnassigns', replace('title', '')],
    ['textForComplex', replace(`${urn}:manager`, 'm')],
    ['flatExtensionAttribute', replace('department', 'x')],
    ['dotAfterUrn', replace(`${urn}.department`, 'x')],
    ['numberForText', replace(`${urn}:employeeNumber`, 7)],
  ])('names the quirk %s', (quirk, operation) => {
    expect(patch([operation]).repairs.map((repair) => repair.quirk)).toEqual([quirk]);
  });

  it('replaces complex values as a whole in strict mode', () => {
    expect(patch([replace('name', { givenName: 'An' }), replace(urn, { division: 'E' })], 'strict').document)
      .toEqual({ ...stored, name: { givenName: 'An' }, [urn]: { division: 'E' } });
    expect(patch([replace('emails[type eq "work"]', { value: 'b' })], 'strict').document.emails)
      .toEqual([{ value: 'b' }, home]);
  });
});

describe('applyPatch on a group', () => {
  const group = {
    displayName: 'Finance',
    members: [{ value: 'a', type: 'User' }, { value: 'b', type: 'User' }],
  };
  const patch = (...operations: PatchOperation[]) =>
    applyPatch(groupType, group, operations, { mode: 'compatible', id: 'g-1' });
  const idsAfter = (...operations: PatchOperation[]) => {
    const { members = [] } = patch(...operations).document;
    return (members as { value: string }[]).map(({ value }) => value);
  };

  it.each<[string, PatchOperation[], string[]]>([
    ['Entra adds', [add('members', [{ $ref: null, value: 'b' }, { $ref: null, value: 'c' }])],
      ['a', 'b', 'c']],
    ['Entra removes by value', [remove('members', [{ $ref: null, value: 'a' }])], ['b']],
    ['Okta removes by filter', [remove('members[value eq "a"]')], ['b']],
    ['a non-member is removed', [remove('members[value eq "zz"]')], ['a', 'b']],
    ['all are removed', [remove('members')], []],
    ['Okta pushes all', [replace('members', [{ value: 'c', display: 'Ana' }])], ['c']],
    ['Okta pushes none', [replace('members', [])], []],
    ['Okta mixes', [remove('members[value eq "a"]'), add('members', [{ value: 'c' }])], ['b', 'c']],
    ['Okta renames', [merge({ id: 'g-1', displayName: 'Finance EU' })], ['a', 'b']],
    ['Authentik repeats the whole group',
      [merge({ id: 'g-1', schemas: [], displayName: 'F', externalId: 'x' })], ['a', 'b']],
  ])('%s', (_, operations, ids) => {
    expect(idsAfter(...operations)).toEqual(ids);
  });

  it.each<[string, PatchOperation[], string]>([
    ['another id', [merge({ id: 'g-2', displayName: 'F' })], 'mutability'],
    ['a member edited in place', [replace('members[value eq "a"].value', 'c')], 'mutability'],
    ['a member replaced by another', [replace('members[value eq "a"]', { value: 'c' })], 'mutability'],
    ['no displayName', [replace('displayName', '')], 'invalidValue'],
    ['displayName removed', [remove('displayName')], 'mutability'],
    ['a member without value', [add('members', [{ type: 'User' }])], 'invalidValue'],
  ])('refuses %s', (_, operations, scimType) => {
    expect(() => patch(...operations)).toThrow(expect.objectContaining({ scimType }));
  });

  it('keeps a member as it is when it is added again', () => {
    expect(patch(add('members', [{ value: 'a' }])).changed).toBe(false);
  });
});
