'use client';

import { useState } from 'react';
import type { ConnectionView } from '@/lib/sso/admin/connection-shape';
import { Button } from '../ui/button';
import { Field } from '../ui/field';
import { Input } from '../ui/input';
import { Mono } from '../ui/mono';
import { Timestamp } from '../ui/timestamp';
import { controlId } from './connection-fields';
import type { ConnectionForm } from './use-connection-form';

export interface SecretFieldProps {
  form: ConnectionForm;
  /** What may be said about the stored one; null while there is none. */
  secret: ConnectionView['oidc']['secret'];
}

/** The client secret: a sentence once it is stored, because it is never shown again, and a field to replace it. */
export function SecretField({ form, secret }: SecretFieldProps) {
  const [replacing, setReplacing] = useState(false);
  const { clientSecret } = form.values;
  const error = form.errors.clientSecret;
  const stored = secret !== null && !replacing && clientSecret === '' && !error;
  if (stored) return <StoredSecret secret={secret} onReplace={() => setReplacing(true)} />;
  return (
    <Field
      id={controlId('clientSecret')}
      label="Client secret"
      error={error}
      help={secret ? 'The stored one is used until you save.' : 'Stored encrypted, and never shown again.'}
    >
      {(control) => (
        <div className="flex max-w-settings gap-2">
          <Input
            {...control}
            mono
            autoFocus={replacing}
            name="clientSecret"
            value={clientSecret}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            data-1p-ignore
            onChange={(event) => {
              // Once something was typed, the field stays by itself; after a save or a discard the sentence is back.
              setReplacing(false);
              form.set('clientSecret', event.currentTarget.value);
            }}
          />
          {secret ? (
            <Button
              aria-label="Cancel replacing the client secret"
              onClick={() => {
                setReplacing(false);
                form.set('clientSecret', '');
              }}
            >
              Cancel
            </Button>
          ) : null}
        </div>
      )}
    </Field>
  );
}

interface StoredSecretProps {
  secret: NonNullable<ConnectionView['oidc']['secret']>;
  /** Absent for those who only look. */
  onReplace?: () => void;
}

/** When the secret was set, by whom, and how it ends. */
export function StoredSecret({ secret: { hint, setAt, setByName }, onReplace }: StoredSecretProps) {
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <p className="text-sm font-medium">Client secret</p>
      <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-2 text-sm text-ink-2">
        <p>
          Set{' '}
          {setAt ? <Timestamp at={setAt} format="absolute" precision="day" /> : null}
          {setByName ? ` by ${setByName}` : null}
          {hint ? (
            <>
              {' '}
              · ends in <Mono>{hint}</Mono>
            </>
          ) : null}
        </p>
        {onReplace ? (
          <Button size="sm" onClick={onReplace} aria-label="Replace client secret">
            Replace…
          </Button>
        ) : null}
      </div>
    </div>
  );
}
