import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { jsonb } from '@/lib/db/kysely';
import { readInMemory } from '@/lib/db/read-in-memory';
import { resolveRolePath } from '@/lib/provisioning/roles/role-path';
import { sentValuesSql } from '@/lib/provisioning/roles/sent-values-sql';
import type { RoleMapping } from '@/lib/roles/role-mapping';
import type { ResourceType } from '@/lib/scim/schema/registry';
import { foldCase } from '@/lib/shared/fold-case';

/**
 * How many active people whom SCIM manages each rule matches now, of both kinds, whichever source is in use. Rules
 * that match nobody are left out.
 */
export async function peoplePerRule(
  tenantId: string,
  { rules, attribute }: Pick<RoleMapping, 'rules' | 'attribute'>,
  userType: ResourceType,
): Promise<Map<string, number>> {
  const groupIds = [...new Set(rules.flatMap(({ groupId }) => groupId ?? []))];
  const [inGroups, withValues] = await Promise.all([
    groupIds.length === 0 ? new Map<string, number>() : count(tenantId, peopleInGroups(tenantId, groupIds)),
    peopleWithValues(tenantId, rules, attribute, userType),
  ]);
  const exact = withValues.exact;
  const found = rules.map(({ id, kind, name, groupId }): [string, number] => {
    if (kind === 'GROUP') return [id, inGroups.get(groupId ?? '') ?? 0];
    return [id, withValues.counts.get(exact ? name : foldCase(name)) ?? 0];
  });
  return new Map(found.filter(([, people]) => people > 0));
}

async function peopleWithValues(
  tenantId: string,
  rules: RoleMapping['rules'],
  attribute: string,
  userType: ResourceType,
): Promise<{ exact: boolean; counts: Map<string, number> }> {
  const path = resolveRolePath(userType, attribute);
  const names = rules.filter(({ kind }) => kind === 'VALUE').map(({ name }) => name);
  if ('problem' in path || names.length === 0) return { exact: true, counts: new Map() };
  const exact = path.leaf.caseExact;
  const wanted = [...new Set(exact ? names : names.map(foldCase))];
  const counts = await count(
    tenantId,
    sql`
    select sent."value" as "key", count(distinct people."userId") as "people" from (${activePeople(tenantId)}) as people
    join "ScimUser" u on u."tenantId" = ${tenantId} and u."id" = people."userId"
    cross join lateral (${sentValuesSql(path)}) as sent
    join jsonb_array_elements_text(${jsonb(wanted)}) as wanted ("value") on wanted."value" = sent."value"
    group by sent."value"`,
  );
  return { exact, counts };
}

/**
 * Of each group, with the groups within it. Where there are none, nobody can be met twice, so that members are
 * counted without looking at them, less those who left.
 */
function peopleInGroups(tenantId: string, groupIds: readonly string[]): RawBuilder<unknown> {
  return sql`
    with recursive within ("key", "groupId") as (
      select "groupId", "groupId" from jsonb_array_elements_text(${jsonb(groupIds)}) as start ("groupId")
      union
      select within."key", inner_."nestedGroupId" from within
      join "ScimGroupMember" inner_ on inner_."tenantId" = ${tenantId}
        and inner_."groupId" = within."groupId" and inner_."nestedGroupId" is not null),
    nesting as materialized (select distinct "key" from within where "key" <> "groupId"),
    flat as materialized (select "key" from within except select "key" from nesting),
    gone as materialized (
      select own."groupId", count(*) as "people" from "ScimUser" u
      join "ScimGroupMember" own on own."tenantId" = ${tenantId} and own."userId" = u."id"
      where u."tenantId" = ${tenantId} and not u."active" group by own."groupId")
    select flat."key", own."people" - coalesce(gone."people", 0) as "people" from flat
    cross join lateral (
      select count(*) as "people" from "ScimGroupMember" own
      where own."tenantId" = ${tenantId} and own."groupId" = flat."key" and own."memberId" <> flat."key" offset 0
    ) as own
    left join gone on gone."groupId" = flat."key"
    union all
    select within."key", count(distinct own."userId") from nesting join within using ("key")
    join "ScimGroupMember" own on own."tenantId" = ${tenantId} and own."groupId" = within."groupId"
    join "ScimUser" u on u."tenantId" = ${tenantId} and u."id" = own."userId" and u."active"
    group by within."key"`;
}

function activePeople(tenantId: string): RawBuilder<unknown> {
  return sql`select "scimUserId" as "userId" from "Member"
    where "tenantId" = ${tenantId} and "status" = 'ACTIVE' and "scimUserId" is not null`;
}

async function count(tenantId: string, statement: RawBuilder<unknown>): Promise<Map<string, number>> {
  const { rows } = await readInMemory(tenantId, (trx) =>
    sql<{ key: string; people: number }>`${statement}`.execute(trx),
  );
  return new Map(rows.map(({ key, people }) => [key, people]));
}
