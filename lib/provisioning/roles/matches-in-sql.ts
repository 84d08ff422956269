import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { jsonb } from '@/lib/db/kysely';
import { resolveRolePath } from '@/lib/provisioning/roles/role-path';
import type { RolePath } from '@/lib/provisioning/roles/role-path';
import { sentValuesSql } from '@/lib/provisioning/roles/sent-values-sql';
import type { RoleMapping, RoleRule } from '@/lib/roles/role-mapping';
import type { ResourceType } from '@/lib/scim/schema/registry';
import { foldCase } from '@/lib/shared/fold-case';

/** Whose users are asked, and what for. */
export interface MatchedBy {
  tenantId: string;
  /** Any mapping that decides about roles, stored or only thought of. */
  mapping: RoleMapping;
  /** The users of the tenant. */
  userType: ResourceType;
}

/** What gives a role: a rule, or a value that is itself the key of the role. */
export interface Giver {
  roleKey: string;
  /** The place of the rule in `mapping.rules`; their number for a value that is a key. */
  place: number;
}

/** What is told of the givers that match somebody. All parts are columns or terms over them. */
export interface MatchShape {
  /** What is sent of a giver. */
  row: (giver: Giver) => object;
  /** The columns of these rows with their types, and their names alone. */
  columns: RawBuilder<unknown>;
  names: RawBuilder<unknown>;
  /** What givers have in common that become one row, such as `"roleKey", `; empty when all do. */
  groupedBy: RawBuilder<unknown>;
  /** How the rest of them is merged, under its name. */
  merged: RawBuilder<unknown>;
}

/**
 * What a mapping's rules give the users of a tenant, as rows (userId, and what the shape tells): the part of
 * `deriveRoles` before the default, for everybody at once. The mapping is a parameter, so nothing has to be stored to
 * see what it would do.
 */
export function matchesInSql(by: MatchedBy, shape: MatchShape): RawBuilder<unknown> {
  switch (by.mapping.source) {
    case 'PORTAL':
      throw new Error('The mapping leaves roles to the portal.');
    case 'IDP_GROUPS':
      return groupMatches(by, shape);
    case 'IDP_ATTRIBUTE':
      return valueMatches(by, shape);
  }
}

/**
 * Read downwards, from the groups of the rules through the groups within them to people, so that it costs what
 * those groups have in them. UNION drops what was met before, so circles of groups come to an end.
 */
function groupMatches({ tenantId, mapping }: MatchedBy, shape: MatchShape): RawBuilder<unknown> {
  const { row, columns, names, groupedBy, merged } = shape;
  const givers = rulesThatGive(mapping, 'GROUP').map(({ rule: { groupId, name }, ...giver }) => {
    return { ...row(giver), groupId, name, nameKey: foldCase(name) };
  });
  return sql`
    with recursive giver as materialized (
      select * from jsonb_to_recordset(${jsonb(givers)}) as giver
        (${columns}, "groupId" text, "name" text, "nameKey" text)),
    within ("groupId", ${names}) as (
      (
        select giver."groupId", ${names} from giver where giver."groupId" is not null
        union all
        select g."id", ${names} from giver join "ScimGroup" g on g."tenantId" = ${tenantId}
          and g."displayNameKey" = giver."nameKey" and g."document" ->> 'displayName' = giver."name"
        where giver."groupId" is null
      )
      union
      select inner_."nestedGroupId", ${names} from within
      join "ScimGroupMember" inner_ on inner_."tenantId" = ${tenantId}
        and inner_."groupId" = within."groupId" and inner_."nestedGroupId" is not null),
    reached as materialized (
      select "groupId", ${groupedBy} ${merged} from within group by ${groupedBy} "groupId")
    select own."userId", ${groupedBy} ${merged} from reached
    join "ScimGroupMember" own on own."tenantId" = ${tenantId}
      and own."groupId" = reached."groupId" and own."userId" is not null
    group by ${groupedBy} own."userId"`;
}

function valueMatches(by: MatchedBy, { row, columns, names, groupedBy, merged }: MatchShape): RawBuilder<unknown> {
  const { tenantId, mapping, userType } = by;
  const path = resolveRolePath(userType, mapping.attribute);
  const givers = 'problem' in path ? [] : valueGivers(mapping, path).map(({ value, ...giver }) => ({ ...row(giver), value }));
  const sent = 'problem' in path ? sql`select null::text as "value" where false` : sentValuesSql(path);
  return sql`
    select u."id" as "userId", ${groupedBy} ${merged} from "ScimUser" u
    cross join lateral (${sent}) as sent
    join (
      select "value", ${names} from jsonb_to_recordset(${jsonb(givers)}) as giver (${columns}, "value" text)
    ) as giver on giver."value" = sent."value"
    where u."tenantId" = ${tenantId}
    group by ${groupedBy} u."id"`;
}

/** A value that any rule knows has the roles of its rules alone; else it may be the key of a role. */
function valueGivers(mapping: RoleMapping, { leaf }: RolePath): (Giver & { value: string })[] {
  const keyOf = (name: string) => (leaf.caseExact ? name : foldCase(name));
  const known = new Set(mapping.rules.filter(({ kind }) => kind === 'VALUE').map(({ name }) => keyOf(name)));
  const byRule = rulesThatGive(mapping, 'VALUE').map(({ rule, ...giver }) => ({ ...giver, value: keyOf(rule.name) }));
  const place = mapping.rules.length;
  const byKey = mapping.roles.filter(({ key }) => !known.has(key)).map(({ key }) => ({ roleKey: key, place, value: key }));
  return [...byRule, ...byKey];
}

/** The rules of a kind whose role the tenant has, each with its place among all. */
function rulesThatGive({ rules, roles }: RoleMapping, kind: RoleRule['kind']): (Giver & { rule: RoleRule })[] {
  const keys = new Set(roles.map(({ key }) => key));
  return rules.flatMap((rule, place) => {
    const { roleKey } = rule;
    return rule.kind === kind && keys.has(roleKey) ? [{ rule, roleKey, place }] : [];
  });
}
