import { beforeAll, describe, expect, it } from 'vitest';
import { explainStatements, rowsRead } from '@/conformance/support/record-statements';
import { testContext } from '@/conformance/support/test-context';
import { createTestTenant } from '@/conformance/support/test-tenant';
import { db } from '@/lib/db/kysely';
import { listResources } from '@/lib/provisioning/list-resources';
import type { ListQuery } from '@/lib/scim/list';
import { seedTenant } from '@/lib/seed/seed-tenant';

const small = 2_000;
const large = 20_000;
const tables = ['ScimUser', 'ScimUserEmail', 'ScimGroup', 'ScimGroupMember'];

/** What stands for the facts of a tenant in the queries below. */
interface Known {
  tenantId: string;
  users: number;
  userId: string;
  managerId: string;
  groupId: string;
  email: string;
}

type Case = [what: string, type: 'User' | 'Group', query: (known: Known) => Partial<ListQuery>];

const withoutMembers = (filter: string) => ({ filter, excludedAttributes: 'members' });
const at = 'https://app.test/scim/v2/Users';

const lookups: Case[] = [
  ['id', 'User', ({ userId }) => ({ filter: `id eq "${userId}"` })],
  ['userName', 'User', ({ email }) => ({ filter: `userName eq "${email}"` })],
  ['the beginning of a userName', 'User', ({ email }) => ({ filter: `userName sw "${email}"` })],
  ['externalId', 'User', () => ({ filter: 'externalId eq "seed-7"' })],
  ['displayName', 'User', () => ({ filter: 'displayName eq "nobody"' })],
  ['emails', 'User', ({ email }) => ({ filter: `emails eq "${email}"` })],
  ['emails.value', 'User', ({ email }) => ({ filter: `emails.value eq "${email}"` })],
  ['the value of work emails', 'User', ({ email }) => ({ filter: `emails[type eq "work"].value eq "${email}"` })],
  [
    'emails with type and value',
    'User',
    ({ email }) => ({ filter: `emails[type eq "work" and value eq "${email}"]` }),
  ],
  [
    'the value of the primary email',
    'User',
    ({ email }) => ({ filter: `emails[primary eq true and value eq "${email}"]` }),
  ],
  ['userName or email', 'User', ({ email }) => ({ filter: `userName eq "${email}" or emails eq "${email}"` })],
  ['manager', 'User', ({ managerId }) => ({ filter: `manager eq "${managerId}"` })],
  [
    'id and manager',
    'User',
    ({ userId, managerId }) => ({ filter: `id eq "${userId}" and manager eq "${managerId}"` }),
  ],
  ['the name of the manager', 'User', () => ({ filter: 'manager.displayName eq "nobody"' })],
  ['groups', 'User', ({ groupId }) => ({ filter: `groups eq "${groupId}"` })],
  ['groups of a name', 'User', () => ({ filter: 'groups.display eq "nobody"' })],
  ['meta.location', 'User', ({ userId }) => ({ filter: `meta.location eq "${at}/${userId}"` })],
  ['meta.created', 'User', () => ({ filter: 'meta.created gt "2090-01-01T00:00:00Z"' })],
  ['meta.lastModified', 'User', () => ({ filter: 'meta.lastModified ge "2090-01-01T00:00:00Z"' })],
  ['displayName of a group', 'Group', () => withoutMembers('displayName eq "nobody"')],
  ['externalId of a group', 'Group', () => withoutMembers('externalId eq "seed-group-1"')],
  ['members', 'Group', ({ userId }) => withoutMembers(`members eq "${userId}"`)],
  ['members.value', 'Group', ({ userId }) => withoutMembers(`members.value eq "${userId}"`)],
  ['members in brackets', 'Group', ({ userId }) => withoutMembers(`members[value eq "${userId}"]`)],
  [
    'id and members',
    'Group',
    ({ groupId, userId }) => withoutMembers(`id eq "${groupId}" and members eq "${userId}"`),
  ],
];

const pages: Case[] = [
  ['the first page', 'User', () => ({ count: 100 })],
  ['the last page', 'User', ({ users }) => ({ startIndex: users - 99, count: 100 })],
  ['the page after the last', 'User', ({ users }) => ({ startIndex: users + 1, count: 100 })],
  ['the first page by cursor', 'User', () => ({ cursor: '', count: 100 })],
  ['the first page by userName', 'User', () => ({ sorting: { by: 'userName', descending: false }, count: 100 })],
  [
    'the first page by lastModified, newest first',
    'User',
    () => ({ sorting: { by: 'meta.lastModified', descending: true }, count: 100 }),
  ],
  ['the first page of groups', 'Group', () => ({ count: 10, excludedAttributes: 'members' })],
];

describe('reading a large tenant', () => {
  const tenants: Record<'small' | 'large', Known | null> = { small: null, large: null };
  beforeAll(async () => {
    tenants.small = await populated(small);
    tenants.large = await populated(large);
  }, 300_000);

  it.each([...lookups, ...pages])(
    '%s: reads no table from its beginning, and no more of a larger tenant',
    async (...test) => {
      const [rowsOfSmall, rowsOfLarge] = [await cost(tenants.small, test), await cost(tenants.large, test)];
      // The people of the two pages are not the same, and some are in a nested group more.
      expect(rowsOfLarge).toBeLessThanOrEqual(rowsOfSmall + 50);
    },
  );

  const listed: { types: ('User' | 'Group')[] }[] = [{ types: ['User'] }, { types: ['User', 'Group'] }];
  it.each(listed)('a page of $types far from the start has what belongs there', async ({ types }) => {
    const { tenantId } = tenants.large as Known;
    const users = db().selectFrom('ScimUser').select(['id', 'createdAt']).where('tenantId', '=', tenantId);
    const groups = db().selectFrom('ScimGroup').select(['id', 'createdAt']).where('tenantId', '=', tenantId);
    const all = await (types.length > 1 ? users.unionAll(groups) : users).orderBy('createdAt').orderBy('id').execute();
    for (const startIndex of [1_500, all.length / 2, all.length / 2 + 2, all.length - 5, all.length + 1]) {
      for (const sorting of [undefined, { by: 'meta.created', descending: true }]) {
        const expected = (sorting ? all.toReversed() : all).slice(startIndex - 1, startIndex + 9);
        const query = { startIndex, sorting, count: 10, attributes: 'id' };
        const { resources, totalResults } = await listResources(testContext(tenantId), types, query);
        expect(resources.map((text) => (JSON.parse(text) as { id: string }).id)).toEqual(expected.map(({ id }) => id));
        expect(totalResults).toBe(all.length);
      }
    }
  });

  const counted = ['active eq true', 'active eq false and manager pr'];
  it.each(counted)('%s is counted without reading any other tenant', async (filter) => {
    const rows = await cost(tenants.small, ['', 'User', () => ({ filter, count: 10, attributes: 'userName' })]);
    expect(rows).toBeLessThan(3 * small);
  });

  it.each([
    ['by creation', {}],
    ['by userName, backwards', { sorting: { by: 'userName', descending: true } }],
    ['by a name that not all have', { sorting: { by: 'displayName', descending: false } }],
  ])('a page by cursor %s begins where the last one ended', async (_order, query) => {
    const known = tenants.large as Known;
    let cursor = '';
    for (let read = 0; read < 5; read++) {
      const page = await list(known, 'User', { ...query, cursor, count: 100, attributes: 'userName' });
      cursor = page.nextCursor ?? '';
    }
    const rows = await cost(known, ['', 'User', () => ({ ...query, cursor, count: 100 })]);
    expect(rows).toBeLessThan(1_000);
  });

  async function populated(users: number): Promise<Known> {
    const { tenantId } = await createTestTenant();
    await seedTenant({ tenantId, users, groups: users / 10, members: 10 }, () => {});
    const user = await db()
      .selectFrom('ScimUser')
      .select(['id', 'managerId', 'userNameKey'])
      .where('tenantId', '=', tenantId)
      .where('externalId', '=', 'seed-7')
      .executeTakeFirstOrThrow();
    const group = await db()
      .selectFrom('ScimGroup')
      .select('id')
      .where('tenantId', '=', tenantId)
      .where('externalId', '=', 'seed-group-0')
      .executeTakeFirstOrThrow();
    const { id: userId, managerId, userNameKey: email } = user;
    return { tenantId, users, userId, managerId: managerId ?? '', groupId: group.id, email };
  }

  function list({ tenantId }: Known, type: 'User' | 'Group', query: Partial<ListQuery>) {
    return listResources(testContext(tenantId), [type], { startIndex: 1, count: 100, ...query });
  }

  /** Refuses a plan that reads a table from its beginning: every other tenant's rows are in it too. */
  async function cost(known: Known | null, [, type, query]: Case): Promise<number> {
    if (!known) throw new Error('The tenants are made before');
    const nodes = await explainStatements(() => list(known, type, query(known)));
    const scanned = nodes.filter((node) => node['Node Type'] === 'Seq Scan' && node['Actual Loops'] > 0);
    const names = scanned.map((node) => node['Relation Name'] ?? '');
    expect(names.filter((name) => tables.includes(name))).toEqual([]);
    return tables.reduce((sum, table) => sum + rowsRead(nodes, table), 0);
  }
});
