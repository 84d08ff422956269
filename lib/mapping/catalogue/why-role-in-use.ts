import type { RuleKind } from '@/lib/db/generated/kysely/enums';

/** Who and what uses a role. Of many the first are named. */
export interface RoleUsage {
  /** In the order of the mapping, whether its source is in use or not. */
  rules: { kind: RuleKind; name: string }[];
  ruleCount: number;
  /** People whom no rule matches have it. */
  isDefault: boolean;
  /** Active members, by name. */
  members: { id: string; name: string }[];
  memberCount: number;
  /** People who left, and would come back with it. */
  formerCount: number;
}

/** Each reason why a role cannot be deleted, as a sentence; none when it can. */
export function whyRoleInUse({ rules, ruleCount, isDefault, members, memberCount }: RoleUsage): string[] {
  const reasons: string[] = [];
  if (memberCount > 0) {
    const who = listed(members.map(({ name }) => name), memberCount);
    reasons.push(`${who} ${memberCount === 1 ? 'has' : 'have'} it.`);
  }
  if (ruleCount > 0) {
    const named = rules.map(({ kind, name }) => `${kind === 'GROUP' ? 'group' : 'value'} “${name}”`);
    reasons.push(`${ruleCount === 1 ? 'A rule gives' : 'Rules give'} it: ${listed(named, ruleCount)}.`);
  }
  if (isDefault) reasons.push('It is the default for people whom no rule matches.');
  return reasons;
}

/** "A, B and C", "A, B, C, D, E and 7 more". */
function listed(named: readonly string[], count: number): string {
  const more = count - named.length;
  const parts = more > 0 ? [...named, `${more.toLocaleString('en')} more`] : named;
  const last = parts.at(-1) ?? '';
  return parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${last}` : last;
}
