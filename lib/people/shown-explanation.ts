import type { RoleExplanation } from '@/lib/roles/explain-roles';
import type { RuleVerdict } from '@/lib/roles/rule-verdicts';

/** As many rules that do not match are told one by one; a mapping may have thousands. */
const MOST_MISSES = 50;

/** An explanation as far as a page shows it. */
export interface ShownExplanation extends Omit<RoleExplanation, 'rules'> {
  /** The nearest first. */
  misses: RuleVerdict[];
  /** Of all rules that do not match. */
  missCount: number;
}

export function shownExplanation({ rules, ...explanation }: RoleExplanation): ShownExplanation {
  const misses = rules.filter(({ matched }) => !matched);
  return { ...explanation, misses: misses.slice(0, MOST_MISSES), missCount: misses.length };
}
