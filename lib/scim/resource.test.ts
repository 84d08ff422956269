import { describe, expect, it } from 'vitest';
import { toResource, type ServerFacts } from './resource';
import { userType } from './schema/registry';
import { enterpriseUserUrn } from './urns';

const facts: ServerFacts = {
  id: 'u-1',
  version: 3,
  created: new Date('2026-11-21T10:00:00.000Z'),
  lastModified: new Date('2026-11-21T11:00:00.000Z'),
  location: 'https://app.test/scim/v2/Users/u-1',
};

describe('toResource', () => {
  it('adds what the service provider knows, in the order of the schemas', () => {
    const resource = toResource(userType, {
      [enterpriseUserUrn]: { manager: { value: 'u-9' }, department: 'R&D' },
      active: true,
      userName: 'ana@acme.test',
      externalId: 'ana.ruiz',
      name: { givenName: 'Ana', familyName: 'Ruiz' },
    }, {
      ...facts,
      groups: [{ value: 'g-1', display: 'Finance', type: 'direct' }],
      manager: { displayName: 'Leo' },
    });

    expect(resource).toEqual({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', enterpriseUserUrn],
      id: 'u-1',
      externalId: 'ana.ruiz',
      userName: 'ana@acme.test',
      name: { familyName: 'Ruiz', givenName: 'Ana' },
      active: true,
      groups: [{ value: 'g-1', display: 'Finance', type: 'direct' }],
      [enterpriseUserUrn]: { department: 'R&D', manager: { value: 'u-9', displayName: 'Leo' } },
      meta: {
        resourceType: 'User',
        created: '2026-11-21T10:00:00.000Z',
        lastModified: '2026-11-21T11:00:00.000Z',
        location: 'https://app.test/scim/v2/Users/u-1',
        version: 'W/"3"',
      },
    });
    expect(Object.keys(resource).slice(0, 4)).toEqual(['schemas', 'id', 'externalId', 'userName']);
    expect(Object.keys(resource).at(-1)).toBe('meta');
  });

  it('names an extension in `schemas` exactly when its object is present', () => {
    expect(toResource(userType, { userName: 'ana' }, facts).schemas)
      .toEqual(['urn:ietf:params:scim:schemas:core:2.0:User']);
  });

  it('leaves out unassigned attributes', () => {
    expect(toResource(userType, { userName: 'ana' }, { ...facts, groups: [] })).not.toHaveProperty('groups');
  });
});
