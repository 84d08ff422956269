import { v7 as uuidv7 } from 'uuid';
import { db, jsonb } from '@/lib/db/kysely';
import type { GroupFacts } from '@/lib/demo/story';
import { groupForm } from '@/lib/seed/group-form';
import { coreGroupUrn } from '@/lib/scim/urns';

/** Stores groups with their members. */
export async function createDemoGroups(
  tenantId: string,
  groups: readonly GroupFacts[],
  userIds: ReadonlyMap<string, string>,
): Promise<void> {
  if (groups.length === 0) return;
  const ids = new Map(groups.map(({ name }) => [name, uuidv7()]));
  const now = new Date();
  await db()
    .insertInto('ScimGroup')
    .values(groups.map(({ name }) => ({ tenantId, id: ids.get(name) ?? '', ...groupRow(name, now) })))
    .execute();
  const memberships = groups.flatMap(({ name, members, groups: nested = [] }) => {
    const group = { tenantId, groupId: ids.get(name) ?? '' };
    const users = members.map((login) => userIds.get(login) ?? '');
    return [
      ...users.map((id) => ({ ...group, memberId: id, userId: id, nestedGroupId: null })),
      ...nested.map((inner) => ids.get(inner) ?? '').map((id) => ({ ...group, memberId: id, userId: null, nestedGroupId: id })),
    ];
  });
  await db().insertInto('ScimGroupMember').values(memberships).execute();
}

function groupRow(displayName: string, now: Date) {
  const { document, filterView, displayNameKey } = groupForm({ schemas: [coreGroupUrn], displayName });
  return { document: jsonb(document), filterView: jsonb(filterView), displayNameKey, createdAt: now, lastModified: now };
}
