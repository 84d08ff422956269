'use client';

import { useId, useState } from 'react';
import { parseRuleTable } from '@/lib/mapping/parse-rule-table';
import { countOf } from '../identity/count-of';
import { announce } from '../ui/announce';
import { Button } from '../ui/button';
import { controlStyles } from '../ui/control-styles';
import { Dialog } from '../ui/dialog';
import { Field } from '../ui/field';
import { Notice } from '../ui/notice';
import { newRule, type RuleRow } from './rule-edits';
import type { RoleChoice } from './rule-fields';
import { ruleWords, type RuleKind } from './rule-words';

export interface PasteDialogProps {
  kind: RuleKind;
  roles: readonly RoleChoice[];
  /** Rules there are, so that none is added a second time. */
  rows: readonly RuleRow[];
  onAdd: (rows: readonly RuleRow[]) => void;
  onClose: () => void;
}

const examples: Readonly<Record<RuleKind, string>> = {
  group: 'Engineering, member\nRollcall-Admins, admin',
  value: 'sales, viewer\nmanager, admin',
};

/** As many lines of each sort are shown of a large table. */
const MOST_SHOWN = 100;

/** What was pasted, as rules that are new and rules that are there already. */
function understood(text: string, { roles, rows }: Pick<PasteDialogProps, 'roles' | 'rows'>) {
  const { rows: parsed, problems } = parseRuleTable(text, roles);
  const known = new Set(rows.map(({ name, roleKey }) => `${roleKey} ${name}`));
  const fresh = parsed.filter(({ name, roleKey }) => !known.has(`${roleKey} ${name}`));
  return { fresh, repeated: parsed.length - fresh.length, problems };
}

/** What was understood of a pasted table, line by line, before anything is added. */
export function PasteDialog(props: PasteDialogProps) {
  const { kind, roles, onAdd, onClose } = props;
  const fieldId = useId();
  const [text, setText] = useState('');
  const { fresh, repeated, problems } = understood(text, props);
  function add() {
    onClose();
    onAdd(fresh.map(({ name, roleKey }) => newRule(name, roleKey)));
    announce(`${countOf(fresh.length, 'rule', 'rules')} added. Nothing is saved yet.`);
  }
  return (
    <Dialog
      open
      size="wide"
      title="Paste rules"
      description={`Two columns, as copied from a spreadsheet or apart by commas: the ${ruleWords[kind].noun}, then the role by its name or key.`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={fresh.length === 0} onClick={add}>
            {fresh.length === 0 ? 'Add rules' : `Add ${countOf(fresh.length, 'rule', 'rules')}`}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Field id={fieldId} label="Table">
          {(control) => (
            <textarea
              {...control}
              data-autofocus
              rows={7}
              spellCheck={false}
              value={text}
              placeholder={examples[kind]}
              onChange={(event) => setText(event.currentTarget.value)}
              className={`${controlStyles} mono-sm h-auto! py-2`}
            />
          )}
        </Field>
        {problems.length > 0 ? <Problems problems={problems} /> : null}
        {fresh.length > 0 ? <Fresh kind={kind} roles={roles} rows={fresh} /> : null}
        {repeated > 0 ? (
          <p className="text-sm text-ink-2">
            {countOf(repeated, 'line is a rule already and is', 'lines are rules already and are')} left out.
          </p>
        ) : null}
      </div>
    </Dialog>
  );
}

function Problems({ problems }: { problems: readonly { line: number; message: string }[] }) {
  return (
    <Notice
      tone="warn"
      live="status"
      title={`${countOf(problems.length, 'line is', 'lines are')} not understood and will not be added`}
    >
      <ul className="mt-1 flex max-h-40 flex-col gap-0.5 overflow-y-auto">
        {problems.slice(0, MOST_SHOWN).map(({ line, message }) => (
          <li key={line} className="wrap-anywhere">
            Line {line}: {message}
          </li>
        ))}
      </ul>
      {problems.length > MOST_SHOWN ? <p>And {(problems.length - MOST_SHOWN).toLocaleString('en')} more.</p> : null}
    </Notice>
  );
}

interface FreshProps extends Pick<PasteDialogProps, 'roles' | 'kind'> {
  rows: readonly { name: string; roleKey: string }[];
}

function Fresh({ rows, roles, kind }: FreshProps) {
  const names = new Map(roles.map(({ key, name }) => [key, name]));
  return (
    <div className="text-sm">
      <p className="font-medium">{countOf(rows.length, 'rule', 'rules')} understood</p>
      <div
        role="region"
        aria-label="Rules understood"
        tabIndex={0}
        className="mt-1 max-h-56 overflow-y-auto rounded-control border border-line"
      >
        <table className="w-full table-fixed">
          <thead>
            <tr className="text-xs text-ink-2">
              <th scope="col" className="px-3 py-1.5 text-start font-medium">
                {ruleWords[kind].heading}
              </th>
              <th scope="col" className="w-36 px-3 py-1.5 text-start font-medium">
                Role
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, MOST_SHOWN).map(({ name, roleKey }, index) => (
              <tr key={index} className="border-t border-line">
                <td className="px-3 py-1 wrap-anywhere">{name}</td>
                <td className="px-3 py-1 wrap-anywhere">{names.get(roleKey)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {rows.length > MOST_SHOWN ? (
          <p className="border-t border-line px-3 py-1 text-ink-2">
            And {(rows.length - MOST_SHOWN).toLocaleString('en')} more.
          </p>
        ) : null}
      </div>
    </div>
  );
}
