import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { db } from '@/lib/db/kysely';
import { derivedInSql } from '@/lib/provisioning/roles/derived-in-sql';
import { sentValues } from '@/lib/provisioning/roles/sent-values';
import { deriveRoles } from '@/lib/roles/derive-roles';
import { BUILT_IN_ROLES } from '@/lib/roles/role';
import type { GroupFact, RoleMapping, RoleRule } from '@/lib/roles/role-mapping';
import type { ScimDocument } from '@/lib/scim/resource';
import { enterpriseUserUrn } from '@/lib/scim/urns';
import { newTenant } from '@/testing/new-tenant';
import { staffDocument, texts } from '@/testing/scim-arbitraries';
import { staffType, staffUrn } from '@/testing/staff-extension';
import { joinGroup, storeGroup, storePeople } from '@/testing/store-people';
import type { StoredPerson } from '@/testing/store-people';

/** Groups by number: the people and the groups in them. Numbers beyond the end count from the beginning again. */
const population = fc.record({
  documents: fc.array(staffDocument, { minLength: 12, maxLength: 12 }),
  groups: fc.uniqueArray(
    fc.record({
      name: fc.constantFrom('ana', 'Bo', '100%', 'zoë', '"q"', 'Engineering', 'Sales', 'HR'),
      users: fc.uniqueArray(fc.nat(11), { maxLength: 4 }),
      groups: fc.uniqueArray(fc.nat(7), { maxLength: 3 }),
    }),
    { minLength: 6, maxLength: 8, selector: ({ name }) => name },
  ),
});

type Population = typeof population extends fc.Arbitrary<infer T> ? T : never;

const roles = [...BUILT_IN_ROLES, ...['ana', 'Ana', 'true', '10', 'a1'].map((key) => ({ key, name: key, level: 'VIEWER' as const }))];
const roleKey = fc.constantFrom(...roles.map(({ key }) => key), 'gone');
const paths = [
  'roles', 'ROLES', 'roles.value', 'roles.display', 'roles[primary eq true].value', 'roles[primary eq "True"].display',
  'roles[type eq "work" or display pr]', 'roles[not (type eq "work")].value', 'roles[value sw "a"].display', 'roles[',
  'title', 'userName', 'externalId', 'active', 'name.givenName', 'name', 'emails.type', 'emails[type eq "work"].value',
  `${enterpriseUserUrn}:department`, 'manager', 'department', `${staffUrn}:badge`, `${staffUrn}:grade`,
  `${staffUrn}:rate`, `${staffUrn}:tags`, `${staffUrn}:codes`, `${staffUrn}:codes[value eq "A1"]`, `${staffUrn}:floors`,
  `${staffUrn}:flags`, 'groups', 'schemas', 'no such attribute',
];
const values = [...texts, 'red', 'RED', 'A1', 'a1', 'false', '2', '0.5', '-1', 'work', 'zoë', 'zoe\u0308'];

interface Tenant {
  tenantId: string;
  people: (StoredPerson & { groups: GroupFact[] })[];
  groups: { id: string; name: string }[];
}

async function store({ documents, groups }: Population): Promise<Tenant> {
  const { tenantId } = await newTenant();
  const named = documents.map((document, number): ScimDocument => ({ ...document, userName: `${String(document.userName)} ${number}` }));
  const people = await storePeople(tenantId, named, staffType);
  const ids: string[] = [];
  for (const { name, users } of groups) {
    ids.push(await storeGroup(tenantId, name, { users: users.map((number) => people[number]?.userId ?? '') }));
  }
  const nested = groups.map((group) => group.groups.map((number) => number % groups.length));
  for (const [number, inner] of nested.entries()) {
    await joinGroup(tenantId, ids[number] ?? '', { groups: [...new Set(inner)].map((at) => ids[at] ?? '') });
  }
  return {
    tenantId,
    groups: groups.map(({ name }, number) => ({ id: ids[number] ?? '', name })),
    people: people.map((person, number) => {
      const reached = new Set(groups.flatMap(({ users }, at) => (users.includes(number) ? [at] : [])));
      // A set that grows while it is walked is walked to its end.
      for (const inner of reached) nested.forEach((members, outer) => members.includes(inner) && reached.add(outer));
      const facts = [...reached].map((at) => ({ id: ids[at] ?? '', name: groups[at]?.name ?? '', through: [] }));
      return { ...person, groups: facts };
    }),
  };
}

function mappingFor({ groups }: Tenant): fc.Arbitrary<RoleMapping> {
  const group = fc.constantFrom(...groups);
  const rule = fc.oneof(
    fc.record({ kind: fc.constant('GROUP' as const), group, roleKey }).map(({ group: { id, name }, ...rest }) => {
      return { ...rest, groupId: id, name: `formerly ${name}` };
    }),
    fc.record({ kind: fc.constant('GROUP' as const), groupId: fc.constant(null), roleKey,
      name: fc.constantFrom(...groups.map(({ name }) => name), ...groups.map(({ name }) => name.toUpperCase())) }),
    fc.record({ kind: fc.constant('VALUE' as const), groupId: fc.constant(null), roleKey, name: fc.constantFrom(...values) }),
  );
  return fc.record({
    source: fc.constantFrom('IDP_GROUPS', 'IDP_ATTRIBUTE'),
    attribute: fc.constantFrom(...paths),
    defaultRoleKey: fc.option(roleKey),
    rules: fc.array(rule, { maxLength: 8 }).map((rules) => rules.map((drawn, at): RoleRule => ({ ...drawn, id: `rule ${at}` }))),
    roles: fc.constant(roles),
  });
}

type Derived = Record<string, Record<string, string | null>>;

async function derived({ tenantId }: Tenant, mapping: RoleMapping, activeOnly: boolean): Promise<Derived> {
  const { rows } = await sql<{ memberId: string; roleKey: string; place: number | null }>`
    with ${derivedInSql({ tenantId, mapping, userType: staffType, activeOnly })}
    select * from derived`.execute(db());
  const found: Derived = {};
  for (const { memberId, roleKey: key, place } of rows) {
    const held = (found[memberId] ??= {});
    expect(held).not.toHaveProperty([key]);
    held[key] = place === null ? 'default' : (mapping.rules[place]?.id ?? null);
  }
  return found;
}

function expected({ people }: Tenant, mapping: RoleMapping, activeOnly: boolean): Derived {
  const counted = people.filter(({ document }) => !activeOnly || document.active !== false);
  return Object.fromEntries(
    counted.flatMap(({ memberId, document, groups }) => {
      const sent = sentValues(staffType, document, mapping.attribute);
      const { grants } = deriveRoles(mapping, { groups, sent });
      const keys = grants.map(({ roleKey: key, ruleId, reason }) => [key, reason === 'Default role' ? 'default' : ruleId]);
      return keys.length === 0 ? [] : [[memberId, Object.fromEntries(keys) as Record<string, string | null>]];
    }),
  );
}

describe('deriving roles in the database', () => {
  describe.each([1, 2, 3])('in generated tenant %i', (seed) => {
    let tenant: Tenant;

    beforeAll(async () => {
      const [drawn] = fc.sample(population, { numRuns: 1, seed });
      tenant = await store(drawn as Population);
    });

    it('gives everybody the roles that deriveRoles gives them, by the same rules, whatever the mapping', async () => {
      await fc.assert(
        fc.asyncProperty(mappingFor(tenant), fc.boolean(), async (mapping, activeOnly) => {
          expect(await derived(tenant, mapping, activeOnly)).toEqual(expected(tenant, mapping, activeOnly));
        }),
        { numRuns: 150, seed },
      );
    });
  });
});
