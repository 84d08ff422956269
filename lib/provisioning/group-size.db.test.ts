import { sql } from 'kysely';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { explainStatements, recordStatements, rowsRead } from '@/conformance/support/record-statements';
import type { PlanNode } from '@/conformance/support/record-statements';
import { testContext } from '@/conformance/support/test-context';
import { createTestTenant } from '@/conformance/support/test-tenant';
import { db } from '@/lib/db/kysely';
import { deleteUser } from '@/lib/provisioning/delete-user';
import { getGroup } from '@/lib/provisioning/get-group';
import { patchGroup } from '@/lib/provisioning/patch-group';
import type { ProvisioningContext } from '@/lib/provisioning/provisioning-context';
import { replaceGroup } from '@/lib/provisioning/replace-group';
import { parseProjection } from '@/lib/scim/projection';
import { groupType } from '@/lib/scim/schema/registry';
import { patchOpUrn } from '@/lib/scim/urns';

/** The embedded database is slower at filling tables, and no different in what it reads. */
const MEMBERS = 'socketDirectory' in inject('database') ? 20_000 : 50_000;
const OUTSIDERS = 300;
const OTHER_GROUPS = 2_000;
const SMALL = 10;

/** What a change costs depends on the change, not on the group. */
describe(`a group of ${MEMBERS} members`, () => {
  let context: ProvisioningContext;
  beforeAll(async () => {
    const { tenantId } = await createTestTenant();
    context = testContext(tenantId);
    await seed(tenantId);
  });

  const whole = parseProjection(groupType, {});

  function patch(id: string, ...Operations: object[]): Promise<unknown> {
    const body = JSON.parse(JSON.stringify({ schemas: [patchOpUrn], Operations })) as never;
    return patchGroup(context, { id, ifMatch: undefined, projection: null, body });
  }

  function add(id: string, numbers: number[]): Promise<unknown> {
    return patch(id, { op: 'add', path: 'members', value: numbers.map((n) => ({ value: person(n) })) });
  }

  function remove(id: string, numbers: number[]): Promise<unknown> {
    return patch(id, { op: 'remove', path: 'members', value: numbers.map((n) => ({ value: person(n) })) });
  }

  async function memberCount(id: string): Promise<number> {
    const { rows } = await sql<{ count: number }>`select count(*) as "count" from "ScimGroupMember"
      where "tenantId" = ${context.tenantId} and "groupId" = ${id}`.execute(db());
    return Number(rows[0]?.count);
  }

  it.each([1, 100])('takes in and lets go of %i at the cost of a small group', async (size) => {
    const newcomers = range(MEMBERS, size);
    for (const id of ['small', 'large']) {
      const before = await memberCount(id);
      expect(await recordStatements(() => add(id, newcomers))).toHaveLength(2);
      expect(await memberCount(id)).toBe(before + size);
      expect(await recordStatements(() => remove(id, newcomers))).toHaveLength(2);
      expect(await memberCount(id)).toBe(before);

      expectCost(await explainStatements(() => add(id, newcomers)), size);
      expectCost(await explainStatements(() => remove(id, newcomers)), size);
    }
  });

  /** A few rows for each member that comes or goes, and a few for the group. */
  function expectCost(nodes: PlanNode[], size: number): void {
    const scans = nodes.filter((node) => node['Node Type'] === 'Seq Scan');
    expect(scans.map((node) => node['Relation Name'])).not.toContain('ScimUser');
    expect(scans.map((node) => node['Relation Name'])).not.toContain('ScimGroupMember');
    for (const table of ['ScimUser', 'ScimGroup', 'ScimGroupMember']) {
      expect(rowsRead(nodes, table)).toBeLessThan(10 + 5 * size);
    }
  }

  it('is renamed, and read without its members, without a look at them', async () => {
    const rename = await recordStatements(() =>
      patch('large', { op: 'replace', value: { id: 'large', displayName: 'Larger' } }),
    );
    const withoutMembers = parseProjection(groupType, { excludedAttributes: 'members' });
    const read = await recordStatements(() => getGroup(context, { id: 'large', projection: withoutMembers }));
    expect([rename.length, read.length]).toEqual([2, 1]);
    const nodes = [
      ...(await explainStatements(() => patch('large', { op: 'replace', path: 'displayName', value: 'X' }))),
      ...(await explainStatements(() => getGroup(context, { id: 'large', projection: withoutMembers }))),
    ];
    expect(rowsRead(nodes, 'ScimGroupMember')).toBe(0);
    expect(rowsRead(nodes, 'ScimUser')).toBe(0);
  });

  it('passes over the members for what puts some in, and refuses a message that does so too often', async () => {
    const byKind = { op: 'remove', path: 'members[type eq "Group"]' };
    const renames = range(0, 998).map((n) => ({ op: 'replace', path: 'displayName', value: `Name ${n}` }));
    const addition = { op: 'add', path: 'members', value: [{ value: person(MEMBERS) }] };
    await patch('large', byKind, ...renames, byKind);
    const often = range(0, 500).flatMap(() => [addition, byKind]);
    await expect(patch('large', ...often)).rejects.toMatchObject({ scimType: 'tooMany' });
    expect(await memberCount('large')).toBe(MEMBERS);
  });

  it('is replaced by writing the rows that differ', async () => {
    const seeded = await writers('large');
    expect(seeded).toHaveLength(1);
    const numbers = [...range(3, MEMBERS - 3), ...range(MEMBERS, 3)];
    const body = { displayName: 'Large', members: numbers.map((n) => ({ value: person(n) })) };
    const request = { id: 'large', ifMatch: undefined, projection: null, body };
    const statements = await recordStatements(() => replaceGroup(context, request));
    expect(statements).toHaveLength(3);
    expect(await memberCount('large')).toBe(MEMBERS);
    const { rows } = await sql<{ count: number }>`select count(*) as "count" from "ScimGroupMember"
      where "tenantId" = ${context.tenantId} and "groupId" = 'large'
        and xmin::text <> ${seeded[0] ?? ''}`.execute(db());
    expect(Number(rows[0]?.count)).toBe(3);
  });

  it('is read whole as one text', async () => {
    const { json } = await getGroup(context, { id: 'large', projection: whole });
    const { members } = JSON.parse(json) as { members: { value: string; display: string }[] };
    expect(members).toHaveLength(MEMBERS);
    expect(members[0]).toEqual({
      value: person(3),
      $ref: `${context.baseUrl}/Users/${person(3)}`,
      type: 'User',
      display: 'Person 3',
    });
  });

  it('loses a deleted user, and is another version', async () => {
    const { version } = await getGroup(context, { id: 'large', projection: whole });
    await deleteUser(context, { id: person(10), ifMatch: undefined });
    expect(await memberCount('large')).toBe(MEMBERS - 1);
    expect((await getGroup(context, { id: 'large', projection: whole })).version).toBe(version + 1);
  });

  /** The transactions that wrote the rows of a group's members. */
  async function writers(id: string): Promise<string[]> {
    const { rows } = await sql<{ xmin: string }>`select distinct xmin::text from "ScimGroupMember"
      where "tenantId" = ${context.tenantId} and "groupId" = ${id}`.execute(db());
    return rows.map(({ xmin }) => xmin);
  }
});

function person(n: number): string {
  return `person-${String(n).padStart(6, '0')}`;
}

function range(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => first + index);
}

async function seed(tenantId: string): Promise<void> {
  const now = new Date();
  const id = sql`'person-' || lpad(n::text, 6, '0')`;
  await sql`
    insert into "ScimUser" ("tenantId", "id", "document", "filterView", "userNameKey", "active", "version",
      "createdAt", "lastModified")
    select ${tenantId}, ${id}, jsonb_build_object('userName', ${id}, 'displayName', 'Person ' || n), '{}',
      ${id}, true, 1, ${now}, ${now}
    from generate_series(0, ${MEMBERS + OUTSIDERS - 1}::int) as n`.execute(db());
  await sql`
    insert into "ScimGroup" ("tenantId", "id", "document", "filterView", "displayNameKey", "version",
      "createdAt", "lastModified")
    select ${tenantId}, "id", jsonb_build_object('displayName', initcap("id")), '{}', "id", 1, ${now}, ${now}
    from (
      values ('large'), ('small')
      union all select 'other ' || n from generate_series(1, ${OTHER_GROUPS}::int) as n
    ) as made ("id")`.execute(db());
  for (const [group, members] of [['large', MEMBERS], ['small', SMALL]] as const) {
    await sql`
      insert into "ScimGroupMember" ("tenantId", "groupId", "memberId", "userId")
      select ${tenantId}, ${group}, ${id}, ${id}
      from generate_series(0, ${members - 1}::int) as n`.execute(db());
  }
  for (const table of ['ScimUser', 'ScimGroup', 'ScimGroupMember']) {
    await sql`analyze ${sql.table(table)}`.execute(db());
  }
}
