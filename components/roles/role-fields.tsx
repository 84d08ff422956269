'use client';

import { useState } from 'react';
import { CircleAlert } from 'lucide-react';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Mono } from '@/components/ui/mono';
import { RadioCards } from '@/components/ui/radio-cards';
import type { PermissionLevel } from '@/lib/roles/role';
import { levelNames } from './level-names';
import type { EditableRole } from './role-action-types';
import { suggestKey } from './suggest-key';

export interface RoleFieldsProps {
  /** Begins the ids of the controls. */
  prefix: string;
  /** What the controls start with; absent for a new role. */
  role?: EditableRole;
  /** The levels that the viewer may give. */
  levels: readonly PermissionLevel[];
  errors: Record<string, string | undefined>;
}

/** A new role's key follows its name until somebody types one. */
function NameAndKey({ prefix, errors }: Pick<RoleFieldsProps, 'prefix' | 'errors'>) {
  const [key, setKey] = useState('');
  const [typed, setTyped] = useState(false);
  return (
    <>
      <Field id={`${prefix}-name`} label="Name" error={errors.name}>
        {(control) => (
          <Input
            {...control}
            data-autofocus
            name="name"
            placeholder="Billing clerk"
            autoComplete="off"
            onChange={({ target }) => {
              if (!typed) setKey(suggestKey(target.value));
            }}
          />
        )}
      </Field>
      <Field
        id={`${prefix}-key`}
        label="Key"
        error={errors.key}
        help="What your identity provider sends to give this role. It cannot be changed later."
      >
        {(control) => (
          <Input
            {...control}
            mono
            name="key"
            value={key}
            placeholder="billing-clerk"
            autoComplete="off"
            spellCheck={false}
            onChange={({ target }) => {
              setKey(target.value);
              setTyped(target.value !== '');
            }}
          />
        )}
      </Field>
    </>
  );
}

function NameOf({ prefix, role, errors }: Pick<RoleFieldsProps, 'prefix' | 'errors'> & { role: EditableRole }) {
  return (
    <>
      <input type="hidden" name="key" value={role.key} />
      <Field
        id={`${prefix}-name`}
        label="Name"
        error={errors.name}
        help={
          <>
            Its key is <Mono>{role.key}</Mono> and stays, because identity providers send it.
          </>
        }
      >
        {(control) => (
          <Input {...control} data-autofocus name="name" defaultValue={role.name} autoComplete="off" />
        )}
      </Field>
    </>
  );
}

function LevelField({ prefix, role, levels, errors }: RoleFieldsProps) {
  const level = role?.level ?? 'MEMBER';
  if (!levels.includes(level)) {
    return (
      <div className="text-sm">
        <input type="hidden" name="level" value={level} />
        <p className="font-medium">Permission level</p>
        <p className="text-ink-2">{levelNames[level].label}. Only owners can change this.</p>
      </div>
    );
  }
  return (
    <div id={`${prefix}-level`} tabIndex={-1} className="flex flex-col gap-1.5">
      <RadioCards
        legend="Permission level"
        name="level"
        defaultValue={level}
        options={levels.map((value) => ({ value, ...levelNames[value] }))}
      />
      {errors.level ? (
        <p role="alert" className="flex gap-1.5 text-sm text-bad">
          <CircleAlert className="mt-0.5" />
          <span>{errors.level}</span>
        </p>
      ) : null}
    </div>
  );
}

/** The controls of a role, and what has to be typed when it makes people admins or owners. */
export function RoleFields(props: RoleFieldsProps) {
  const { prefix, role, errors } = props;
  return (
    <>
      {role ? <NameOf {...props} role={role} /> : <NameAndKey {...props} />}
      <Field id={`${prefix}-description`} label="Description" optional error={errors.description}>
        {(control) => (
          <Input
            {...control}
            name="description"
            defaultValue={role?.description}
            placeholder="Sees invoices and sends reminders."
            autoComplete="off"
          />
        )}
      </Field>
      <LevelField {...props} />
      {errors.confirmation ? (
        <Field id={`${prefix}-confirmation`} label="Confirmation" error={errors.confirmation}>
          {(control) => <Input {...control} name="confirmation" autoComplete="off" spellCheck={false} />}
        </Field>
      ) : null}
    </>
  );
}
