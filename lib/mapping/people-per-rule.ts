import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { db, jsonb } from '@/lib/db/kysely';
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
    groupIds.length === 0 ? new Map<string, number>() : count(peopleInGroups(tenantId, groupIds)),
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
  const counts = await count(sql`
    select sent."value" as "key", count(distinct people."userId") as "people" from (${activePeople(tenantId)}) as people
    join "ScimUser" u on u."tenantId" = ${tenantId} and u."id" = people."userId"
    cross join lateral (${sentValuesSql(path)}) as sent
    join jsonb_array_elements_text(${jsonb(wanted)}) as wanted ("value") on wanted."value" = sent."value"
    group by sent."value"`);
  return { exact, counts };
}

/**
 * Of each group, with the groups within it. Only where there are such may somebody be met twice, and counting what
 * differs takes much longer.
 */
function peopleInGroups(tenantId: string, groupIds: readonly string[]): RawBuilder<unknown> {
  return sql`
    with recursive people as materialized (${activePeople(tenantId)}),
    within ("key", "groupId") as (
      select "groupId", "groupId" from jsonb_array_elements_text(${jsonb(groupIds)}) as start ("groupId")
      union
      select within."key", inner_."nestedGroupId" from within
      join "ScimGroupMember" inner_ on inner_."tenantId" = ${tenantId}
        and inner_."groupId" = within."groupId" and inner_."nestedGroupId" is not null),
    nested as materialized (select distinct "key" from within where "key" <> "groupId"),
    own as (
      select within."key", people."userId", nested."key" is not null as "isNested" from within
      join "ScimGroupMember" own on own."tenantId" = ${tenantId} and own."groupId" = within."groupId"
      join people on people."userId" = own."userId"
      left join nested on nested."key" = within."key")
    select "key", count(*) as "people" from own where not "isNested" group by "key"
    union all
    select "key", count(distinct "userId") from own where "isNested" group by "key"`;
}

function activePeople(tenantId: string): RawBuilder<unknown> {
  return sql`select "scimUserId" as "userId" from "Member"
    where "tenantId" = ${tenantId} and "status" = 'ACTIVE' and "scimUserId" is not null`;
}

async function count(statement: RawBuilder<unknown>): Promise<Map<string, number>> {
  const { rows } = await sql<{ key: string; people: number }>`${statement}`.execute(db());
  return new Map(rows.map(({ key, people }) => [key, people]));
}
