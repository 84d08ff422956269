import { describe, expect, it } from 'vitest';
import type { JsonObject } from './json';
import { parseProjection, project, wants } from './projection';
import { groupType, userType } from './schema/registry';
import { coreUserUrn, enterpriseUserUrn } from './urns';

const user: JsonObject = {
  schemas: [coreUserUrn, enterpriseUserUrn],
  id: 'u-1',
  userName: 'ana@acme.test',
  name: { givenName: 'Ana', familyName: 'Ruiz' },
  emails: [{ value: 'ana@acme.test', type: 'work', primary: true }, { type: 'home' }],
  [enterpriseUserUrn]: { department: 'R&D', manager: { value: 'u-9' } },
  meta: { resourceType: 'User', version: 'W/"1"' },
};

const always = { schemas: [coreUserUrn], id: 'u-1' };
const { name, emails, meta } = user;
const { [enterpriseUserUrn]: enterprise, ...core } = user;

/** RFC 7644 §3.9: attributes, what is shown. */
const only: [string, object][] = [
  ['userName', { ...always, userName: 'ana@acme.test' }],
  ['USERNAME, id', { ...always, userName: 'ana@acme.test' }],
  ['name.givenName', { ...always, name: { givenName: 'Ana' } }],
  ['name.givenName,name', { ...always, name }],
  ['emails.value', { ...always, emails: [{ value: 'ana@acme.test' }] }],
  ['emails[type eq "work"]', { ...always, emails }],
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
];

/** excludedAttributes, what is shown. */
const except: [string, object][] = [
  ['id,schemas,userName', { ...user, userName: undefined }],
  ['name.givenName', { ...user, name: { familyName: 'Ruiz' } }],
  ['emails.type', { ...user, emails: [{ value: 'ana@acme.test', primary: true }] }],
  [enterpriseUserUrn, { ...core, schemas: [coreUserUrn] }],
  ['groups', user],
  ['', user],
];

describe('project', () => {
  it.each(only)('attributes=%s', (attributes, shown) => {
    expect(project(parseProjection(userType, { attributes }), user)).toEqual(shown);
  });

  it.each(except)('excludedAttributes=%s', (excludedAttributes, shown) => {
    expect(project(parseProjection(userType, { excludedAttributes }), user)).toEqual(shown);
  });

  it('keeps an empty list of members, which clients compare with', () => {
    const group = { schemas: [groupType.schema.id], id: 'g-1', displayName: 'Finance', members: [] };
    expect(project(parseProjection(groupType, { excludedAttributes: 'externalId' }), group)).toEqual(group);
  });
});

describe('parseProjection', () => {
  it('refuses both parameters at once, and more than 100 names', () => {
    const refused = expect.objectContaining({ scimType: 'invalidValue' });
    expect(() => parseProjection(userType, { attributes: 'id', excludedAttributes: 'name' }))
      .toThrow(refused);
    expect(() => parseProjection(userType, { attributes: 'id,'.repeat(101) })).toThrow(refused);
  });
});

describe('wants', () => {
  it.each<[string, string, boolean]>([
    ['', '', true],
    ['', 'members', false],
    ['', 'MEMBERS', false],
    ['', 'members.display', true],
    ['', `${groupType.schema.id}:members`, false],
    ['displayName', '', false],
    ['members.value', '', true],
    ['id,members', '', true],
  ])('with attributes=%s and excludedAttributes=%s: %s', (attributes, excludedAttributes, wanted) => {
    expect(wants(parseProjection(groupType, { attributes, excludedAttributes }), 'members')).toBe(wanted);
  });
});
