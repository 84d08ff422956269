import { expect, it } from 'vitest';
import { sentValues } from '@/lib/provisioning/roles/sent-values';
import type { ScimDocument } from '@/lib/scim/resource';
import { enterpriseUserUrn } from '@/lib/scim/urns';
import { staffType, staffUrn } from '@/testing/staff-extension';

const document: ScimDocument = {
  userName: 'ana@acme.test',
  title: 'admin',
  active: true,
  roles: [{ value: 'viewer' }, { value: 'admin', display: 'Administrator', primary: true }],
  emails: [{ value: 'ana@acme.test', type: 'work' }],
  name: { givenName: 'Ana' },
  [enterpriseUserUrn]: { department: 'Finance', manager: { value: 'u-9' } },
  [staffUrn]: { site: 'viewer', grade: 3, tags: ['admin', 'owner'] },
};

it.each<[path: string, values: string[] | null]>([
  ['roles', ['viewer', 'admin']],
  ['ROLES', ['viewer', 'admin']],
  ['roles.value', ['viewer', 'admin']],
  ['roles.display', ['Administrator']],
  ['roles[primary eq true].value', ['admin']],
  ['roles[primary eq "True"].value', ['admin']],
  ['roles[primary eq "true"]', ['admin']],
  ['roles[value sw "VIEW"]', ['viewer']],
  ['roles[primary eq false].display', []],
  ['roles[squad eq "x"]', null],
  ['roles[', null],
  ['title[primary eq true]', null],
  ['title', ['admin']],
  ['userType', []],
  ['active', ['true']],
  ['emails.type', ['work']],
  ['emails[type eq "work"].value', ['ana@acme.test']],
  ['name', null],
  ['name.givenName', ['Ana']],
  [`${enterpriseUserUrn}:department`, ['Finance']],
  ['department', ['Finance']],
  [`${enterpriseUserUrn}:manager`, ['u-9']],
  [`${staffUrn}:site`, ['viewer']],
  [`${staffUrn.toUpperCase()}:Grade`, ['3']],
  [`${staffUrn}:tags`, ['admin', 'owner']],
  [`${staffUrn}:badge`, []],
  ['groups', null],
  ['groups.display', null],
  ['meta.created', null],
  ['password', null],
  ['squad', null],
  [`${staffUrn}:squad`, null],
  [staffUrn, null],
  ['urn:gone:staff:site', null],
  ['__proto__', null],
  ['constructor.name', null],
  ['', null],
])('reads %s', (path, values) => {
  expect(sentValues(staffType, document, path)?.values ?? null).toEqual(values);
});

it('says whether the attribute tells upper case from lower case', () => {
  expect(sentValues(staffType, document, 'roles')?.caseExact).toBe(false);
  expect(sentValues(staffType, document, 'externalId')?.caseExact).toBe(true);
});
