'use client';

import { useState, type ReactNode } from 'react';
import { Plus } from 'lucide-react';
import { announce } from '../ui/announce';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { Input } from '../ui/input';
import { Notice } from '../ui/notice';
import { StatePager } from '../ui/state-pager';
import type { RowErrors } from './form-errors';
import { newRule, type RemovedRule, type RulePatch, type RuleRow } from './rule-edits';
import {
  nameFieldId,
  RuleFields,
  ruleGrid,
  ruleTitle,
  type NameControl,
  type RoleChoice,
} from './rule-fields';
import { ruleWords, type RuleKind } from './rule-words';
import { RULES_PER_PAGE, type RulePages } from './use-rule-pages';

/** What can be done to a list of rules. */
export interface RuleListActions {
  add: (rows: readonly RuleRow[]) => void;
  change: (row: RuleRow, patch: RulePatch) => void;
  remove: (row: RuleRow) => RemovedRule;
  /** Answers with the rows as they are then. */
  restore: (removed: RemovedRule) => readonly RuleRow[];
}

export interface RuleListProps {
  kind: RuleKind;
  rows: readonly RuleRow[];
  pages: RulePages;
  roles: readonly RoleChoice[];
  errors: Readonly<Record<string, RowErrors>>;
  /** What is wrong with the list as a whole. */
  error?: string;
  actions: RuleListActions;
  /** The control of a row's group or value. */
  name: (row: RuleRow, control: NameControl) => ReactNode;
  /** @param number its place in the whole list, from 1. */
  note: (row: RuleRow, number: number) => ReactNode;
  people: (row: RuleRow) => ReactNode;
  /** More ways to add rules, beside the button. */
  tools?: ReactNode;
}

/** Fewer rules than this are found by looking. */
const SEARCH_FROM = 15;

/** The rules of one kind, as rows of fields: a page of them at a time. */
export function RuleList(props: RuleListProps) {
  const { kind, rows, pages, roles, error, actions, tools } = props;
  const words = ruleWords[kind];
  const [removed, setRemoved] = useState<RemovedRule | null>(null);
  const addId = `add-${kind}-rule`;

  function add() {
    const row = newRule();
    actions.add([row]);
    pages.turnTo([...rows, row], row.key, nameFieldId(row.key));
  }
  function remove(row: RuleRow) {
    const at = pages.shown.findIndex((each) => each.row.key === row.key);
    const next = pages.shown[at + 1] ?? pages.shown[at - 1];
    setRemoved(actions.remove(row));
    announce(`Rule removed: ${ruleTitle(row, roles, kind)}`);
    const rest = rows.filter(({ key }) => key !== row.key);
    pages.turnTo(rest, next?.row.key ?? row.key, next ? nameFieldId(next.row.key) : addId);
  }
  function undo(last: RemovedRule) {
    setRemoved(null);
    pages.turnTo(actions.restore(last), last.row.key, nameFieldId(last.row.key));
  }
  return (
    <Card
      title={words.title}
      id={`${kind}-rules`}
      actions={
        <>
          {tools}
          <Button id={addId} size="sm" onClick={add}>
            <Plus />
            Add rule
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {error ? <Notice tone="bad" title={error} live="alert" /> : null}
        {removed ? (
          <RemovedLine title={ruleTitle(removed.row, roles, kind)} onUndo={() => undo(removed)} />
        ) : null}
        {rows.length >= SEARCH_FROM ? (
          <Input
            type="search"
            aria-label={words.search}
            placeholder={words.search}
            value={pages.search}
            onChange={(event) => pages.setSearch(event.currentTarget.value)}
            className="max-w-80"
          />
        ) : null}
        {rows.length > 0 ? <Rows {...props} onRemove={remove} /> : <p className="text-sm text-ink-2">{words.empty}</p>}
        {rows.length > RULES_PER_PAGE ? (
          <StatePager
            label={`Pages of ${kind} rules`}
            summary={pageSummary(pages, rows.length)}
            page={pages.page}
            pages={pages.pages}
            onPage={pages.setPage}
          />
        ) : null}
      </div>
    </Card>
  );
}

function pageSummary({ found, page, shown }: RulePages, total: number): string {
  if (found === 0) return 'No rule is found.';
  const first = (page - 1) * RULES_PER_PAGE + 1;
  const range = `${first.toLocaleString('en')}–${(first + shown.length - 1).toLocaleString('en')}`;
  const of = `${range} of ${found.toLocaleString('en')}`;
  return found === total ? `Rules ${of}` : `Rules ${of} found, ${total.toLocaleString('en')} in all`;
}

function RemovedLine({ title, onUndo }: { title: string; onUndo: () => void }) {
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-2">
      <span className="min-w-0 wrap-anywhere">Removed: {title}</span>
      <Button size="sm" onClick={onUndo}>
        Undo
      </Button>
    </p>
  );
}

function Rows({
  kind,
  pages,
  roles,
  errors,
  actions,
  name,
  note,
  people,
  onRemove,
}: RuleListProps & { onRemove: (row: RuleRow) => void }) {
  return (
    <div>
      <div
        aria-hidden="true"
        className={`${ruleGrid} border-b border-line pb-1.5 text-xs font-medium text-ink-2 max-tablet:hidden`}
      >
        <span>{ruleWords[kind].heading}</span>
        <span>Role</span>
        <span>People now</span>
      </div>
      {pages.shown.map(({ row, index }) => (
        <RuleFields
          key={row.key}
          kind={kind}
          row={row}
          number={index + 1}
          roles={roles}
          errors={errors[row.key] ?? {}}
          name={(control) => name(row, control)}
          note={note(row, index + 1)}
          people={people(row)}
          onChange={(patch) => actions.change(row, patch)}
          onRemove={() => onRemove(row)}
        />
      ))}
    </div>
  );
}
