'use client';

import { useState } from 'react';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { expiryOptions } from './expiry';

/** How long a new credential works: fields `expires` and, for a date of one's own, `expiresOn`. */
export function ExpiryFields({ error }: { error?: string }) {
  const [choice, setChoice] = useState<string>('never');
  const ownDate = choice === 'date';
  return (
    <div className="grid grid-cols-1 items-start gap-4 tablet:grid-cols-2">
      <Field id="credential-expires" label="Expires" error={ownDate ? undefined : error}>
        {(control) => (
          <Select
            {...control}
            name="expires"
            options={expiryOptions}
            value={choice}
            onChange={(event) => setChoice(event.target.value)}
          />
        )}
      </Field>
      {ownDate ? (
        <Field id="credential-expiresOn" label="Last day" error={error}>
          {(control) => <Input {...control} type="date" name="expiresOn" />}
        </Field>
      ) : null}
    </div>
  );
}
