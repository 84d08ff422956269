import type { ComparedValue } from '../identity/conflict-notice';
import type { DiffItem } from '../ui/diff-list';
import { sourceNames, type RoleSource } from './source-names';

/** What can be set on the page, of the saved mapping as of the edited one. */
export interface MappingValues {
  source: RoleSource;
  attribute: string;
  defaultRoleKey: string | null;
  groupRules: readonly NamedRule[];
  valueRules: readonly NamedRule[];
}

interface NamedRule {
  name: string;
  roleKey: string;
}

export interface NamedRole {
  key: string;
  name: string;
}

/** A mapping as things with a name and a wording, so that two of them can be compared. */
export type MappingFacts = ReadonlyMap<string, string>;

export function mappingFacts(mapping: MappingValues, roles: readonly NamedRole[]): MappingFacts {
  const names = new Map(roles.map(({ key, name }) => [key, name]));
  const nameOf = (roleKey: string) => names.get(roleKey) ?? (roleKey || 'no role chosen');
  return new Map([
    ['Source', sourceNames[mapping.source]],
    ['Attribute', mapping.attribute],
    ['People no rule matches', mapping.defaultRoleKey === null ? 'No role' : nameOf(mapping.defaultRoleKey)],
    ...ruleFacts('Group', mapping.groupRules, nameOf),
    ...ruleFacts('Value', mapping.valueRules, nameOf),
  ]);
}

/** All roles of one group or value are one fact, because several rows may share it. */
function ruleFacts(
  noun: 'Group' | 'Value',
  rules: readonly NamedRule[],
  nameOf: (roleKey: string) => string,
): [string, string][] {
  const roles = new Map<string, string[]>();
  for (const { name, roleKey } of rules) {
    const label = name ? `${noun} ${name}` : `New ${noun.toLowerCase()} rule`;
    const listed = roles.get(label);
    if (listed) listed.push(nameOf(roleKey));
    else roles.set(label, [nameOf(roleKey)]);
  }
  return [...roles].map(([label, listed]) => [label, listed.sort().join(', ')]);
}

/** What is different, in the order of the page; `null` where there is nothing. */
export function changedFacts(before: MappingFacts, after: MappingFacts): DiffItem[] {
  return labelsOf(before, after)
    .map((label) => ({ label, before: before.get(label) ?? null, after: after.get(label) ?? null }))
    .filter((item) => item.before !== item.after);
}

/** What either of two admins changed. */
export function conflictingFacts(before: MappingFacts, theirs: MappingFacts, yours: MappingFacts): ComparedValue[] {
  return labelsOf(before, theirs, yours)
    .map((label) => ({
      label,
      before: before.get(label) ?? null,
      theirs: theirs.get(label) ?? null,
      yours: yours.get(label) ?? null,
    }))
    .filter((row) => row.theirs !== row.before || row.yours !== row.before);
}

function labelsOf(...mappings: readonly MappingFacts[]): string[] {
  return [...new Set(mappings.flatMap((facts) => [...facts.keys()]))];
}
