import { sql } from 'kysely';
import type { DatabaseTransaction } from '@/lib/db/kysely';
import type { NamedGroup } from '@/lib/provisioning/roles/group-rules';
import { StaleReadError } from '@/lib/provisioning/retry-stale';
import type { RoleRule } from '@/lib/roles/role-mapping';
import { foldCase } from '@/lib/shared/fold-case';

/**
 * Raises the generation of the tenant's mapping, so that nobody else writes what was decided before this change.
 * Whoever is about to write is waited for. A statement of its own, so that the next one sees what they wrote.
 * @throws StaleReadError when the mapping is not of `generation` any more
 */
export async function raiseGeneration(
  trx: DatabaseTransaction,
  tenantId: string,
  generation: number,
): Promise<void> {
  const { rows } = await sql`
    update "RoleMapping" set "generation" = "generation" + 1
    where "tenantId" = ${tenantId} and "generation" = ${generation} returning "generation"`.execute(trx);
  if (rows.length === 0) throw new StaleReadError();
}

/** Lets rules follow a group from now on, whatever it will be called. */
export async function bindRules(
  trx: DatabaseTransaction,
  tenantId: string,
  rules: readonly RoleRule[],
  groupId: string,
): Promise<void> {
  await sql`update "RoleRule" set "groupId" = ${groupId}, "groupGoneAt" = null
    where "tenantId" = ${tenantId} and "id" = any (${idsOf(rules)}::text[])`.execute(trx);
}

/** Lets rules wait for a group of the same name, because theirs is deleted. */
export async function unbindRules(
  trx: DatabaseTransaction,
  tenantId: string,
  rules: readonly RoleRule[],
  { group, now }: { group: NamedGroup; now: Date },
): Promise<void> {
  await sql`update "RoleRule" set "groupId" = null, "groupGoneAt" = ${now},
      "name" = ${group.name}, "nameKey" = ${foldCase(group.name)}
    where "tenantId" = ${tenantId} and "id" = any (${idsOf(rules)}::text[])`.execute(trx);
}

function idsOf(rules: readonly RoleRule[]): string[] {
  return rules.map(({ id }) => id);
}
