import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '@/conformance/support/test-context';
import { createTestTenant } from '@/conformance/support/test-tenant';
import { db, jsonb } from '@/lib/db/kysely';
import { createUser } from '@/lib/provisioning/create-user';
import { listUsers } from '@/lib/provisioning/list-users';
import type { ProvisioningContext } from '@/lib/provisioning/provisioning-context';
import { isScimError } from '@/lib/scim/error';
import { checkFilter } from '@/lib/scim/filter/check';
import { evaluateFilter } from '@/lib/scim/filter/evaluate';
import { toFilterView } from '@/lib/scim/filter/filter-view';
import { parseFilter } from '@/lib/scim/filter/parser';
import type { JsonObject } from '@/lib/scim/json';
import type { ListQuery } from '@/lib/scim/list';
import { parseProjection } from '@/lib/scim/projection';
import type { ScimResource } from '@/lib/scim/resource';
import { userType } from '@/lib/scim/schema/registry';
import { enterpriseUserUrn } from '@/lib/scim/urns';

/**
 * Few words, so that filters hit; each with a trap: case, accents, wildcards, quotes, code points beyond
 * U+FFFF.
 */
const words = [
  'Ana',
  'ANA',
  'a%_',
  'Zo\u00eb',
  'zoe\u0308',
  'a"b\\',
  '\uffee',
  '\u{1f600}x',
  'ana ruiz',
  '-1',
  'work',
  '',
];
const types = ['work', 'Home', 'other'];

const word = fc.constantFrom(...words);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const email = fc.record({
  value: word,
  type: maybe(fc.constantFrom(...types)),
  primary: maybe(fc.boolean()),
});
const user = fc.record({
  displayName: maybe(word),
  externalId: maybe(word),
  title: maybe(word),
  active: maybe(fc.boolean()),
  name: maybe(fc.record({ givenName: maybe(word), familyName: maybe(word) })),
  emails: maybe(fc.array(email, { maxLength: 3 })),
  roles: maybe(fc.array(fc.record({ value: word }), { maxLength: 2 })),
  [enterpriseUserUrn]: maybe(
    fc.record({ department: maybe(word), manager: maybe(fc.record({ value: word })) }),
  ),
});

const attribute = fc.constantFrom(
  'id',
  'userName',
  'externalId',
  'displayName',
  'active',
  'title',
  'name.givenName',
  'name',
  'emails',
  'emails.value',
  'emails.type',
  'emails.primary',
  'roles',
  'roles.value',
  'groups',
  'groups.value',
  'groups.display',
  'groups.type',
  'schemas',
  'meta',
  'meta.created',
  'meta.lastModified',
  'meta.version',
  'meta.location',
  'meta.resourceType',
  `${enterpriseUserUrn}:department`,
  'manager',
  'manager.displayName',
  'manager.$ref',
  enterpriseUserUrn,
);
const operator = fc.constantFrom('eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le');
const literal = fc.oneof(
  fc
    .constantFrom(...words, ...types, 'user-3', 'G1', 'direct', 'indirect')
    .map((text) => JSON.stringify(text)),
  fc.constantFrom('true', 'false', 'null', '7', '"W/\\"1\\""', '"User"', '"2026-01-01T00:00:00Z"'),
);
const comparison = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(attribute, operator, literal).map((parts) => parts.join(' ')) },
  { weight: 1, arbitrary: attribute.map((name) => `${name} pr`) },
);
const part = fc.constantFrom('value', 'type', 'primary', 'display');
const term = fc.oneof(
  fc.tuple(part, operator, literal).map((parts) => parts.join(' ')),
  part.map((name) => `${name} pr`),
);
const { filter } = fc.letrec<{ filter: string; inner: string }>((tie) => ({
  inner: fc.oneof(
    { maxDepth: 2 },
    term,
    fc.tuple(tie('inner'), fc.constantFrom('and', 'or'), tie('inner')).map((parts) => `(${parts.join(' ')})`),
    tie('inner').map((inner) => `not (${inner})`),
  ),
  filter: fc.oneof(
    { maxDepth: 3 },
    comparison,
    fc
      .tuple(fc.constantFrom('emails', 'roles', 'groups'), tie('inner'))
      .map(([name, inner]) => `${name}[${inner}]`),
    fc
      .tuple(tie('filter'), fc.constantFrom('and', 'or'), tie('filter'))
      .map((parts) => `(${parts.join(' ')})`),
    tie('filter').map((inner) => `not (${inner})`),
  ),
}));

const projection = parseProjection(userType, {});
const parsed = (resource: string) => JSON.parse(resource) as ScimResource;
const everyone: ListQuery = { startIndex: 1, count: 1000 };

describe('a filter as SQL', () => {
  let context: ProvisioningContext;
  let resources: readonly ScimResource[];

  beforeAll(async () => {
    const { tenantId } = await createTestTenant();
    context = testContext(tenantId);
    const drawn = fc.sample(user, { numRuns: 30, seed: 7 });
    for (const [index, attributes] of drawn.entries())
      await create(`User-${index}`, attributes as JsonObject);
    const boss = await create('boss', { displayName: 'ANA' });
    const report = await create('report', { [enterpriseUserUrn]: { manager: { value: boss } } });
    await putInGroups(tenantId, report, boss);
    resources = (await listUsers(context, { query: everyone, projection })).resources.map(parsed);
  });

  async function create(userName: string, attributes: JsonObject): Promise<string> {
    const body = JSON.parse(JSON.stringify({ userName, ...attributes })) as JsonObject;
    // An element whose parts are all empty is no element; the drawn lists may have several primary ones.
    const { emails } = body;
    if (Array.isArray(emails))
      emails.forEach((sent, at) => Object.assign(sent as JsonObject, { primary: at === 0 }));
    return (await createUser(context, { body, projection })).id;
  }

  it('finds exactly whom the evaluator finds, whatever the filter', async () => {
    await fc.assert(
      fc.asyncProperty(filter, async (text) => {
        const expected = evaluated(text);
        fc.pre(expected !== null);
        expect(await found(text)).toEqual(expected);
      }),
      { numRuns: 400, seed: 20_26 },
    );
  });

  /** Null when the filter is refused. */
  function evaluated(text: string): string[] | null {
    try {
      const checked = checkFilter(userType, parseFilter(text));
      return resources
        .filter((resource) => evaluateFilter(checked, toFilterView(userType, resource)))
        .map(({ id }) => String(id));
    } catch (error) {
      if (isScimError(error)) return null;
      throw error;
    }
  }

  async function found(text: string): Promise<string[]> {
    const page = await listUsers(context, { query: { ...everyone, filter: text }, projection });
    expect(page.totalResults).toBe(page.resources.length);
    return page.resources.map((resource) => String(parsed(resource).id));
  }

  it.each([
    ['emails[type eq "work"].value eq "ANA"', true],
    ['userName eq "USER-3"', true],
    ['groups.type eq "indirect"', true],
    ['manager.displayName eq "ana"', true],
    ['userName eq "user-3\' or 1=1 --"', false],
    ['userName sw "%"', false],
  ])('knows whether anybody matches %s', async (text, somebody) => {
    expect((await found(text)).length > 0).toBe(somebody);
  });
});

/** report is in G1 and boss in G2, whose member G1 is, and which G1 has in turn: a circle. */
async function putInGroups(tenantId: string, report: string, boss: string): Promise<void> {
  const now = new Date();
  const groups = ['G1', 'G2'].map((displayName) => ({
    tenantId,
    id: `${displayName}-${tenantId}`,
    document: jsonb({ displayName }),
    filterView: jsonb({}),
    displayNameKey: displayName.toLowerCase(),
    createdAt: now,
    lastModified: now,
  }));
  await db().insertInto('ScimGroup').values(groups).execute();
  const [g1, g2] = groups.map(({ id }) => id) as [string, string];
  await db()
    .insertInto('ScimGroupMember')
    .values([
      { tenantId, groupId: g1, memberId: report, userId: report },
      { tenantId, groupId: g2, memberId: boss, userId: boss },
      { tenantId, groupId: g2, memberId: g1, nestedGroupId: g1 },
      { tenantId, groupId: g1, memberId: g2, nestedGroupId: g2 },
    ])
    .execute();
}
