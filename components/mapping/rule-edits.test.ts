import { describe, expect, it } from 'vitest';
import {
  addRules,
  applyEdits,
  changeRule,
  newRule,
  noEdits,
  removeRule,
  restoreRule,
  type RuleRow,
} from './rule-edits';

function rule(name: string, roleKey: string): RuleRow {
  return { key: `id-${name}`, id: `id-${name}`, name, groupId: null, roleKey };
}

const engineering = rule('Engineering', 'member');
const finance = rule('Finance', 'viewer');
const saved = [engineering, finance];

function brief(rows: readonly RuleRow[]): string[] {
  return rows.map(({ name, roleKey }) => `${name} → ${roleKey}`);
}

describe('edits of a list of rules', () => {
  it('lay changes, removals and additions over the saved rules', () => {
    const changed = changeRule(saved, noEdits, engineering, { roleKey: 'admin' });
    const { edits } = removeRule(changed, finance);
    const added = addRules(edits, [newRule('Sales', 'viewer')]);
    expect(brief(applyEdits(saved, added))).toEqual(['Engineering → admin', 'Sales → viewer']);
  });

  it('are none when a change is taken back', () => {
    const there = changeRule(saved, noEdits, engineering, { roleKey: 'admin' });
    const [shown = engineering] = applyEdits(saved, there);
    expect(changeRule(saved, there, shown, { roleKey: 'member' })).toBe(noEdits);
  });

  it('are none when what was removed is brought back', () => {
    const { edits, removed } = removeRule(noEdits, finance);
    expect(brief(applyEdits(saved, edits))).toEqual(['Engineering → member']);
    expect(restoreRule(edits, removed)).toBe(noEdits);
  });

  it('bring a new rule back to its place', () => {
    const three = addRules(noEdits, ['A', 'B', 'C'].map((name) => newRule(name, 'viewer')));
    const middle = three.added[1] ?? engineering;
    const { edits, removed } = removeRule(three, middle);
    expect(brief(restoreRule(edits, removed).added)).toEqual(['A → viewer', 'B → viewer', 'C → viewer']);
  });

  it('keep what another admin changed elsewhere in the same rule', () => {
    const mine = changeRule(saved, noEdits, engineering, { roleKey: 'admin' });
    const theirs = [{ ...engineering, name: 'Engineering EU' }, finance, rule('Sales', 'viewer')];
    expect(brief(applyEdits(theirs, mine))).toEqual([
      'Engineering EU → admin',
      'Finance → viewer',
      'Sales → viewer',
    ]);
  });

  it('keep a changed rule that another admin has removed, as a new one', () => {
    const mine = changeRule(saved, noEdits, engineering, { roleKey: 'admin' });
    const rows = applyEdits([finance], mine);
    expect(brief(rows)).toEqual(['Finance → viewer', 'Engineering → admin']);
    expect(rows[1]?.id).toBeNull();
  });
});
