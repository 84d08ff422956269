import { expect, it } from 'vitest';
import { attributeChanges } from '@/lib/provisioning/attribute-changes';
import { enterpriseUserUrn } from '@/lib/scim/urns';

it('names what differs by path, lists as a whole, and nothing else', () => {
  const before = {
    userName: 'ana',
    active: true,
    name: { givenName: 'Ana', familyName: 'Ruiz' },
    emails: [{ value: 'a' }],
    [enterpriseUserUrn]: { department: 'R&D' },
  };
  const after = {
    userName: 'ana',
    active: false,
    name: { givenName: 'Ana', familyName: 'Gil' },
    emails: [{ value: 'b' }],
    title: 'Dr',
  };
  expect(attributeChanges(before, after)).toEqual([
    { attribute: 'active', before: true, after: false },
    { attribute: 'name.familyName', before: 'Ruiz', after: 'Gil' },
    { attribute: 'emails', before: [{ value: 'a' }], after: [{ value: 'b' }] },
    { attribute: `${enterpriseUserUrn}:department`, before: 'R&D', after: null },
    { attribute: 'title', before: null, after: 'Dr' },
  ]);
  expect(attributeChanges(before, before)).toEqual([]);
});
