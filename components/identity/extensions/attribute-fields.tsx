'use client';

import { useState } from 'react';
import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import type { AttributeInput } from './extension-action-types';

export interface AttributeFieldsProps {
  /** Begins the names and ids of the controls. */
  prefix: string;
  /** The types there are. */
  types: readonly string[];
  errors: { name?: string; type?: string };
  autoFocus?: boolean;
}

/** The controls of one attribute. */
export function AttributeFields({ prefix, types, errors, autoFocus }: AttributeFieldsProps) {
  const [type, setType] = useState(types[0] ?? '');
  return (
    <div className="grid grid-cols-1 items-start gap-x-4 gap-y-3 tablet:grid-cols-[minmax(0,1fr)_9rem]">
      <Field id={`${prefix}-name`} label="Name" error={errors.name}>
        {(control) => (
          <Input
            {...control}
            data-autofocus={autoFocus}
            mono
            name={`${prefix}-name`}
            placeholder="floor"
            autoComplete="off"
            spellCheck={false}
          />
        )}
      </Field>
      <Field id={`${prefix}-type`} label="Type" error={errors.type}>
        {(control) => (
          <Select
            {...control}
            name={`${prefix}-type`}
            value={type}
            onChange={(event) => setType(event.target.value)}
            options={types.map((each) => ({ value: each, label: each }))}
          />
        )}
      </Field>
      <div className="flex flex-wrap gap-x-6 gap-y-2 tablet:col-span-2">
        <Checkbox name={`${prefix}-multiValued`} label="Multi-valued: a list of values" />
        {type === 'string' ? (
          <Checkbox name={`${prefix}-caseExact`} label="Case-exact: comparisons regard case" />
        ) : null}
      </div>
    </div>
  );
}

/** What the controls with this prefix hold. */
export function readAttribute(data: FormData, prefix: string): AttributeInput {
  return {
    name: String(data.get(`${prefix}-name`) ?? ''),
    type: String(data.get(`${prefix}-type`) ?? ''),
    multiValued: data.has(`${prefix}-multiValued`),
    caseExact: data.has(`${prefix}-caseExact`),
  };
}
