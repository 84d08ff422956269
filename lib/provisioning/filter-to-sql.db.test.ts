import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '@/conformance/support/test-context';
import { createTestTenant } from '@/conformance/support/test-tenant';
import { db } from '@/lib/db/kysely';
import { createGroup } from '@/lib/provisioning/create-group';
import { createUser } from '@/lib/provisioning/create-user';
import { listResources } from '@/lib/provisioning/list-resources';
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
import { enterpriseUserUrn } from '@/lib/scim/urns';
import {
  groupDocument,
  groupFilter,
  memberIds,
  printFilter,
  staffDocument,
  staffFilter,
} from '@/testing/scim-arbitraries';
import { staffType, teamType, teamUrn } from '@/testing/staff-extension';

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

const userAttributes = [
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
  'phoneNumbers',
  'active',
];
const groupAttributes = [
  'id',
  'displayName',
  'externalId',
  'members',
  'members.value',
  'members.type',
  'members.display',
  'members.$ref',
  'schemas',
  'meta',
  'meta.created',
  'meta.lastModified',
  'meta.version',
  'meta.location',
  'meta.resourceType',
  teamUrn,
  `${teamUrn}:costCenter`,
  `${teamUrn}:aliases`,
];
const operator = fc.constantFrom('eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le');
const literal = fc.oneof(
  fc
    .constantFrom(...words, ...types, 'user-3', 'G1', 'group-2', 'direct', 'indirect', 'User', 'Group')
    .map((text) => JSON.stringify(text)),
  // Stand for identifiers, which are known only when the resources are made.
  fc.constantFrom(...memberIds, 'location').map((name) => `"${name}"`),
  fc.constantFrom('true', 'false', 'null', '7', '"W/\\"1\\""', '"User"', '"2026-01-01T00:00:00Z"'),
);
const part = fc.constantFrom('value', 'type', 'primary', 'display', '$ref');
const term = fc.oneof(
  fc.tuple(part, operator, literal).map((parts) => parts.join(' ')),
  part.map((name) => `${name} pr`),
);

/** Filters as texts, which draw on what the server knows too: `meta`, `groups`, `manager`, `members`. */
function filterTexts(attributes: string[], lists: string[]): fc.Arbitrary<string> {
  const attribute = fc.constantFrom(...attributes);
  const comparison = fc.oneof(
    { weight: 4, arbitrary: fc.tuple(attribute, operator, literal).map((parts) => parts.join(' ')) },
    { weight: 1, arbitrary: attribute.map((name) => `${name} pr`) },
  );
  return fc.letrec<{ filter: string; inner: string }>((tie) => ({
    inner: fc.oneof({ maxDepth: 2 }, term, joined(tie('inner')), tie('inner').map(negated)),
    filter: fc.oneof(
      { maxDepth: 3 },
      comparison,
      fc.tuple(fc.constantFrom(...lists), tie('inner')).map(([name, inner]) => `${name}[${inner}]`),
      joined(tie('filter')),
      tie('filter').map(negated),
    ),
  })).filter;
}

function joined(filter: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.tuple(filter, fc.constantFrom('and', 'or'), filter).map((parts) => `(${parts.join(' ')})`);
}

function negated(filter: string): string {
  return `not (${filter})`;
}

const cases = [
  ['User', filterTexts(userAttributes, ['emails', 'roles', 'groups']), staffFilter],
  ['Group', filterTexts(groupAttributes, ['members']), groupFilter],
] as const;

const parsed = (resource: string) => JSON.parse(resource) as ScimResource;
const everything: ListQuery = { startIndex: 1, count: 1000 };

describe('a filter as SQL', () => {
  let context: ProvisioningContext;
  let ids: Map<string, string>;
  const stored: Record<'User' | 'Group', readonly ScimResource[]> = { User: [], Group: [] };

  beforeAll(async () => {
    const { tenantId } = await createTestTenant();
    context = testContext(tenantId, { registry: { User: staffType, Group: teamType } });
    const boss = await createBossAndUsers();
    ids = await createGroups(boss);
    for (const type of ['User', 'Group'] as const) {
      stored[type] = (await listResources(context, [type], everything)).resources.map(parsed);
    }
    // Some of those drawn restore an inactive one with their externalId, and are no others.
    expect(stored.User.length).toBeGreaterThan(40);
    ids.set('location', String((stored.User[3]?.meta as JsonObject).location));
  });

  async function createBossAndUsers(): Promise<string> {
    const drawn = [
      ...fc.sample(user, { numRuns: 30, seed: 7 }),
      ...fc.sample(staffDocument, { numRuns: 27, seed: 8 }),
    ];
    for (const [index, attributes] of drawn.entries()) {
      await createPerson({ ...(attributes as JsonObject), userName: `User-${index}` });
    }
    return createPerson({ userName: 'boss', displayName: 'ANA' });
  }

  async function createPerson(attributes: JsonObject): Promise<string> {
    const body = JSON.parse(JSON.stringify(attributes)) as JsonObject;
    // The drawn lists may have several primary ones.
    for (const name of ['emails', 'roles']) {
      const list = body[name];
      if (!Array.isArray(list)) continue;
      list.forEach((sent, at) => Object.assign(sent as JsonObject, { primary: at === 0 }));
    }
    const projection = parseProjection(context.registry.User, {});
    return (await createUser(context, { body, projection })).id;
  }

  /** Groups in groups, two of them in a circle, with people in some; and the ids by the names in `memberIds`. */
  async function createGroups(boss: string): Promise<Map<string, string>> {
    const report = await createPerson({ userName: 'report', [enterpriseUserUrn]: { manager: { value: boss } } });
    const inner = await createTeam({ displayName: 'G1', members: [{ value: report }] });
    const outer = await createTeam({ displayName: 'G2', members: [{ value: boss }, { value: inner }] });
    await createTeam({ displayName: 'Circle', members: [{ value: outer }, { value: boss }] });
    const [first, second, third, fourth] = memberIds as [string, string, string, string];
    const known = new Map([[first, report], [second, boss], [third, inner], [fourth, outer]]);
    for (const [index, drawn] of fc.sample(groupDocument, { numRuns: 5, seed: 9 }).entries()) {
      const members = ((drawn.members ?? []) as JsonObject[]).map(({ value }) => ({
        value: known.get(String(value)) ?? '',
      }));
      await createTeam({ ...drawn, members, displayName: `Group-${index}` });
    }
    await nest(outer, inner);
    return known;
  }

  async function createTeam(attributes: JsonObject): Promise<string> {
    const extension = { costCenter: 'Zo\u00eb', aliases: ['Ana', 'a%_'] };
    const body = { ...attributes, ...(attributes.externalId !== undefined && { [teamUrn]: extension }) };
    const projection = parseProjection(context.registry.Group, {});
    return (await createGroup(context, { body, projection })).id;
  }

  async function nest(member: string, group: string): Promise<void> {
    const row = { tenantId: context.tenantId, groupId: group, memberId: member, nestedGroupId: member };
    await db().insertInto('ScimGroupMember').values(row).execute();
  }

  it.each(cases)('finds exactly what the evaluator finds of %ss, whatever the filter', async (type, texts, filters) => {
    const filter = fc.oneof({ arbitrary: texts, weight: 3 }, { arbitrary: filters.map(printFilter), weight: 2 });
    await fc.assert(
      fc.asyncProperty(filter.map(withIds), async (text) => {
        const expected = evaluated(type, text);
        fc.pre(expected !== null);
        expect(await found([type], text)).toEqual(expected);
      }),
      { numRuns: 500, seed: 20_26 },
    );
  });

  it('finds over both types what it finds in each, an attribute that a type lacks being absent', async () => {
    const filter = fc.oneof(cases[0][1], cases[1][1]);
    await fc.assert(
      fc.asyncProperty(filter.map(withIds), async (text) => {
        const users = evaluated('User', text, 'absent');
        const groups = evaluated('Group', text, 'absent');
        fc.pre(users !== null && groups !== null);
        expect((await found(['User', 'Group'], text)).sort()).toEqual([...users, ...groups].sort());
      }),
      { numRuns: 150, seed: 7 },
    );
  });

  function withIds(text: string): string {
    return [...ids].reduce((filled, [name, id]) => filled.replaceAll(`"${name}"`, `"${id}"`), text);
  }

  /** Null when the filter is refused. */
  function evaluated(type: 'User' | 'Group', text: string, unknown?: 'absent'): string[] | null {
    const resourceType = context.registry[type];
    try {
      const checked = checkFilter(resourceType, parseFilter(text), 'compatible', { unknown });
      return stored[type]
        .filter((resource) => evaluateFilter(checked, toFilterView(resourceType, resource)))
        .map(({ id }) => String(id));
    } catch (error) {
      if (isScimError(error)) return null;
      throw error;
    }
  }

  async function found(types: ('User' | 'Group')[], filter: string): Promise<string[]> {
    const page = await listResources(context, types, { ...everything, filter });
    expect(page.totalResults).toBe(page.resources.length);
    return page.resources.map((resource) => String(parsed(resource).id));
  }

  it.each([
    ['User', 'emails[type eq "work"].value eq "ANA"', true],
    ['User', 'emails[value eq "ana" and primary eq true]', true],
    ['User', 'userName eq "USER-3"', true],
    ['User', 'groups.type eq "indirect"', true],
    ['User', 'groups eq "g-2"', true],
    ['User', 'groups[value eq "g-2" and type eq "direct"]', true],
    ['User', 'groups.display eq "g2" and groups.type eq "indirect"', true],
    ['User', 'id eq "u-1" and manager eq "U-1"', true],
    ['User', 'id eq "U-1" and manager eq "U-1"', false],
    ['User', 'manager.displayName eq "ana"', true],
    ['User', 'meta.location eq "location"', true],
    ['User', 'userName eq "boss" or emails eq "nobody"', true],
    ['User', 'userName eq "user-3\' or 1=1 --"', false],
    ['User', 'userName sw "%"', false],
    ['Group', 'members eq "u-1"', true],
    ['Group', 'members[value eq "U-1"]', true],
    ['Group', 'members[value eq "u-2" and type eq "Group"]', true],
    ['Group', 'members[value eq "u-2" and type eq "User"]', false],
    ['Group', 'displayName eq "circle" and members.value eq "g-2"', true],
    ['Group', `${teamUrn}:aliases eq "ANA"`, true],
  ] as const)('knows whether any %s matches %s', async (type, text, somebody) => {
    expect((await found([type], withIds(text))).length > 0).toBe(somebody);
  });
});
