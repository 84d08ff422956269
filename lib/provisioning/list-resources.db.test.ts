import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '@/conformance/support/test-context';
import { createTestTenant } from '@/conformance/support/test-tenant';
import { db } from '@/lib/db/kysely';
import { createGroup } from '@/lib/provisioning/create-group';
import { createUser } from '@/lib/provisioning/create-user';
import { listResources } from '@/lib/provisioning/list-resources';
import type { ProvisioningContext } from '@/lib/provisioning/provisioning-context';
import { isScimError } from '@/lib/scim/error';
import { compareCodePoints } from '@/lib/scim/filter/evaluate';
import { toFilterView } from '@/lib/scim/filter/filter-view';
import { isJsonObject } from '@/lib/scim/json';
import type { JsonObject, JsonValue } from '@/lib/scim/json';
import type { ListQuery, Sorting } from '@/lib/scim/list';
import { parseProjection } from '@/lib/scim/projection';
import { coreUserUrn, enterpriseUserUrn } from '@/lib/scim/urns';
import { seedTenant } from '@/lib/seed/seed-tenant';
import { staffType, staffUrn, teamType, teamUrn } from '@/testing/staff-extension';

const start = Date.now() - 60_000;

type TypeName = 'User' | 'Group';

const both: TypeName[] = ['User', 'Group'];

/** Values that differ in case, are missing, share a beginning, or lie beyond U+FFFF. */
const people: JsonObject[] = [
  { userName: 'b', displayName: 'Zo\u00eb', title: 'x', emails: [{ value: 'z@a' }, { value: 'a@a', primary: true }] },
  { userName: 'A', displayName: 'ana', externalId: 'B', [staffUrn]: { grade: 10, onSite: true, tags: ['m', 'a'] } },
  { userName: 'c', displayName: 'Ana', externalId: 'a', active: false, emails: [{ value: 'b@a', type: 'work' }] },
  { userName: '\uffee', title: '\u{1f600}', [staffUrn]: { grade: 2, rate: 0.5, hiredAt: '2026-01-01T00:00:00+02:00' } },
  { userName: '\u{1f600}', title: '\uffee', [staffUrn]: { grade: -1, onSite: false, hiredAt: '2025-12-31T23:00:00Z' } },
  { userName: 'd', title: 'X', emails: [{ type: 'home' }], [enterpriseUserUrn]: { manager: { value: 'boss-2' } } },
  { userName: 'e', title: '', name: { familyName: 'Ruiz' }, [enterpriseUserUrn]: { manager: { value: 'boss-1' } } },
];

/** What resources can be sorted by, and where its value lies in a resource; lists show it in one element. */
const sorts: [types: TypeName[], by: string, path: string[], part?: string][] = [
  [['User'], 'userName', ['userName']],
  [['User'], 'USERNAME', ['userName']],
  [['User'], 'id', ['id']],
  [['User'], 'externalId', ['externalId']],
  [['User'], 'displayName', ['displayName']],
  [['User'], 'active', ['active']],
  [['User'], 'title', ['title']],
  [['User'], `${coreUserUrn}:title`, ['title']],
  [['User'], 'name.familyName', ['name', 'familyName']],
  [['User'], 'emails', ['emails'], 'value'],
  [['User'], 'emails.type', ['emails'], 'type'],
  [['User'], 'groups', ['groups'], 'value'],
  [['User'], 'groups.display', ['groups'], 'display'],
  [['User'], 'manager', [enterpriseUserUrn, 'manager', 'value']],
  [['User'], 'meta.created', ['meta', 'created']],
  [['User'], 'meta.lastModified', ['meta', 'lastModified']],
  [['User'], 'meta.location', ['meta', 'location']],
  [['User'], 'meta.version', ['meta', 'version']],
  [['User'], `${staffUrn}:grade`, [staffUrn, 'grade']],
  [['User'], `${staffUrn}:rate`, [staffUrn, 'rate']],
  [['User'], `${staffUrn}:onSite`, [staffUrn, 'onSite']],
  [['User'], `${staffUrn}:hiredAt`, [staffUrn, 'hiredAt']],
  [['User'], `${staffUrn}:tags`, [staffUrn, 'tags'], ''],
  [['Group'], 'displayName', ['displayName']],
  [['Group'], 'members', ['members'], 'value'],
  [['Group'], 'members.display', ['members'], 'display'],
  [['Group'], `${teamUrn}:aliases`, [teamUrn, 'aliases'], ''],
  [both, 'displayName', ['displayName']],
  [both, 'userName', ['userName']],
  [both, 'nothing', ['nothing']],
  [both, 'meta.resourceType', ['meta', 'resourceType']],
];

describe('a list', () => {
  let context: ProvisioningContext;
  const stored: Record<TypeName, JsonObject[]> = { User: [], Group: [] };

  beforeAll(async () => {
    const { tenantId } = await createTestTenant();
    context = testContext(tenantId, { registry: { User: staffType, Group: teamType } });
    const ids: string[] = [];
    for (const [index, body] of people.entries()) {
      const { id } = await createUser(at(index), { body, projection: parseProjection(staffType, {}) });
      ids.push(id);
    }
    const groups: JsonObject[] = [
      { displayName: 'Beta', members: [{ value: ids[3] ?? '' }, { value: ids[0] ?? '' }] },
      { displayName: 'alpha', [teamUrn]: { aliases: ['q', 'b'] } },
      { displayName: 'Ana', members: [{ value: ids[1] ?? '' }], [teamUrn]: { aliases: ['c'] } },
    ];
    for (const [index, body] of groups.entries()) {
      await createGroup(at(index * 2), { body, projection: parseProjection(teamType, {}) });
    }
    for (const type of both) stored[type] = await read([type], {});
  });

  /** The order of creation goes across both types. */
  function at(second: number): ProvisioningContext {
    return { ...context, now: new Date(start + second * 1000) };
  }

  async function read(types: TypeName[], query: Partial<ListQuery>): Promise<JsonObject[]> {
    const page = await listResources(context, types, { startIndex: 1, count: 1000, ...query });
    return page.resources.map((text) => JSON.parse(text) as JsonObject);
  }

  async function idsOf(types: TypeName[], query: Partial<ListQuery>): Promise<JsonValue[]> {
    return (await read(types, query)).map(({ id = '' }) => id);
  }

  async function byCursor(types: TypeName[], query: Partial<ListQuery>): Promise<JsonValue[]> {
    const seen: JsonValue[] = [];
    let cursor: string | undefined = '';
    while (cursor !== undefined) {
      const page = await listResources(context, types, { startIndex: 1, count: 2, ...query, cursor });
      seen.push(...page.resources.map((text) => (JSON.parse(text) as JsonObject).id ?? ''));
      cursor = page.nextCursor;
      expect(page.totalResults).toBe(types.reduce((sum, type) => sum + stored[type].length, 0));
    }
    return seen;
  }

  const directed = sorts.flatMap((sort) => [
    { sort, types: sort[0], by: sort[1], order: 'ascending' },
    { sort, types: sort[0], by: sort[1], order: 'descending' },
  ]);

  it.each(directed)('of $types by $by, $order, is the same by page and by cursor', async ({ sort, order }) => {
    const [types, by, path, part] = sort;
    const sorting: Sorting = { by, descending: order === 'descending' };
    const expected = sorted(types, sorting, path, part);
    expect(await idsOf(types, { sorting })).toEqual(expected);
    expect(await byCursor(types, { sorting })).toEqual(expected);
    const pages = [1, 4, 7, 10].map((startIndex) => idsOf(types, { sorting, startIndex, count: 3 }));
    expect((await Promise.all(pages)).flat()).toEqual(expected);
  });

  function sorted(types: TypeName[], { descending }: Sorting, path: string[], part?: string): JsonValue[] {
    const keyed = types.flatMap((type) =>
      stored[type].map((resource) => ({ id: resource.id ?? '', key: keyOf(type, resource, path, part) })),
    );
    keyed.sort((left, right) => {
      const order = compareKeys(left.key, right.key) || compareCodePoints(String(left.id), String(right.id));
      return descending ? -order : order;
    });
    return keyed.map(({ id }) => id);
  }

  function keyOf(type: TypeName, resource: JsonObject, path: string[], part?: string): JsonValue | undefined {
    const view = toFilterView(context.registry[type], resource);
    const step = (from: JsonValue | undefined, name: string) => (isJsonObject(from) ? from[name] : undefined);
    const value = path.reduce<JsonValue | undefined>(step, view);
    if (part === undefined) return value;
    const elements = Array.isArray(value) ? value : [];
    const element = elements.find((each) => isJsonObject(each) && each.primary === true) ?? elements[0];
    return part === '' ? element : isJsonObject(element) ? element[part] : undefined;
  }

  it('of both types is in the order of creation', async () => {
    const all = [...stored.User, ...stored.Group];
    const created = ({ meta }: JsonObject) => (isJsonObject(meta) ? String(meta.created) : '');
    const expected = all
      .map((resource) => `${created(resource)} ${String(resource.id)}`)
      .sort()
      .map((line) => line.split(' ')[1]);
    expect(await idsOf(both, {})).toEqual(expected);
    expect(await byCursor(both, {})).toEqual(expected);
  });

  it.each([
    [['User'], 'nothing', 'is no attribute of a User'],
    [['User'], 'password', 'is never returned'],
    [['User'], 'name', 'sort by one of its parts (formatted'],
    [['User'], enterpriseUserUrn, 'is a schema'],
    [both, 'password', 'is never returned'],
  ] as const)('of %ss is not sorted by %s', async (types, by, reason) => {
    const refusal = await read([...types], { sorting: { by, descending: false } }).catch(refusalOf);
    expect(refusal).toMatchObject({
      status: 400,
      scimType: 'invalidPath',
      detail: expect.stringContaining(reason) as string,
    });
  });

  it('of groups with more members than a response may hold is refused, unless members are left out', async () => {
    const { tenantId } = await createTestTenant();
    await seedTenant({ tenantId, users: 300, groups: 340, members: 300 }, () => {});
    const list = (query: Partial<ListQuery>) =>
      listResources(testContext(tenantId), ['Group'], { startIndex: 1, count: 1000, ...query });
    expect(await list({}).catch(refusalOf)).toMatchObject({ status: 400, scimType: 'tooMany' });
    expect((await list({ excludedAttributes: 'members' })).resources).toHaveLength(340);
    expect((await list({ attributes: 'displayName' })).resources).toHaveLength(340);
    expect((await list({ count: 50 })).resources).toHaveLength(50);
  });

  it('of documents that compress well is measured by what they become', async () => {
    const { tenantId } = await createTestTenant();
    const long = testContext(tenantId);
    const body = { userName: 'long', photos: photos() };
    await createUser(long, { body, projection: parseProjection(staffType, {}) });
    await sql`
      insert into "ScimUser" ("tenantId", "id", "document", "filterView", "userNameKey", "active", "createdAt",
        "lastModified")
      select "tenantId", n || "id", "document", '{}', n || "userNameKey", true, "createdAt", "lastModified"
      from "ScimUser", generate_series(1, 99) as n where "tenantId" = ${tenantId}`.execute(db());
    const list = (count: number) => listResources(long, ['User'], { startIndex: 1, count });
    expect(await list(100).catch(refusalOf)).toMatchObject({ status: 400, scimType: 'tooMany' });
    expect((await list(10)).resources).toHaveLength(10);
  });
});

function refusalOf(error: unknown): unknown {
  if (isScimError(error)) return { status: error.status, scimType: error.scimType, detail: error.detail };
  throw error;
}

function photos(): JsonObject[] {
  return Array.from({ length: 14 }, (_, index) => ({ value: `https://photos.test/${index}/${'a'.repeat(60_000)}` }));
}

/** Missing values are last. */
function compareKeys(left: JsonValue | undefined, right: JsonValue | undefined): number {
  if (left === undefined || right === undefined) return Number(left === undefined) - Number(right === undefined);
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return compareCodePoints(String(left), String(right));
}
