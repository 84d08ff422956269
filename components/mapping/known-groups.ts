'use client';

import { useQuery } from '@tanstack/react-query';
import type { GroupLookup } from '@/lib/mapping/look-up-groups';
import type { RuleNow } from '@/lib/mapping/rules-now';
import { fetchJson } from '../identity/fetch-json';
import { useDebounced } from '../ui/use-debounced';
import type { GroupKnown } from './group-note';
import type { RuleRow } from './rule-edits';

/** What is known of the group of a row, and whom it concerns. */
export interface KnownGroup extends GroupKnown {
  /** Null while there is no group. */
  people: number | null;
  /** Members of the group, when the rule is not saved; people whom the rule matches, when it is. */
  counted: 'members' | 'people';
  /** When the group last changed; ISO 8601. */
  lastModified: string | null;
}

/** What the saved rules find, with times as ISO 8601. */
export type SentRuleNow = Omit<RuleNow, 'lastModified'> & { lastModified: string | null };

export interface KnownGroupsInput {
  /** Rows on the page of the list. */
  shown: readonly RuleRow[];
  saved: readonly RuleRow[];
  rules: Readonly<Record<string, SentRuleNow>>;
}

const typingMs = 300;

/**
 * Tells of each row what became of its group: from the page for rules as they are saved, else by asking for
 * the names that were entered, all those on the page at once.
 */
export function useKnownGroups({ shown, saved, rules }: KnownGroupsInput): (row: RuleRow) => KnownGroup | null {
  const savedNames = new Map(saved.map(({ id, name }) => [id, name]));
  const isSaved = ({ id, name }: RuleRow) => id !== null && savedNames.get(id) === name;
  const entered = [...new Set(shown.filter((row) => !isSaved(row) && row.name.trim()).map(({ name }) => name))];
  const names = useDebounced(JSON.stringify(entered), typingMs);
  const { data = [] } = useQuery({
    queryKey: ['role-group-names', names],
    queryFn: ({ signal }) =>
      fetchJson<GroupLookup[]>('/api/role-groups', signal, { names: JSON.parse(names) as string[] }),
    enabled: names !== '[]',
    staleTime: 30_000,
  });
  const found = new Map(data.map((lookup) => [lookup.name, lookup]));
  return (row) => {
    const now = row.id === null ? undefined : rules[row.id];
    if (now && isSaved(row)) return { ...now, counted: 'people' };
    const lookup = found.get(row.name);
    // A chosen group that is renamed meanwhile stays chosen; once saved, the row tells its new name.
    if (!lookup || (row.groupId !== null && !lookup.group)) return null;
    const { group, nearMiss } = lookup;
    return {
      state: group ? 'found' : 'not-pushed',
      currentName: group ? row.name : null,
      nearMiss,
      people: group?.people ?? null,
      counted: 'members',
      lastModified: null,
    };
  };
}
