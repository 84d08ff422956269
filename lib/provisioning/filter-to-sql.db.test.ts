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
import { enterpriseUserUrn } from '@/lib/scim/urns';
import { groupFilterText, trappedUser, userFilterText } from '@/testing/filter-texts';
import {
  groupDocument,
  groupFilter,
  memberIds,
  printFilter,
  staffDocument,
  staffFilter,
} from '@/testing/scim-arbitraries';
import { staffType, teamType, teamUrn } from '@/testing/staff-extension';

const cases = [
  ['User', userFilterText, staffFilter],
  ['Group', groupFilterText, groupFilter],
] as const;

const parsed = (resource: string) => JSON.parse(resource) as JsonObject;
const everything: ListQuery = { startIndex: 1, count: 1000 };

describe('a filter as SQL', () => {
  let context: ProvisioningContext;
  let ids: Map<string, string>;
  const stored: Record<'User' | 'Group', readonly JsonObject[]> = { User: [], Group: [] };

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
      ...fc.sample(trappedUser, { numRuns: 30, seed: 7 }),
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
      { numRuns: 300, seed: 20_26 },
    );
  });

  it('finds over both types what it finds in each, an attribute that a type lacks being absent', async () => {
    const filter = fc.oneof(userFilterText, groupFilterText);
    await fc.assert(
      fc.asyncProperty(filter.map(withIds), async (text) => {
        const users = evaluated('User', text, 'absent');
        const groups = evaluated('Group', text, 'absent');
        fc.pre(users !== null && groups !== null);
        expect((await found(['User', 'Group'], text)).sort()).toEqual([...users, ...groups].sort());
      }),
      { numRuns: 100, seed: 7 },
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
