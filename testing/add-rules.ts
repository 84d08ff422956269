import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import type { RuleKind } from '@/lib/db/generated/kysely/enums';
import { db } from '@/lib/db/kysely';
import { foldCase } from '@/lib/shared/fold-case';

export interface TestRule {
  kind: RuleKind;
  name: string;
  roleKey: string;
  groupId?: string;
}

/** Adds rules to a tenant's role mapping without asking whom they concern. @returns their ids, in the same order */
export async function addRules(tenantId: string, rules: readonly TestRule[]): Promise<string[]> {
  const rows = rules.map((rule, position) => {
    const { name } = rule;
    return { ...rule, tenantId, id: uuidv7(), position, nameKey: foldCase(name), createdByName: 'Olga Owner' };
  });
  await db().insertInto('RoleRule').values(rows).execute();
  await db()
    .updateTable('RoleMapping')
    .set({ generation: sql<number>`"generation" + 1` })
    .where('tenantId', '=', tenantId)
    .execute();
  return rows.map(({ id }) => id);
}
