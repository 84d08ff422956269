import { describe, expect, it } from 'vitest';
import { parseProjection } from './projection';
import { groupType } from './schema/registry';
import { serializeResource } from './serialize-resource';

const facts = {
  id: 'g-1',
  version: 1,
  created: new Date('2026-11-21T10:00:00.000Z'),
  lastModified: new Date('2026-11-21T10:00:00.000Z'),
  location: 'https://app.test/scim/v2/Groups/g-1',
};

function served(members?: string): unknown {
  return JSON.parse(serializeResource(parseProjection(groupType, {}), { displayName: 'Finance' }, facts, members));
}

describe('serializeResource', () => {
  it('takes the members of a group as text, and shows an empty list of them', () => {
    expect(served('[{"value":"u-1"}]')).toMatchObject({ displayName: 'Finance', members: [{ value: 'u-1' }] });
    expect(served('[]')).toMatchObject({ members: [] });
    expect(served()).not.toHaveProperty('members');
  });
});
