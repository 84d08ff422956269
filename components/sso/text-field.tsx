import type { ReactNode } from 'react';
import { Field } from '../ui/field';
import { Input } from '../ui/input';
import { fieldLabels } from './connection-facts';
import { controlId, type ConnectionFields } from './connection-fields';
import type { ConnectionForm } from './use-connection-form';

/** The fields that hold a line of text. */
export type TextFieldName = Exclude<keyof ConnectionFields, 'protocol' | 'provider' | 'allowIdpInitiated'>;

export interface TextFieldProps {
  form: ConnectionForm;
  name: TextFieldName;
  help?: ReactNode;
  placeholder?: string;
  optional?: boolean;
  type?: 'text' | 'url';
  /** A button at the end of the line, which is about what was typed. */
  action?: ReactNode;
}

/** One line of machine text of the connection. */
export function TextField({ form, name, help, placeholder, optional, type = 'text', action }: TextFieldProps) {
  return (
    <Field id={controlId(name)} label={fieldLabels[name]} help={help} error={form.errors[name]} optional={optional}>
      {(control) => (
        <div className="flex max-w-settings gap-2">
          <Input
            {...control}
            mono
            type={type}
            name={name}
            value={form.values[name]}
            placeholder={placeholder}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            onChange={(event) => form.set(name, event.currentTarget.value)}
          />
          {action}
        </div>
      )}
    </Field>
  );
}
