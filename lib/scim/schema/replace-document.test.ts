import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../json';
import { coreUserUrn, enterpriseUserUrn } from '../urns';
import { groupType, userType } from './registry';
import { replaceDocument } from './replace-document';

const current = {
  userName: 'ana',
  externalId: 'x-1',
  active: false,
  title: 'CEO',
  emails: [{ value: 'a' }],
  roles: [{ value: 'admin' }],
  entitlements: [{ value: 'e' }],
  [enterpriseUserUrn]: { department: 'R&D', division: 'D' },
};
const { title, emails, ...kept } = current;
const { [enterpriseUserUrn]: enterprise, ...keptCore } = kept;

/** RFC 7644 §3.5.1 leaves omitted attributes to the service provider: title, body, document. */
const cases: [string, JsonObject, JsonObject][] = [
  ['clears omitted profile attributes and keeps the rest', { userName: 'ana' }, kept],
  ['changes nothing when a client sends back what it got', {
    ...current, id: 'u-1', meta: { version: 'W/"1"' }, groups: [{ value: 'g' }],
    schemas: [coreUserUrn, enterpriseUserUrn],
  }, { ...current, title, emails }],
  ['clears on explicit null', { userName: 'ana', externalId: null, roles: null, entitlements: null }, {
    userName: 'ana', active: false, [enterpriseUserUrn]: enterprise,
  }],
  ['clears on an empty list', { userName: 'ana', roles: [], ENTITLEMENTS: [] }, {
    userName: 'ana', externalId: 'x-1', active: false, [enterpriseUserUrn]: enterprise,
  }],
  ['clears an extension on null', { ...kept, [enterpriseUserUrn]: null }, keptCore],
  ['clears an extension on {}', { ...kept, [enterpriseUserUrn]: {} }, keptCore],
  ['replaces an extension whose object is sent', { ...kept, [enterpriseUserUrn]: { division: 'E' } },
    { ...kept, [enterpriseUserUrn]: { division: 'E' } }],
  ['merges a flat extension attribute into the kept extension', { userName: 'ana', department: 'Ops' },
    { ...kept, [enterpriseUserUrn]: { department: 'Ops', division: 'D' } }],
  ['keeps a name whose URN is listed without its object',
    { userName: 'ana', schemas: [coreUserUrn, enterpriseUserUrn] },
    kept],
];

describe('replaceDocument', () => {
  it.each(cases)('%s', (_, body, document) => {
    expect(replaceDocument(userType, current, body, 'compatible').document).toEqual(document);
  });

  it('keeps the members of a group that are not sent, and clears them on []', () => {
    const group = { displayName: 'Finance', members: [{ value: 'u-1' }] };
    expect(replaceDocument(groupType, group, { displayName: 'F' }, 'compatible').document)
      .toEqual({ displayName: 'F', members: [{ value: 'u-1' }] });
    expect(replaceDocument(groupType, group, { displayName: 'F', members: [] }, 'compatible').document)
      .toEqual({ displayName: 'F' });
  });

  it('refuses to unassign active, because nobody could say what that means', () => {
    expect(() => replaceDocument(userType, current, { userName: 'ana', active: null }, 'compatible'))
      .toThrow(expect.objectContaining({ scimType: 'invalidValue' }));
  });

  it('leaves the current document as it is', () => {
    const before = structuredClone(current);
    replaceDocument(userType, current, { userName: 'ana', department: 'Ops' }, 'compatible');
    expect(current).toEqual(before);
  });
});
