import { sql } from 'kysely';
import { mintCredential } from '@/lib/credentials/mint-credential';
import { db, jsonb } from '@/lib/db/kysely';
import { coreGroupUrn } from '@/lib/scim/urns';
import { groupForm } from '@/lib/seed/group-form';
import { seedTenant } from '@/lib/seed/seed-tenant';
import { createTenant } from '@/lib/tenants/create-tenant';

export const TENANT = 'bench';
export const USERS = 100_000;

/** Sizes of the groups that members are added to. */
export const GROUP_SIZES = [100, 1_000, 10_000] as const;

/** Groups of each size: enough that writers seldom meet in one, and that adding hardly changes their sizes. */
export const GROUPS_PER_SIZE = 40;

/** Makes a tenant with a population as the seeding command makes one, and groups. Answers with a token for it. */
export async function makePopulation(): Promise<string> {
  const token = await makePeople();
  for (const size of GROUP_SIZES) await makeGroups(size, GROUPS_PER_SIZE);
  return token;
}

/** The same without groups. */
export async function makePeople(): Promise<string> {
  const owner = { ownerName: 'Olga Owner', ownerEmail: 'olga@bench.example' };
  const { ownerId } = await createTenant(db(), { id: TENANT, name: 'Bench', ...owner });
  await db().updateTable('IdentitySettings').set({ scimEnabled: true }).where('tenantId', '=', TENANT).execute();
  await seedTenant({ tenantId: TENANT, users: USERS, groups: 0, members: 0 }, () => undefined);
  const minted = await mintCredential(
    { tenantId: TENANT, memberId: ownerId, name: owner.ownerName, level: 'OWNER' },
    { label: 'Okta production', provider: 'OKTA', scopes: ['scim'], mode: 'COMPATIBLE', expiresAt: null },
  );
  if (!minted.ok) throw new Error(minted.message);
  return minted.token;
}

/**
 * Group `number` has the people from place `number × size` on; at the end their places begin again.
 * @param among so many people, those who came first, are in groups
 */
export async function makeGroups(size: number, count: number, among = USERS): Promise<void> {
  const numbers = Array.from({ length: count }, (_, number) => number);
  const createdAt = new Date();
  const rows = numbers.map((number) => {
    const form = groupForm({ schemas: [coreGroupUrn], displayName: `Group ${size} ${number}` });
    return {
      ...form,
      tenantId: TENANT,
      id: groupId(size, number),
      document: jsonb(form.document),
      filterView: jsonb(form.filterView),
      createdAt,
      lastModified: createdAt,
    };
  });
  await db().insertInto('ScimGroup').values(rows).execute();
  await sql`
    with person as materialized (
      select "id", (row_number() over (order by "createdAt", "id") - 1)::int as "place"
      from "ScimUser" where "tenantId" = ${TENANT})
    insert into "ScimGroupMember" ("tenantId", "groupId", "memberId", "userId")
    select ${TENANT}, 'group-' || ${size}::int || '-' || number, "id", "id"
    from generate_series(0, ${count}::int - 1) as number
    join person on "place" < ${among}::int
      and ("place" - ${size}::int * number % ${among}::int + ${among}::int) % ${among}::int < ${size}::int
  `.execute(db());
  await sql`vacuum analyze "ScimGroup", "ScimGroupMember"`.execute(db());
}

export function groupId(size: number, number: number): string {
  return `group-${size}-${number}`;
}

/** The people as both sides of a comparison know them, in order of creation. */
export interface Person {
  id: string;
  userName: string;
}

export async function readPeople(): Promise<Person[]> {
  const { rows } = await sql<Person>`
    select "id", "document" ->> 'userName' as "userName" from "ScimUser"
    where "tenantId" = ${TENANT} order by "createdAt", "id"`.execute(db());
  return rows;
}
