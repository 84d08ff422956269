import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { testContext } from '@/conformance/support/test-context';
import { createTestTenant } from '@/conformance/support/test-tenant';
import { db } from '@/lib/db/kysely';
import { createGroup } from '@/lib/provisioning/create-group';
import { createUser } from '@/lib/provisioning/create-user';
import { deleteGroup } from '@/lib/provisioning/delete-group';
import { deleteUser } from '@/lib/provisioning/delete-user';
import { listResources } from '@/lib/provisioning/list-resources';
import type { ProvisioningContext } from '@/lib/provisioning/provisioning-context';
import { parseProjection } from '@/lib/scim/projection';
import { groupType, userType } from '@/lib/scim/schema/registry';
import { seedTenant } from '@/lib/seed/seed-tenant';

/** Totals of lists without a filter are kept, not counted; they must be right whoever wrote the rows. */
describe('the number of resources', () => {
  let context: ProvisioningContext;
  let tenantId: string;
  beforeEach(async () => {
    ({ tenantId } = await createTestTenant());
    context = testContext(tenantId);
  });

  async function totals(): Promise<number[]> {
    const query = { startIndex: 1, count: 0 };
    const lists = ([['User'], ['Group'], ['User', 'Group']] as const).map((types) =>
      listResources(context, types, query),
    );
    return (await Promise.all(lists)).map(({ totalResults }) => totalResults);
  }

  async function createPerson(userName: string, active = true): Promise<string> {
    const body = { userName, active, externalId: userName };
    return (await createUser(context, { body, projection: parseProjection(userType, {}) })).id;
  }

  it('is right after creates, restores and deletes', async () => {
    expect(await totals()).toEqual([0, 0, 0]);
    const [first] = [await createPerson('a'), await createPerson('b')];
    const body = { displayName: 'Finance' };
    const group = await createGroup(context, { body, projection: parseProjection(groupType, {}) });
    expect(await totals()).toEqual([2, 1, 3]);
    await createPerson('c', false);
    await createPerson('c');
    expect(await totals()).toEqual([3, 1, 4]);
    await deleteUser(context, { id: first, ifMatch: undefined });
    await deleteGroup(context, { id: group.id, ifMatch: undefined });
    expect(await totals()).toEqual([2, 0, 2]);
  });

  it('is right after what was refused or rolled back', async () => {
    await createPerson('a');
    await expect(createPerson('a')).rejects.toThrow();
    await createGroup(context, { body: { displayName: 'Finance' }, projection: parseProjection(groupType, {}) });
    const rolledBack = db().transaction().execute(async (transaction) => {
      await transaction.deleteFrom('ScimGroup').where('tenantId', '=', tenantId).execute();
      throw new Error('rolled back');
    });
    await expect(rolledBack).rejects.toThrow('rolled back');
    expect(await totals()).toEqual([1, 1, 2]);
  });

  it('is right after many rows in one statement', async () => {
    await seedTenant({ tenantId, users: 300, groups: 30, members: 3 }, () => {});
    expect(await totals()).toEqual([300, 30, 330]);
    await sql`delete from "ScimGroup" where "tenantId" = ${tenantId} and "externalId" < 'seed-group-2'`.execute(db());
    const { rows } = await sql<{ groups: number }>`
      select count(*) as "groups" from "ScimGroup" where "tenantId" = ${tenantId}`.execute(db());
    expect(await totals()).toEqual([300, rows[0]?.groups, 300 + (rows[0]?.groups ?? 0)]);
  });

  it('is right after creates and deletes at once', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, (_, index) => createPerson(`early-${index}`)));
    await Promise.all([
      ...ids.slice(0, 10).map((id) => deleteUser(context, { id, ifMatch: undefined })),
      ...Array.from({ length: 15 }, (_, index) => createPerson(`late-${index}`)),
    ]);
    expect(await totals()).toEqual([25, 0, 25]);
  });

  it('is another tenant’s own, and goes with its tenant', async () => {
    await createPerson('a');
    const other = await createTestTenant();
    await createUser(testContext(other.tenantId), {
      body: { userName: 'b' },
      projection: parseProjection(userType, {}),
    });
    // People hold on to their roles and resources, so they go first.
    for (const table of ['MemberRole', 'Member']) {
      await sql`delete from ${sql.table(table)} where "tenantId" = ${other.tenantId}`.execute(db());
    }
    await sql`delete from "Tenant" where "id" = ${other.tenantId}`.execute(db());
    expect(await totals()).toEqual([1, 0, 1]);
    const left = await db().selectFrom('ScimTally').selectAll().where('tenantId', '=', other.tenantId).execute();
    expect(left).toEqual([]);
  });
});
