import type { RuleRow } from './rule-edits';

export interface RowErrors {
  name?: string;
  roleKey?: string;
}

/** What is wrong with the form: by field, and by row for the rules. */
export interface FormErrors {
  attribute?: string;
  defaultRoleKey?: string;
  groupRules?: string;
  valueRules?: string;
  confirmation?: string;
  rows: Readonly<Record<string, RowErrors>>;
}

export const noErrors: FormErrors = { rows: {} };

/** The rules as they were sent. */
export interface SentRules {
  groupRules: readonly RuleRow[];
  valueRules: readonly RuleRow[];
}

/** Takes the server's `groupRules.3.name` to the row that was sent fourth, wherever it stands by now. */
export function formErrors(fieldErrors: Readonly<Record<string, string>>, sent: SentRules): FormErrors {
  const fields: Record<string, string> = {};
  const rows: Record<string, RowErrors> = {};
  for (const [place, message] of Object.entries(fieldErrors)) {
    const [field = '', index, part] = place.split('.');
    const list = field === 'groupRules' || field === 'valueRules' ? sent[field] : undefined;
    const row = index === undefined ? undefined : list?.[Number(index)];
    if (!row) fields[field] ??= message;
    else rows[row.key] = { ...rows[row.key], [part === 'roleKey' ? 'roleKey' : 'name']: message };
  }
  return { ...fields, rows };
}

export function hasErrors({ rows, ...fields }: FormErrors): boolean {
  return Object.keys(rows).length > 0 || Object.values(fields).some(Boolean);
}

/** What can be told without the server: rows that are not filled in, and rows that say the same twice. */
export function rowProblems(rows: readonly RuleRow[], noun: 'group' | 'value'): Record<string, RowErrors> {
  const first = new Map<string, number>();
  const problems: Record<string, RowErrors> = {};
  for (const [index, { key, name, roleKey }] of rows.entries()) {
    const errors: RowErrors = {};
    if (!name.trim()) {
      errors.name = noun === 'group' ? 'Choose a group or type its exact name.' : 'Enter a value.';
    }
    if (!roleKey) errors.roleKey = 'Choose a role.';
    const same = first.get(`${roleKey} ${name}`);
    if (same === undefined) first.set(`${roleKey} ${name}`, index);
    else if (name && roleKey) errors.name = `${name} already has this role (row ${same + 1}). Remove one of them.`;
    if (errors.name || errors.roleKey) problems[key] = errors;
  }
  return problems;
}
