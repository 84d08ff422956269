'use client';

import { useState } from 'react';
import { CircleAlert, Plus, X } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { ErrorSummary } from '@/components/ui/error-summary';
import { Field } from '@/components/ui/field';
import { IconButton } from '@/components/ui/icon-button';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { useOutcome } from '@/components/ui/outcome';
import { RadioCards } from '@/components/ui/radio-cards';
import { useActionForm } from '@/components/ui/use-action-form';
import { AttributeFields, readAttribute } from './attribute-fields';
import type { ExtensionActions } from './extension-action-types';

export interface RegisterExtensionProps {
  /** Types an attribute can have. */
  types: readonly string[];
  /** A URN of this organisation's, as an example. */
  exampleUrn: string;
  register: ExtensionActions['register'];
}

const dialogId = 'register-extension';

const owners = [
  { value: 'User', label: 'People', help: 'An extension of User.' },
  { value: 'Group', label: 'Groups', help: 'An extension of Group.' },
];

const prefixOf = (row: number) => `attribute-${row}`;

type Errors = Record<string, string>;

/** Errors by place in the input, as the controls' ids name them. */
function controlErrors(errors: Errors, rows: readonly number[]) {
  return Object.entries(errors).map(([place, message]) => {
    const [, index, part] = /^attributes\.(\d+)\.(\w+)$/.exec(place) ?? [];
    const row = index === undefined ? undefined : rows[Number(index)];
    const own = place === 'attributes' ? 'add-attribute-row' : `extension-${place}`;
    return { fieldId: row === undefined ? own : `${prefixOf(row)}-${part}`, message };
  });
}

interface AttributeRowsProps {
  rows: readonly number[];
  setRows: (rows: readonly number[]) => void;
  types: readonly string[];
  errors: Errors;
}

/** The attributes of the new extension, each in controls of its own. */
function AttributeRows({ rows, setRows, types, errors }: AttributeRowsProps) {
  return (
    <div className="flex flex-col gap-3">
      {rows.map((row, index) => (
        <fieldset key={row} className="relative min-w-0 rounded-control border border-line p-3">
          <legend className="px-1 text-sm font-medium">Attribute {index + 1}</legend>
          <AttributeFields
            prefix={prefixOf(row)}
            types={types}
            errors={{ name: errors[`attributes.${index}.name`], type: errors[`attributes.${index}.type`] }}
          />
          {rows.length > 1 ? (
            <IconButton
              label={`Take attribute ${index + 1} out`}
              icon={<X />}
              size="sm"
              className="absolute! end-1 top-0"
              onClick={() => setRows(rows.filter((other) => other !== row))}
            />
          ) : null}
        </fieldset>
      ))}
      {errors.attributes ? (
        <p className="flex gap-1.5 text-sm text-bad">
          <CircleAlert className="mt-0.5" />
          <span>{errors.attributes}</span>
        </p>
      ) : null}
      <div>
        <Button id="add-attribute-row" size="sm" onClick={() => setRows([...rows, Math.max(0, ...rows) + 1])}>
          <Plus />
          Another attribute
        </Button>
      </div>
    </div>
  );
}

function ExtensionFields({ errors, exampleUrn }: { errors: Errors; exampleUrn: string }) {
  return (
    <>
      <Field
        id="extension-urn"
        label="Schema URN"
        error={errors.urn}
        help="What your identity provider calls it, exactly. It cannot be changed later."
      >
        {(control) => (
          <Input
            {...control}
            data-autofocus
            mono
            name="urn"
            placeholder={exampleUrn}
            autoComplete="off"
            spellCheck={false}
          />
        )}
      </Field>
      <Field id="extension-name" label="Name" error={errors.name} help="What people here call it.">
        {(control) => <Input {...control} name="name" placeholder="Staff" autoComplete="off" />}
      </Field>
      <RadioCards legend="Belongs to" name="resourceType" defaultValue="User" options={owners} />
    </>
  );
}

function RegisterDialog({
  types,
  exampleUrn,
  register,
  onRegistered,
}: RegisterExtensionProps & { onRegistered: () => void }) {
  const say = useOutcome();
  const [rows, setRows] = useState<readonly number[]>([0]);
  const { result, pending, formProps } = useActionForm(async (data) => {
    const text = (key: string) => String(data.get(key) ?? '').trim();
    const name = text('name');
    const attributes = rows.map((row) => readAttribute(data, prefixOf(row)));
    const answer = await register({ name, urn: text('urn'), resourceType: text('resourceType'), attributes });
    if (!answer.ok) return answer;
    onRegistered();
    say({ title: `“${name}” registered`, detail: 'Its values are stored from the next request on.' });
    return null;
  });
  const errors = result?.fieldErrors ?? {};
  return (
    <Dialog
      id={dialogId}
      title="Register a schema extension"
      description="Attributes of your own, which your identity provider then fills."
      footer={
        <>
          <Button closes={dialogId}>Cancel</Button>
          <Button type="submit" form="register-extension-form" variant="primary" pending={pending}>
            Register extension
          </Button>
        </>
      }
    >
      <form {...formProps} id="register-extension-form" className="flex flex-col gap-4">
        <ErrorSummary errors={controlErrors(errors, rows)} />
        <ExtensionFields errors={errors} exampleUrn={exampleUrn} />
        <AttributeRows rows={rows} setRows={setRows} types={types} errors={errors} />
        {result?.message ? <Notice tone="bad" title={result.message} live="alert" /> : null}
      </form>
    </Dialog>
  );
}

/** The button that registers an extension, and its dialog. */
export function RegisterExtension(props: RegisterExtensionProps) {
  // A new key is a new dialog: closed and empty.
  const [round, setRound] = useState(0);
  return (
    <>
      <Button opens={dialogId}>
        <Plus />
        Register extension…
      </Button>
      <RegisterDialog key={round} {...props} onRegistered={() => setRound(round + 1)} />
    </>
  );
}
