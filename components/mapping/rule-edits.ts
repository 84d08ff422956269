/** A rule as a row of the form. */
export interface RuleRow {
  /** Names the row while the form is open: the rule's id, or one made up for a new rule. */
  key: string;
  /** Null for a rule that has not been saved. */
  id: string | null;
  /** Of a group, or a value. */
  name: string;
  /** The group, when it was chosen from those that the identity provider has pushed. */
  groupId: string | null;
  /** Empty until one is chosen. */
  roleKey: string;
}

export type RulePatch = Partial<Pick<RuleRow, 'name' | 'groupId' | 'roleKey'>>;

/**
 * What was done to a list of rules. Only edits are held, so that they can be laid over another admin's list as
 * well as over the one they were made on.
 */
export interface RuleEdits {
  added: readonly RuleRow[];
  /** By rule id. */
  changed: Readonly<Record<string, { before: RuleRow; after: RuleRow }>>;
  removed: readonly string[];
}

export const noEdits: RuleEdits = { added: [], changed: {}, removed: [] };

let made = 0;

/** A rule that is not saved yet. */
export function newRule(name = '', roleKey = ''): RuleRow {
  made += 1;
  return { key: `new-${made}`, id: null, name, groupId: null, roleKey };
}

/** The saved rules with the edits laid over them. A changed rule that is gone meanwhile counts as added. */
export function applyEdits(saved: readonly RuleRow[], edits: RuleEdits): RuleRow[] {
  if (edits === noEdits) return [...saved];
  const removed = new Set(edits.removed);
  const known = new Set(saved.map(({ key }) => key));
  const kept = saved.flatMap((row) => {
    if (removed.has(row.key)) return [];
    const change = edits.changed[row.key];
    return [change ? rebased(row, change) : row];
  });
  const orphans = Object.values(edits.changed).filter(({ before }) => !known.has(before.key));
  return [...kept, ...orphans.map(({ after }) => ({ ...after, id: null })), ...edits.added];
}

/** What was changed of a rule, on top of the rule as it is saved now. */
function rebased(row: RuleRow, { before, after }: { before: RuleRow; after: RuleRow }): RuleRow {
  const renamed = after.name !== before.name || after.groupId !== before.groupId;
  return {
    ...row,
    ...(renamed && { name: after.name, groupId: after.groupId }),
    ...(after.roleKey !== before.roleKey && { roleKey: after.roleKey }),
  };
}

/** @param row the row as it is shown. */
export function changeRule(
  saved: readonly RuleRow[],
  edits: RuleEdits,
  row: RuleRow,
  patch: RulePatch,
): RuleEdits {
  const after = { ...row, ...patch };
  if (edits.added.some(({ key }) => key === row.key)) {
    return { ...edits, added: edits.added.map((each) => (each.key === row.key ? after : each)) };
  }
  const before = saved.find(({ key }) => key === row.key) ?? edits.changed[row.key]?.before ?? row;
  const changed = sameRule(before, after)
    ? without(edits.changed, row.key)
    : { ...edits.changed, [row.key]: { before, after } };
  return tidied({ ...edits, changed });
}

/** The same object without one of its entries. */
export function without<Value>(all: Readonly<Record<string, Value>>, key: string): Record<string, Value> {
  return Object.fromEntries(Object.entries(all).filter(([each]) => each !== key));
}

function sameRule(a: RuleRow, b: RuleRow): boolean {
  return a.name === b.name && a.groupId === b.groupId && a.roleKey === b.roleKey;
}

export function addRules(edits: RuleEdits, rows: readonly RuleRow[]): RuleEdits {
  return { ...edits, added: [...edits.added, ...rows] };
}

/** A removed rule and where it was, for bringing it back. */
export interface RemovedRule {
  row: RuleRow;
  /** Among the added rules; -1 for a saved one, which has its place. */
  place: number;
}

export function removeRule(edits: RuleEdits, row: RuleRow): { edits: RuleEdits; removed: RemovedRule } {
  const place = edits.added.findIndex(({ key }) => key === row.key);
  const next =
    place < 0
      ? { ...edits, removed: [...edits.removed, row.key] }
      : { ...edits, added: edits.added.filter(({ key }) => key !== row.key) };
  return { edits: tidied(next), removed: { row, place } };
}

export function restoreRule(edits: RuleEdits, { row, place }: RemovedRule): RuleEdits {
  if (place < 0) return tidied({ ...edits, removed: edits.removed.filter((key) => key !== row.key) });
  return { ...edits, added: edits.added.toSpliced(place, 0, row) };
}

/** Edits that came to nothing are none, which the form can tell by their identity. */
function tidied(edits: RuleEdits): RuleEdits {
  const { added, changed, removed } = edits;
  return added.length + removed.length + Object.keys(changed).length === 0 ? noEdits : edits;
}
