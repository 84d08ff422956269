import { expect, it } from 'vitest';
import { sentRoles } from '@/lib/provisioning/sent-roles';
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

it.each<[path: string, roles: [value: string, primary?: boolean][] | null]>([
  ['roles', [['viewer'], ['admin', true]]],
  ['ROLES', [['viewer'], ['admin', true]]],
  ['roles.display', [['Administrator', true]]],
  ['title', [['admin']]],
  ['userType', []],
  ['active', [['true']]],
  ['emails.type', [['work']]],
  ['name', []],
  ['name.givenName', [['Ana']]],
  [`${enterpriseUserUrn}:department`, [['Finance']]],
  [`${enterpriseUserUrn}:manager`, [['u-9']]],
  [`${staffUrn}:site`, [['viewer']]],
  [`${staffUrn.toUpperCase()}:Grade`, [['3']]],
  [`${staffUrn}:tags`, [['admin'], ['owner']]],
  [`${staffUrn}:badge`, []],
  ['squad', null],
  [`${staffUrn}:squad`, null],
  [staffUrn, null],
  ['urn:gone:staff:site', null],
  ['__proto__', null],
  ['constructor.name', null],
  ['', null],
])('reads %s', (path, roles) => {
  const expected = roles?.map(([value, primary = false]) => ({ value, primary })) ?? null;
  expect(sentRoles(staffType, document, path)).toEqual(expected);
});
