import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { db } from '@/lib/db/kysely';
import { createUser } from '@/lib/provisioning/create-user';
import type { ProvisioningContext } from '@/lib/provisioning/provisioning-context';
import { toFilterView } from '@/lib/scim/filter/filter-view';
import { isJsonObject } from '@/lib/scim/json';
import type { JsonObject } from '@/lib/scim/json';
import { parseProjection } from '@/lib/scim/projection';
import { schemasOf } from '@/lib/scim/resource';
import { coreRegistry, groupType, userType } from '@/lib/scim/schema/registry';
import { seedTenant } from '@/lib/seed/seed-tenant';
import { newMapping } from '@/conformance/support/test-context';
import { createTenant } from '@/lib/tenants/create-tenant';

const USERS = 60;
const GROUPS = 3;
const MEMBERS = 5;

async function newTenant(): Promise<string> {
  const owner = { ownerName: 'Olga Owner', ownerEmail: 'olga@example.com' };
  const { tenantId } = await createTenant(db(), { name: 'Seeded', id: `seed-${randomUUID().slice(0, 12)}`, ...owner });
  return tenantId;
}

function contextOf(tenantId: string): ProvisioningContext {
  return {
    tenantId,
    mode: 'strict',
    registry: coreRegistry,
    baseUrl: 'https://example.com/scim/v2',
    now: new Date(),
    mapping: newMapping,
    clientName: 'Test',
    event: { status: 201, notes: [] },
    recordsSuccess: false,
  };
}

/** Everything stored for the people of a tenant, without what is new for each row: ids and times. */
async function storedPeople(tenantId: string): Promise<Map<string, JsonObject>> {
  const { rows } = await sql<{ key: string; stored: JsonObject }>`
    select u."userNameKey" as "key", jsonb_build_object(
      'user', to_jsonb(u) - '{tenantId,id,createdAt,lastModified}'::text[],
      'emails', (select jsonb_agg(to_jsonb(e) - '{tenantId,userId}'::text[]) from "ScimUserEmail" e
        where e."tenantId" = u."tenantId" and e."userId" = u."id"),
      'member', to_jsonb(m) - '{tenantId,id,scimUserId,createdAt,deprovisionedAt}'::text[],
      'left', m."deprovisionedAt" is not null,
      'roles', (select jsonb_agg(jsonb_build_object('role', r."roleKey", 'source', r."source", 'reason', r."reason"))
        from "MemberRole" r where r."tenantId" = m."tenantId" and r."memberId" = m."id")) as "stored"
    from "ScimUser" u left join "Member" m on m."tenantId" = u."tenantId" and m."scimUserId" = u."id"
    where u."tenantId" = ${tenantId}`.execute(db());
  return new Map(rows.map(({ key, stored }) => [key, stored]));
}

async function count(table: 'ScimUser' | 'ScimGroup' | 'ScimGroupMember' | 'Member', tenantId: string): Promise<number> {
  const { n } = await db()
    .selectFrom(table)
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('tenantId', '=', tenantId)
    .executeTakeFirstOrThrow();
  return n;
}

describe('a seeded population', () => {
  let tenantId: string;

  beforeAll(async () => {
    tenantId = await newTenant();
    await seedTenant({ tenantId, users: USERS, groups: GROUPS, members: MEMBERS }, () => {});
  });

  it('is stored exactly as provisioning stores the same people', async () => {
    const seeded = await storedPeople(tenantId);
    expect(seeded.size).toBe(USERS);
    const provisioned = await newTenant();
    for (const { user } of seeded.values()) {
      const document = isJsonObject(user) && isJsonObject(user.document) ? user.document : {};
      const body = { ...document, schemas: schemasOf(userType, document) };
      await createUser(contextOf(provisioned), { body, projection: parseProjection(userType, {}) });
    }
    expect(await storedPeople(provisioned)).toEqual(seeded);
  });

  it('has managers who are people of the population', async () => {
    const { rows } = await sql<{ people: number; found: number }>`
      select count(*) as "people", count(chief."id") as "found" from "ScimUser" u
      left join "ScimUser" chief on chief."tenantId" = u."tenantId" and chief."id" = u."managerId"
      where u."tenantId" = ${tenantId} and u."managerId" is not null`.execute(db());
    expect(rows).toEqual([{ people: USERS - USERS / 20, found: USERS - USERS / 20 }]);
  });

  it('has groups of the size asked for, with the filter view the protocol gives them', async () => {
    expect(await count('ScimGroup', tenantId)).toBe(GROUPS);
    expect(await count('ScimGroupMember', tenantId)).toBe(GROUPS * MEMBERS);
    const groups = await db().selectFrom('ScimGroup').selectAll().where('tenantId', '=', tenantId).execute();
    for (const { document, filterView, displayNameKey } of groups) {
      expect(filterView).toEqual(toFilterView(groupType, document as JsonObject));
      expect(displayNameKey).toBe((filterView as JsonObject).displayName);
    }
  });

  it('grows by another run, numbered on and never dated into the future', async () => {
    await seedTenant({ tenantId, users: USERS, groups: GROUPS, members: MEMBERS }, () => {});
    expect(await count('ScimUser', tenantId)).toBe(2 * USERS);
    expect(await count('Member', tenantId)).toBe(2 * USERS + 1);
    expect(await count('ScimGroup', tenantId)).toBe(2 * GROUPS);
    const future = await db()
      .selectFrom('ScimUser')
      .select('id')
      .where('tenantId', '=', tenantId)
      .where('createdAt', '>', new Date())
      .execute();
    expect(future).toEqual([]);
  });
});
