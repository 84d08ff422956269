import { v7 as uuidv7 } from 'uuid';
import type { MemberStatus } from '@/lib/db/generated/kysely/enums';
import { db, jsonb } from '@/lib/db/kysely';
import { memberProfile } from '@/lib/provisioning/member-profile';
import { groupIndexColumns, userIndexColumns } from '@/lib/provisioning/index-columns';
import type { ScimDocument } from '@/lib/scim/resource';
import { groupType, userType } from '@/lib/scim/schema/registry';
import type { ResourceType } from '@/lib/scim/schema/registry';

export interface StoredPerson {
  userId: string;
  memberId: string;
  document: ScimDocument;
}

/** Users with their members, as provisioning stores them but for addresses to look up by and roles, which they lack. */
export async function storePeople(
  tenantId: string,
  documents: readonly ScimDocument[],
  type: ResourceType = userType,
): Promise<StoredPerson[]> {
  const now = new Date();
  const people = documents.map((document) => ({ userId: uuidv7(), memberId: uuidv7(), document }));
  for (const { userId, memberId, document } of people) {
    const { filterView, userNameKey, externalId, displayNameKey, active, managerId } = userIndexColumns(type, document);
    await db()
      .insertInto('ScimUser')
      .values({
        userNameKey,
        externalId,
        displayNameKey,
        active,
        managerId,
        tenantId,
        id: userId,
        document: jsonb(document),
        filterView: jsonb(filterView),
        createdAt: now,
        lastModified: now,
      })
      .execute();
    const status: MemberStatus = document.active === false ? 'DEPROVISIONED' : 'ACTIVE';
    await db()
      .insertInto('Member')
      .values({ ...memberProfile(document), tenantId, id: memberId, scimUserId: userId, managedBy: 'SCIM', status })
      .execute();
  }
  return people;
}

/** A group with the users and groups that are in it. @returns its id */
export async function storeGroup(
  tenantId: string,
  displayName: string,
  { users = [], groups = [] }: { users?: readonly string[]; groups?: readonly string[] } = {},
): Promise<string> {
  const id = uuidv7();
  const now = new Date();
  const document = { displayName };
  const { filterView, ...columns } = groupIndexColumns(groupType, document);
  await db()
    .insertInto('ScimGroup')
    .values({
      ...columns,
      tenantId,
      id,
      document: jsonb(document),
      filterView: jsonb(filterView),
      createdAt: now,
      lastModified: now,
    })
    .execute();
  await joinGroup(tenantId, id, { users, groups });
  return id;
}

/** Puts users and groups into a group; circles are allowed. */
export async function joinGroup(
  tenantId: string,
  groupId: string,
  { users = [], groups = [] }: { users?: readonly string[]; groups?: readonly string[] },
): Promise<void> {
  const rows = [
    ...users.map((userId) => ({ tenantId, groupId, memberId: userId, userId })),
    ...groups.map((nestedGroupId) => ({ tenantId, groupId, memberId: nestedGroupId, nestedGroupId })),
  ];
  if (rows.length > 0) await db().insertInto('ScimGroupMember').values(rows).execute();
}
