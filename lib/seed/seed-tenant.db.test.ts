import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import type { RoleSource } from '@/lib/db/generated/kysely/enums';
import { db } from '@/lib/db/kysely';
import { createUser } from '@/lib/provisioning/create-user';
import type { ProvisioningContext } from '@/lib/provisioning/provisioning-context';
import { planApplication } from '@/lib/provisioning/roles/plan-application';
import { findTenantMapping } from '@/lib/roles/tenant-mapping';
import { toFilterView } from '@/lib/scim/filter/filter-view';
import { isJsonObject } from '@/lib/scim/json';
import type { JsonObject } from '@/lib/scim/json';
import { parseProjection } from '@/lib/scim/projection';
import { schemasOf } from '@/lib/scim/resource';
import { coreRegistry, groupType, roleTypes, userType } from '@/lib/scim/schema/registry';
import { enterpriseUserUrn } from '@/lib/scim/urns';
import { seedTenant } from '@/lib/seed/seed-tenant';
import { newMapping } from '@/conformance/support/test-context';
import { createTenant } from '@/lib/tenants/create-tenant';
import { addRules } from '@/testing/add-rules';
import type { TestRule } from '@/testing/add-rules';
import { setMapping } from '@/testing/set-mapping';

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
    roleType: roleTypes.okta,
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

describe('the roles of a seeded population', () => {
  const department = `${enterpriseUserUrn}:department`;

  it.each<{ source: RoleSource; mapping?: { attribute: string }; rules: TestRule[]; roles: Record<string, number> }>([
    {
      source: 'IDP_GROUPS',
      rules: [
        { kind: 'GROUP', name: 'Engineering 0', roleKey: 'admin' },
        { kind: 'GROUP', name: 'Engineering 9', roleKey: 'viewer' },
        { kind: 'GROUP', name: 'engineering 1', roleKey: 'owner' },
      ],
      roles: {
        'admin: group Engineering 0': 5,
        'member: Default role': 45,
        'viewer: group Engineering 9': 5,
        'viewer: group Engineering 9, through Support 8': 5,
      },
    },
    {
      source: 'IDP_ATTRIBUTE',
      mapping: { attribute: department },
      rules: [
        { kind: 'VALUE', name: 'finance', roleKey: 'admin' },
        { kind: 'VALUE', name: 'Legal', roleKey: 'viewer' },
      ],
      roles: {
        [`admin: ${department} "Finance"`]: 20,
        'member: Default role': 20,
        [`viewer: ${department} "Legal"`]: 20,
      },
    },
    { source: 'PORTAL', rules: [], roles: { 'member: Default role': 60 } },
  ])('are those that its mapping gives: $source', async ({ source, mapping, rules, roles }) => {
    const tenantId = await newTenant();
    await setMapping(tenantId, { source, ...mapping });
    if (rules.length > 0) await addRules(tenantId, rules);
    await seedTenant({ tenantId, users: USERS, groups: 10, members: MEMBERS }, () => {});
    expect(await rolesOf(tenantId)).toEqual(roles);
    expect(await differing(tenantId)).toBe(0);
  });

  it('come from groups that the rules follow from then on', async () => {
    const tenantId = await newTenant();
    await setMapping(tenantId, { source: 'IDP_GROUPS' });
    await addRules(tenantId, [{ kind: 'GROUP', name: 'Finance 1', roleKey: 'viewer' }]);
    await seedTenant({ tenantId, users: USERS, groups: 2, members: MEMBERS }, () => {});
    const { rules, generation } = await findTenantMapping(tenantId);
    const group = await db().selectFrom('ScimGroup').select('id').where('tenantId', '=', tenantId)
      .where('externalId', '=', 'seed-group-1').executeTakeFirstOrThrow();
    expect(rules.map(({ groupId }) => groupId)).toEqual([group.id]);
    expect(generation).toBeGreaterThan(newMapping.generation + 2);
  });
});

/** How many people have each role for each reason; the owner is none of them. */
async function rolesOf(tenantId: string): Promise<Record<string, number>> {
  const { rows } = await sql<{ role: string; people: number }>`
    select "roleKey" || ': ' || "reason" as "role", count(*)::int as "people" from "MemberRole"
    where "tenantId" = ${tenantId} and "source" = 'SCIM' group by 1`.execute(db());
  return Object.fromEntries(rows.map(({ role, people }) => [role, people]));
}

/** How many people would get other roles if the mapping was applied. */
async function differing(tenantId: string): Promise<number> {
  const mapping = await findTenantMapping(tenantId);
  const cause = { kind: 'admin' as const, actorName: 'Olga Owner', what: 'the role mapping', eventId: null };
  return db().transaction().execute((trx) => planApplication(trx, tenantId, 'test', mapping, coreRegistry, cause));
}
