import type { Database, DatabaseTransaction } from '@/lib/db/kysely';
import { sql } from 'kysely';
import type { DraftGroupRule, MappingDraft } from '@/lib/mapping/mapping-draft';
import type { StoredMapping } from '@/lib/mapping/stored-mapping';
import { foldCase } from '@/lib/shared/fold-case';

/** The group that a rule is bound to, if the identity provider has pushed it; or why there can be none. */
export interface ResolvedGroup {
  groupId: string | null;
  groupGoneAt: string | null;
  problem: string | null;
}

interface FoundGroup {
  id: string;
  name: string;
}

/**
 * The groups of a draft's rules, in their order. A stored rule keeps its group while its name is left alone, also
 * when the group was renamed since; any other is bound to the group of exactly that name, else to the one that was
 * chosen.
 */
export async function resolveGroups(
  database: Database | DatabaseTransaction,
  tenantId: string,
  stored: Pick<StoredMapping, 'rules'>,
  { groupRules }: Pick<MappingDraft, 'groupRules'>,
): Promise<ResolvedGroup[]> {
  const groups = await findGroups(database, tenantId, groupRules);
  const byId = new Map(groups.map((group) => [group.id, group]));
  const byName = new Map(groups.map((group) => [group.name, group]));
  const former = new Map(stored.rules.filter(({ kind }) => kind === 'GROUP').map((rule) => [rule.id, rule]));
  return groupRules.map((rule) => {
    const exact = byName.get(rule.name);
    const kept = rule.id === null ? undefined : former.get(rule.id);
    if (kept?.name === rule.name) {
      const groupId = kept.groupId ?? exact?.id ?? null;
      return { groupId, groupGoneAt: groupId === null ? kept.groupGoneAt : null, problem: null };
    }
    // A group that was chosen stays chosen when it is renamed while the page is open.
    const chosen = rule.groupId === null ? undefined : byId.get(rule.groupId);
    const group = exact ?? chosen;
    return { groupId: group?.id ?? null, groupGoneAt: null, problem: !group && rule.groupId !== null ? gone(rule) : null };
  });
}

function gone({ name }: DraftGroupRule): string {
  return `"${name}" was deleted in your identity provider. Choose another group, or remove the rule.`;
}

async function findGroups(
  database: Database | DatabaseTransaction,
  tenantId: string,
  rules: readonly DraftGroupRule[],
): Promise<FoundGroup[]> {
  if (rules.length === 0) return [];
  const ids = rules.flatMap(({ groupId }) => groupId ?? []);
  const { rows } = await sql<FoundGroup>`
    select g."id", coalesce(g."document" ->> 'displayName', '') as "name" from "ScimGroup" g
    where g."tenantId" = ${tenantId} and g."id" = any(${ids}::text[])
    union
    select g."id", g."document" ->> 'displayName' from "ScimGroup" g
    where g."tenantId" = ${tenantId} and g."displayNameKey" = any(${rules.map(({ name }) => foldCase(name))}::text[])
  `.execute(database);
  return rows;
}
