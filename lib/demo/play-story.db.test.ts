import { describe, expect, it } from 'vitest';
import { db } from '@/lib/db/kysely';
import { acme } from '@/lib/demo/acme';
import { globex } from '@/lib/demo/globex';
import { playStory } from '@/lib/demo/play-story';
import type { Story } from '@/lib/demo/story';
import { newTenant } from '@/testing/new-tenant';

/** Plays a story in a tenant of the test's own. */
async function play(story: Story): Promise<string> {
  const { tenantId, owner } = await newTenant();
  await playStory({ ...story, id: tenantId }, owner, new Date());
  return tenantId;
}

async function membersOf(tenantId: string, displayNameKey: string): Promise<number> {
  const members = await db()
    .selectFrom('ScimGroup')
    .innerJoin('ScimGroupMember', (join) =>
      join
        .onRef('ScimGroupMember.tenantId', '=', 'ScimGroup.tenantId')
        .onRef('ScimGroupMember.groupId', '=', 'ScimGroup.id'),
    )
    .select('memberId')
    .where('ScimGroup.tenantId', '=', tenantId)
    .where('displayNameKey', '=', displayNameKey)
    .execute();
  return members.length;
}

async function failures(tenantId: string): Promise<string[]> {
  const events = await db()
    .selectFrom('IdentityEvent')
    .select(['method', 'path', 'status'])
    .where('tenantId', '=', tenantId)
    .where('outcome', '=', 'FAILED')
    .orderBy('id')
    .execute();
  return events.map(({ method, path, status }) => `${method} ${path?.replace(/\/[0-9a-f-]{36}$/, '/…')} ${status}`);
}

describe('the demonstration', () => {
  it('has what Okta pushed, and only the failures that the story tells', async () => {
    const tenantId = await play(acme);
    const path = `/scim/v2/${tenantId}/Users`;
    expect(await failures(tenantId)).toEqual([
      `POST ${path} 409`,
      `PATCH ${path}/… 400`,
      `PATCH ${path}/… 400`,
      `GET ${path} 401`,
    ]);
    const groups = ['engineering', 'finance', 'sales', 'on-call'];
    const counts = await Promise.all(groups.map((key) => membersOf(tenantId, key)));
    // Somebody of Finance was deleted since.
    expect(counts).toEqual([8, 4, 5, 3]);
  });

  it('has what Entra provisioned, a group within a group too', async () => {
    const tenantId = await play(globex);
    expect((await failures(tenantId)).map((line) => line.split(' ').at(-1))).toEqual(['400', '401']);
    const groups = ['it', 'operations', 'headquarters'];
    const counts = await Promise.all(groups.map((key) => membersOf(tenantId, key)));
    expect(counts).toEqual([3, 3, 3]);
  });
});
