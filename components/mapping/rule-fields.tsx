import type { ReactNode } from 'react';
import { CircleAlert, X } from 'lucide-react';
import type { PermissionLevel } from '@/lib/roles/role';
import { IconButton } from '../ui/icon-button';
import { Select } from '../ui/select';
import { Status } from '../ui/status';
import type { RowErrors } from './form-errors';
import type { RulePatch, RuleRow } from './rule-edits';
import { ruleWords, type RuleKind } from './rule-words';

/** A role that a rule can give. */
export interface RoleChoice {
  key: string;
  name: string;
  level: PermissionLevel;
}

/** What the name's control takes over from its row. */
export interface NameControl {
  id: string;
  'aria-label': string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
}

export interface RuleFieldsProps {
  kind: RuleKind;
  row: RuleRow;
  /** Its place in the whole list, from 1. */
  number: number;
  roles: readonly RoleChoice[];
  errors: RowErrors;
  /** The control of the group's name or the value. */
  name: (control: NameControl) => ReactNode;
  /** What is to be said about the group or value. */
  note?: ReactNode;
  /** Whom the rule matches now. */
  people: ReactNode;
  onChange: (patch: RulePatch) => void;
  onRemove: () => void;
}

export function nameFieldId(rowKey: string): string {
  return `rule-${rowKey}-name`;
}

export function roleFieldId(rowKey: string): string {
  return `rule-${rowKey}-role`;
}

/** The lines of a list of rules: name, role, people, and the button that removes. */
export const ruleGrid =
  'grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-3 gap-y-1.5 ' +
  'tablet:grid-cols-[minmax(0,1fr)_11rem_8rem_2.5rem]';

function ErrorText({ id, children }: { id: string; children: string }) {
  return (
    <p id={id} className="mt-1 flex gap-1.5 text-sm text-bad">
      <CircleAlert className="mt-0.5" />
      <span className="min-w-0 wrap-anywhere">{children}</span>
    </p>
  );
}

/** "Engineering → Member", as far as it is filled in. */
export function ruleTitle({ name, roleKey }: RuleRow, roles: readonly RoleChoice[], kind: RuleKind): string {
  const role = roles.find(({ key }) => key === roleKey)?.name ?? roleKey;
  return `${name || `no ${ruleWords[kind].noun} yet`} → ${role || 'no role yet'}`;
}

/** One rule as a set of fields. */
export function RuleFields(props: RuleFieldsProps) {
  const { kind, row, number, roles, errors, name, note, people, onChange, onRemove } = props;
  const nameId = nameFieldId(row.key);
  const roleId = roleFieldId(row.key);
  const { heading } = ruleWords[kind];
  const noteId = note ? `${nameId}-note` : undefined;
  const described = [errors.name && `${nameId}-error`, noteId].filter(Boolean).join(' ') || undefined;
  return (
    <fieldset className="min-w-0 border-b border-line py-2.5 last:border-b-0 last:pb-0">
      <legend className="sr-only">
        Rule {number}: {ruleTitle(row, roles, kind)}
      </legend>
      <div className={ruleGrid}>
        <div className="min-w-0">
          {name({
            id: nameId,
            'aria-label': `${heading} of rule ${number}`,
            'aria-describedby': described,
            'aria-invalid': errors.name ? true : undefined,
          })}
          {errors.name ? <ErrorText id={`${nameId}-error`}>{errors.name}</ErrorText> : null}
          {note ? (
            <div id={noteId} className="mt-1 text-sm text-ink-2">
              {note}
            </div>
          ) : null}
        </div>
        <RoleField id={roleId} number={number} row={row} roles={roles} error={errors.roleKey} onChange={onChange} />
        <div className="text-sm text-ink-2 tabular-nums max-tablet:col-start-1 tablet:pt-1.5">{people}</div>
        <IconButton
          label={`Remove rule ${number}: ${ruleTitle(row, roles, kind)}`}
          title="Remove rule"
          icon={<X />}
          className="max-tablet:col-start-2 max-tablet:row-start-1"
          onClick={onRemove}
        />
      </div>
    </fieldset>
  );
}

interface RoleFieldProps {
  id: string;
  number: number;
  row: RuleRow;
  roles: readonly RoleChoice[];
  error?: string;
  onChange: (patch: RulePatch) => void;
}

function RoleField({ id, number, row, roles, error, onChange }: RoleFieldProps) {
  const role = roles.find(({ key }) => key === row.roleKey);
  return (
    <div className="min-w-0">
      <Select
        id={id}
        aria-label={`Role of rule ${number}`}
        aria-describedby={error ? `${id}-error` : undefined}
        aria-invalid={error ? true : undefined}
        value={row.roleKey}
        onChange={(event) => onChange({ roleKey: event.currentTarget.value })}
        options={roleOptions(row.roleKey, roles)}
      />
      {error ? <ErrorText id={`${id}-error`}>{error}</ErrorText> : null}
      {role?.level === 'OWNER' || role?.level === 'ADMIN' ? (
        <p className="mt-1">
          <Status tone="warn">{role.level === 'OWNER' ? 'Makes owners' : 'Makes admins'}</Status>
        </p>
      ) : null}
    </div>
  );
}

/** The roles there are; first what the row holds when that is none of them. */
function roleOptions(roleKey: string, roles: readonly RoleChoice[]) {
  const options = roles.map(({ key, name }) => ({ value: key, label: name }));
  if (roles.some(({ key }) => key === roleKey)) return options;
  const label = roleKey ? `${roleKey} (no longer exists)` : 'Choose a role…';
  return [{ value: roleKey, label, disabled: true }, ...options];
}
