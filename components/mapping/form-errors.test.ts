import { describe, expect, it } from 'vitest';
import { formErrors, hasErrors, noErrors, rowProblems } from './form-errors';
import { newRule } from './rule-edits';

const [first, second] = [newRule('Engineering', 'admin'), newRule('Finance', 'viewer')];

describe('errors of the mapping form', () => {
  it('are taken from places in what was sent to the rows', () => {
    const errors = formErrors(
      { attribute: 'No such attribute.', 'groupRules.1.name': 'Twice.', 'groupRules.1.roleKey': 'Gone.' },
      { groupRules: [first, second], valueRules: [] },
    );
    expect(errors).toEqual({
      attribute: 'No such attribute.',
      rows: { [second.key]: { name: 'Twice.', roleKey: 'Gone.' } },
    });
    expect(hasErrors(errors)).toBe(true);
    expect(hasErrors(noErrors)).toBe(false);
  });

  it('are kept for the list when they name no row of it', () => {
    expect(formErrors({ valueRules: 'Too many.' }, { groupRules: [], valueRules: [] })).toEqual({
      valueRules: 'Too many.',
      rows: {},
    });
  });

  it('are found without asking for rows that are unfinished or say the same twice', () => {
    const again = newRule('Engineering', 'admin');
    const other = newRule('Engineering', 'viewer');
    const empty = newRule();
    expect(rowProblems([first, other, again, empty], 'group')).toEqual({
      [again.key]: { name: 'Engineering already has this role (row 1). Remove one of them.' },
      [empty.key]: { name: 'Choose a group or type its exact name.', roleKey: 'Choose a role.' },
    });
  });
});
