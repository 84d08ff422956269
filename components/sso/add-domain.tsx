'use client';

import { Button } from '../ui/button';
import { Field } from '../ui/field';
import { Input } from '../ui/input';
import { Notice } from '../ui/notice';
import { useOutcome } from '../ui/outcome';
import { useActionForm } from '../ui/use-action-form';
import type { SsoActions } from './sso-action-types';

/** Claims a domain; it counts once its record was found. */
export function AddDomain({ add }: { add: SsoActions['addDomain'] }) {
  const say = useOutcome();
  const { result, pending, formProps } = useActionForm(async (data) => {
    const domain = String(data.get('domain') ?? '').trim();
    const answer = await add(domain);
    if (answer.ok) {
      formProps.ref.current?.reset();
      say({ title: `${domain} added`, detail: 'Create the TXT record below at your DNS provider, then check it.' });
    }
    return answer;
  });
  const failure = result?.ok === false ? result : null;
  return (
    <form {...formProps} className="flex flex-col gap-3">
      <Field id="add-domain" label="Add a domain" error={failure?.fieldErrors?.domain}>
        {(control) => (
          <div className="flex max-w-dialog gap-2">
            <Input
              {...control}
              name="domain"
              placeholder="acme.com"
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
            />
            <Button type="submit" pending={pending}>
              Add domain
            </Button>
          </div>
        )}
      </Field>
      {failure?.message ? <Notice tone="bad" title={failure.message} live="alert" /> : null}
    </form>
  );
}
