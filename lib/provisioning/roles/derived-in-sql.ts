import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { matchesInSql } from '@/lib/provisioning/roles/matches-in-sql';
import type { MatchedBy, MatchShape } from '@/lib/provisioning/roles/matches-in-sql';

/** For whom roles are derived. */
export interface DerivedFor extends MatchedBy {
  /** Leaves out whoever was deprovisioned. */
  activeOnly: boolean;
}

/** A row for each role, with the first rule that gives it. */
const byRole: MatchShape = {
  row: ({ roleKey, place }) => ({ roleKey, place }),
  columns: sql`"roleKey" text, "place" int`,
  names: sql`"roleKey", "place"`,
  groupedBy: sql`"roleKey",`,
  merged: sql`min("place") as "place"`,
};

/**
 * The SQL twin of `deriveRoles`, for everybody of a tenant at once, as table expressions for a WITH clause:
 *
 * - `people` (memberId, userId): the members whom a SCIM user manages;
 * - `matched` (memberId, roleKey, place): the roles that rules give them, each with the place in `mapping.rules` of
 *   the first rule that does, which is their number for a value that is itself the key of a role;
 * - `derived` (memberId, roleKey, place): the same with the default role of those whom nothing matches, its place
 *   being NULL.
 *
 * The mapping must not leave roles to the portal, because then nobody's roles follow from anything.
 */
export function derivedInSql({ activeOnly, ...by }: DerivedFor): RawBuilder<unknown> {
  const { tenantId, mapping } = by;
  const { roles, defaultRoleKey } = mapping;
  const hasDefault = roles.some(({ key }) => key === defaultRoleKey);
  return sql`
    people as materialized (
      select member."id" as "memberId", member."scimUserId" as "userId" from "Member" member
      where member."tenantId" = ${tenantId} and member."scimUserId" is not null
        and ${activeOnly ? sql`member."status" = 'ACTIVE'` : sql`true`}),
    matched as materialized (
      select people."memberId", matches."roleKey", matches."place" from people
      join (${matchesInSql(by, byRole)}) as matches on matches."userId" = people."userId"),
    derived as materialized (
      select "memberId", "roleKey", "place" from matched
      union all
      select people."memberId", ${defaultRoleKey}::text, null::int from people
      where ${hasDefault ? sql`true` : sql`false`}
        and not exists (select from matched where matched."memberId" = people."memberId"))`;
}
