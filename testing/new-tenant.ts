import { randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type { ManagedBy, MemberStatus } from '@/lib/db/generated/kysely/enums';
import { db, jsonb } from '@/lib/db/kysely';
import { memberKeys } from '@/lib/members/member-keys';
import type { Actor } from '@/lib/roles/permission';
import { createTenant } from '@/lib/tenants/create-tenant';

export interface TestTenant {
  tenantId: string;
  ownerId: string;
  ownerEmail: string;
  /** The owner, as who acts. */
  owner: Actor;
}

/** A tenant that no other test knows. */
export async function newTenant(): Promise<TestTenant> {
  const id = `test-${randomBytes(6).toString('hex')}`;
  const ownerEmail = `olga@${id}.test`;
  const { tenantId, ownerId } = await createTenant(db(), {
    id,
    name: `Org ${id}`,
    ownerName: 'Olga Owner',
    ownerEmail,
  });
  return {
    tenantId,
    ownerId,
    ownerEmail,
    owner: { tenantId, memberId: ownerId, name: 'Olga Owner', level: 'OWNER' },
  };
}

interface TestMember {
  email?: string;
  roleKey?: string;
  status?: MemberStatus;
  managedBy?: ManagedBy;
  createdAt?: Date;
  lastSeenAt?: Date;
}

/** Adds a member with one role, as an invitation or a sync would have left them. */
export async function newMember(
  tenantId: string,
  displayName: string,
  { roleKey = 'member', ...member }: TestMember = {},
): Promise<string> {
  const id = uuidv7();
  const email = member.email ?? `${displayName.toLowerCase().replace(/\W+/g, '.')}@${tenantId}.test`;
  const deprovisionedAt = member.status === 'DEPROVISIONED' ? new Date() : null;
  await db()
    .insertInto('Member')
    .values({
      ...member,
      tenantId,
      id,
      displayName,
      email,
      deprovisionedAt,
      ...memberKeys({ displayName, email }),
    })
    .execute();
  const grant = { tenantId, memberId: id, roleKey, source: 'PORTAL' as const, reason: 'For a test' };
  await db().insertInto('MemberRole').values(grant).execute();
  return id;
}

/** Lets a SCIM resource manage the member, as a sync would. */
export async function manageByScim(tenantId: string, memberId: string): Promise<void> {
  const id = uuidv7();
  const now = new Date();
  await db()
    .insertInto('ScimUser')
    .values({
      tenantId,
      id,
      document: jsonb({}),
      filterView: jsonb({}),
      userNameKey: id,
      active: true,
      createdAt: now,
      lastModified: now,
    })
    .execute();
  await db()
    .updateTable('Member')
    .set({ scimUserId: id, managedBy: 'SCIM' })
    .where('tenantId', '=', tenantId)
    .where('id', '=', memberId)
    .execute();
  await db()
    .updateTable('IdentitySettings')
    .set({ scimEnabled: true })
    .where('tenantId', '=', tenantId)
    .execute();
}
