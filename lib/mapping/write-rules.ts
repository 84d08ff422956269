import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { jsonb } from '@/lib/db/kysely';
import type { DatabaseTransaction } from '@/lib/db/kysely';
import type { MappingDraft } from '@/lib/mapping/mapping-draft';
import type { ResolvedGroup } from '@/lib/mapping/resolve-groups';
import type { StoredMapping } from '@/lib/mapping/stored-mapping';
import type { RuleKind } from '@/lib/db/generated/kysely/enums';
import type { Actor } from '@/lib/roles/permission';
import { foldCase } from '@/lib/shared/fold-case';

/**
 * Makes the stored rules those of the draft. A rule that was there keeps its id, because grants refer to it; an id
 * that is none of a stored rule of the kind counts for nothing.
 * @param groups one for each group rule
 */
export async function writeRules(
  trx: DatabaseTransaction,
  { tenantId, name: createdByName }: Actor,
  stored: StoredMapping,
  { groupRules, valueRules }: MappingDraft,
  groups: readonly ResolvedGroup[],
): Promise<void> {
  const idOf = keepIds(stored);
  const rows = [
    ...groupRules.map(({ id, name, roleKey }, at) => {
      const { groupId = null, groupGoneAt = null } = groups[at] ?? {};
      return { id: idOf('GROUP', id), kind: 'GROUP', name, groupId, groupGoneAt, roleKey };
    }),
    ...valueRules.map(({ id, name, roleKey }) => {
      return { id: idOf('VALUE', id), kind: 'VALUE', name, groupId: null, groupGoneAt: null, roleKey };
    }),
  ].map((row, position) => ({ ...row, position, nameKey: foldCase(row.name) }));
  await sql`
    delete from "RoleRule" where "tenantId" = ${tenantId}
      and "id" not in (select jsonb_array_elements_text(${jsonb(rows.map(({ id }) => id))}))`.execute(trx);
  await sql`
    insert into "RoleRule" as rule ("tenantId", "id", "kind", "position", "name", "nameKey", "groupId", "groupGoneAt",
      "roleKey", "createdByName")
    select ${tenantId}, "id", "kind", "position", "name", "nameKey", "groupId", "groupGoneAt", "roleKey",
      ${createdByName}
    from jsonb_to_recordset(${jsonb(rows)}) as row ("id" text, "kind" "RuleKind", "position" int, "name" text,
      "nameKey" text, "groupId" text, "groupGoneAt" timestamptz, "roleKey" text)
    on conflict ("tenantId", "id") do update set "position" = excluded."position", "name" = excluded."name",
      "nameKey" = excluded."nameKey", "groupId" = excluded."groupId", "groupGoneAt" = excluded."groupGoneAt",
      "roleKey" = excluded."roleKey"`.execute(trx);
}

/** Gives each id away once. */
function keepIds({ rules }: StoredMapping): (kind: RuleKind, id: string | null) => string {
  const free = new Map(rules.map((rule) => [rule.id, rule.kind]));
  return (kind, id) => {
    if (id === null || free.get(id) !== kind) return uuidv7();
    free.delete(id);
    return id;
  };
}
