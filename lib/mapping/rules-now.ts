import { sql } from 'kysely';
import { db, jsonb } from '@/lib/db/kysely';
import { findGroupNames } from '@/lib/mapping/group-names';
import { nearMissFinder } from '@/lib/mapping/near-miss';
import { peoplePerRule } from '@/lib/mapping/people-per-rule';
import type { StoredMapping, StoredRule } from '@/lib/mapping/stored-mapping';
import type { ResourceType } from '@/lib/scim/schema/registry';

/** What a stored rule finds at present. */
export interface RuleNow {
  /** Active people whom SCIM manages and whom the rule matches. */
  people: number;
  /**
   * Of a group: `found`; `renamed` since the rule was saved; `not-pushed` yet; `deleted` in the identity provider.
   * `value` for a rule about a value.
   */
  state: 'found' | 'renamed' | 'not-pushed' | 'deleted' | 'value';
  /** What the group is called now; null when there is none. */
  currentName: string | null;
  /** When the group last changed. */
  lastModified: Date | null;
  /** A group that was probably meant, when there is none of the rule's name. */
  nearMiss: { id: string; name: string } | null;
}

interface FoundGroup {
  id: string;
  name: string;
  lastModified: string;
}

/** What each stored rule finds at present, by its id. */
export async function rulesNow(
  tenantId: string,
  stored: StoredMapping,
  userType: ResourceType,
): Promise<Record<string, RuleNow>> {
  const { rules } = stored;
  const isLost = ({ kind, groupId }: StoredRule) => kind === 'GROUP' && groupId === null;
  const [people, groups, others] = await Promise.all([
    peoplePerRule(tenantId, stored, userType),
    findBound(tenantId, rules),
    rules.some(isLost) ? findGroupNames(tenantId) : [],
  ]);
  const findNear = nearMissFinder(others);
  const now = rules.map((rule): [string, RuleNow] => {
    const group = groups.get(rule.groupId ?? '');
    return [
      rule.id,
      {
        people: people.get(rule.id) ?? 0,
        state: stateOf(rule, group),
        currentName: group?.name ?? null,
        lastModified: group ? new Date(group.lastModified) : null,
        nearMiss: isLost(rule) ? findNear(rule.name) : null,
      },
    ];
  });
  return Object.fromEntries(now);
}

function stateOf({ kind, name, groupGoneAt }: StoredRule, group: FoundGroup | undefined): RuleNow['state'] {
  if (kind === 'VALUE') return 'value';
  if (group) return group.name === name ? 'found' : 'renamed';
  return groupGoneAt === null ? 'not-pushed' : 'deleted';
}

async function findBound(tenantId: string, rules: readonly StoredRule[]): Promise<Map<string, FoundGroup>> {
  const ids = [...new Set(rules.flatMap(({ groupId }) => groupId ?? []))];
  const { rows } = await sql<FoundGroup>`
    select g."id", coalesce(g."document" ->> 'displayName', '') as "name", g."lastModified"
    from jsonb_array_elements_text(${jsonb(ids)}) as wanted ("id")
    join "ScimGroup" g on g."tenantId" = ${tenantId} and g."id" = wanted."id"`.execute(db());
  return new Map(rows.map((group) => [group.id, group]));
}
