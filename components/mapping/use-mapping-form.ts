'use client';

import { useMemo, useState } from 'react';
import type { MappingDraft } from '@/lib/mapping/mapping-draft';
import { useSave, type Save } from '../identity/use-save';
import type { DiffItem } from '../ui/diff-list';
import { useSavedForm } from '../ui/use-saved-form';
import { formErrors, noErrors, rowProblems, type FormErrors } from './form-errors';
import type { SavedMapping, SaveMappingInput, SaveMappingResult } from './mapping-actions';
import { changedFacts, mappingFacts, type NamedRole } from './mapping-facts';
import {
  addRules,
  applyEdits,
  changeRule,
  noEdits,
  removeRule,
  restoreRule,
  without,
  type RuleEdits,
  type RuleRow,
} from './rule-edits';
import type { RuleListActions } from './rule-list';
import type { RuleKind } from './rule-words';
import type { RoleSource } from './source-names';

interface Fields {
  source: RoleSource;
  attribute: string;
  defaultRoleKey: string | null;
  group: RuleEdits;
  value: RuleEdits;
}

type Rows = Record<RuleKind, readonly RuleRow[]>;

export interface MappingForm {
  values: Pick<Fields, 'source' | 'attribute' | 'defaultRoleKey'>;
  set: (change: Partial<Pick<Fields, 'source' | 'attribute' | 'defaultRoleKey'>>) => void;
  rows: Rows;
  /** The rules as they are saved. */
  savedRows: Rows;
  rules: Record<RuleKind, RuleListActions>;
  /** What differs from the saved mapping. */
  changes: DiffItem[];
  /** The mapping with the rules that are filled in; null while nothing differs. */
  draft: MappingDraft | null;
  /** The rows that the draft was made of. */
  draftRows: Rows;
  errors: FormErrors;
  /** Says where rules are not filled in; true when none is. */
  check: () => boolean;
  saving: Save<MappingDraft, SavedMapping>;
  /** Goes up when the review must close, because its answer is about fields outside it. */
  round: number;
  /** @param settled hears the answer, in one step with the page that a save brings along. */
  save: (confirmation: string, settled: (answer: SaveMappingResult) => void) => void;
  fail: (errors: FormErrors) => void;
  /** What was wrong with a field is not known any more. */
  forget: (field: ErrorField) => void;
  discard: () => void;
  undoDiscard: () => void;
}

type ErrorField = Exclude<keyof FormErrors, 'rows'>;

export interface MappingFormInput {
  saved: MappingDraft;
  roles: readonly NamedRole[];
  submit: (input: SaveMappingInput) => Promise<SaveMappingResult>;
}

function rowsOf(draft: MappingDraft): Rows {
  return {
    group: draft.groupRules.map((rule) => ({ ...rule, key: rule.id ?? rule.name })),
    value: draft.valueRules.map((rule) => ({ ...rule, key: rule.id ?? rule.name, groupId: null })),
  };
}

function isComplete({ name, roleKey }: RuleRow): boolean {
  return name.trim() !== '' && roleKey !== '';
}

const usedBy: Readonly<Record<RuleKind, RoleSource>> = { group: 'IDP_GROUPS', value: 'IDP_ATTRIBUTE' };

/** What is sent: of the source not in use, only rules that are filled in, because nobody sees the others. */
function sentRows(rows: Rows, source: RoleSource): Rows {
  const kept = (kind: RuleKind) => (usedBy[kind] === source ? rows[kind] : rows[kind].filter(isComplete));
  return { group: kept('group'), value: kept('value') };
}

function draftOf(revision: number, values: MappingForm['values'], rows: Rows): MappingDraft {
  return {
    ...values,
    attribute: values.attribute.trim(),
    revision,
    groupRules: rows.group.map(({ id, name, groupId, roleKey }) => ({ id, name, groupId, roleKey })),
    valueRules: rows.value.map(({ id, name, roleKey }) => ({ id, name, roleKey })),
  };
}

/** The two lists as they stand in the form, and what can be done to them. */
function useRules(
  saved: MappingDraft,
  edits: Readonly<Record<RuleKind, RuleEdits>>,
  setEdits: (kind: RuleKind, edits: RuleEdits) => void,
) {
  const savedRows = useMemo(() => rowsOf(saved), [saved]);
  const group = useMemo(() => applyEdits(savedRows.group, edits.group), [savedRows, edits.group]);
  const value = useMemo(() => applyEdits(savedRows.value, edits.value), [savedRows, edits.value]);
  const rows = useMemo((): Rows => ({ group, value }), [group, value]);
  const actionsOf = (kind: RuleKind): RuleListActions => ({
    add: (added) => setEdits(kind, addRules(edits[kind], added)),
    change: (row, patch) => setEdits(kind, changeRule(savedRows[kind], edits[kind], row, patch)),
    remove: (row) => {
      const next = removeRule(edits[kind], row);
      setEdits(kind, next.edits);
      return next.removed;
    },
    restore: (removed) => {
      const next = restoreRule(edits[kind], removed);
      setEdits(kind, next);
      return applyEdits(savedRows[kind], next);
    },
  });
  return { savedRows, rows, rules: { group: actionsOf('group'), value: actionsOf('value') } };
}

/** What differs, in words, and the draft to try; none while nothing does. */
function useDraft(saved: MappingDraft, roles: readonly NamedRole[], values: MappingForm['values'], rows: Rows) {
  const { source, attribute, defaultRoleKey } = values;
  const { revision } = saved;
  const before = useMemo(() => mappingFacts(saved, roles), [saved, roles]);
  const changes = useMemo(() => {
    const settings = { source, attribute: attribute.trim(), defaultRoleKey };
    return changedFacts(
      before,
      mappingFacts({ ...settings, groupRules: rows.group, valueRules: rows.value }, roles),
    );
  }, [before, roles, source, attribute, defaultRoleKey, rows]);
  const dirty = changes.length > 0;
  const draftRows = useMemo(
    () => ({ group: rows.group.filter(isComplete), value: rows.value.filter(isComplete) }),
    [rows],
  );
  const draft = useMemo(
    () => (dirty ? draftOf(revision, { source, attribute, defaultRoleKey }, draftRows) : null),
    [dirty, revision, source, attribute, defaultRoleKey, draftRows],
  );
  return { changes, draft, draftRows };
}

/** What is wrong with the form, and when the review must make way for it. */
function useErrors() {
  const [errors, setErrors] = useState(noErrors);
  const [round, setRound] = useState(0);
  return {
    errors,
    round,
    fail: (next: FormErrors) => {
      setErrors(next);
      if (!next.confirmation) setRound(round + 1);
    },
    /** What was wrong with a field is not known any more once it was edited. */
    clear: (field: ErrorField, rowKey?: string) => {
      if (errors === noErrors) return;
      const rows = rowKey === undefined ? errors.rows : without(errors.rows, rowKey);
      setErrors({ ...errors, [field]: undefined, rows });
    },
    reset: () => setErrors(noErrors),
  };
}

/** The mapping as it is being edited, beside the saved one. */
export function useMappingForm({ saved, roles, submit }: MappingFormInput): MappingForm {
  const { source, attribute, defaultRoleKey, revision } = saved;
  const form = useSavedForm<Fields>({ source, attribute, defaultRoleKey, group: noEdits, value: noEdits });
  const { values } = form;
  const saving = useSave<MappingDraft, SavedMapping>();
  const { errors, round, fail, clear, reset } = useErrors();
  const { savedRows, rows, rules } = useRules(saved, values, (kind, edits) => {
    saving.touch();
    form.setValue(kind, edits);
  });
  const { changes, draft, draftRows } = useDraft(saved, roles, values, rows);

  function settle(answer: SaveMappingResult, sent: Rows) {
    if (answer.ok) {
      form.discard();
      reset();
    } else if ('fieldErrors' in answer && answer.fieldErrors) {
      fail(formErrors(answer.fieldErrors, { groupRules: sent.group, valueRules: sent.value }));
    }
  }
  return {
    values,
    set: (change) => {
      saving.touch();
      if (change.source !== undefined) form.setValue('source', change.source);
      if (change.attribute !== undefined) form.setValue('attribute', change.attribute);
      if (change.defaultRoleKey !== undefined) form.setValue('defaultRoleKey', change.defaultRoleKey);
      clear(change.attribute === undefined ? 'defaultRoleKey' : 'attribute');
    },
    rows,
    savedRows,
    rules: {
      group: clearing(rules.group, (key) => clear('groupRules', key)),
      value: clearing(rules.value, (key) => clear('valueRules', key)),
    },
    changes,
    draft,
    draftRows,
    errors,
    check: () => {
      const kinds = (['group', 'value'] as const).filter((kind) => usedBy[kind] === values.source);
      const problems = Object.assign({}, ...kinds.map((kind) => rowProblems(rows[kind], kind))) as FormErrors['rows'];
      if (Object.keys(problems).length > 0) fail({ rows: problems });
      return Object.keys(problems).length === 0;
    },
    saving,
    round,
    save: (confirmation, settled) => {
      const sent = sentRows(rows, values.source);
      saving.save(
        saved,
        () => submit({ draft: draftOf(revision, values, sent), confirmation: confirmation || null }),
        (answer) => {
          settle(answer, sent);
          settled(answer);
        },
      );
    },
    fail,
    forget: clear,
    discard: () => {
      reset();
      form.discard();
    },
    undoDiscard: form.undoDiscard,
  };
}

/** The same actions, after which what was wrong with a row is forgotten. */
function clearing(actions: RuleListActions, clear: (rowKey?: string) => void): RuleListActions {
  return {
    add: (rows) => {
      clear();
      actions.add(rows);
    },
    change: (row, patch) => {
      clear(row.key);
      actions.change(row, patch);
    },
    remove: (row) => {
      clear(row.key);
      return actions.remove(row);
    },
    restore: actions.restore,
  };
}
