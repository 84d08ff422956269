import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '@/lib/db/kysely';
import type { RuleGroup } from '@/lib/roles/rule-verdicts';

/** What became of the groups that the tenant's rules are about, by the ids of the rules. */
export async function findRuleGroups(
  database: Database | DatabaseTransaction,
  tenantId: string,
): Promise<Map<string, RuleGroup>> {
  const { rows } = await sql<RuleGroup & { id: string }>`
    select rule."id", g."document" ->> 'displayName' as "name", rule."groupGoneAt" as "goneAt"
    from "RoleRule" rule
    left join "ScimGroup" g on g."tenantId" = rule."tenantId" and g."id" = rule."groupId"
    where rule."tenantId" = ${tenantId} and rule."kind" = 'GROUP'`.execute(database);
  return new Map(rows.map(({ id, ...group }) => [id, group]));
}
