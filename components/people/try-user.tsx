'use client';

import type { Trial } from '@/lib/people/try-mapping';
import type { ActionResult } from '@/lib/shared/action-result';
import { EventNotes } from '../activity/event-notes';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { controlStyles } from '../ui/control-styles';
import { Disclosure } from '../ui/disclosure';
import { Field } from '../ui/field';
import { JsonView } from '../ui/json-view';
import { Notice } from '../ui/notice';
import { useActionForm } from '../ui/use-action-form';
import { Explanation } from './explanation';

export interface TryUserProps {
  /** Field `user`. */
  tryUser: (data: FormData) => Promise<ActionResult<Trial>>;
}

const example = `{
  "userName": "ana@example.com",
  "displayName": "Ana Ruiz",
  "roles": [{ "value": "admin" }],
  "groups": [{ "display": "Engineering" }]
}`;

/** A SCIM user as text, and what the saved mapping would make of it. */
export function TryUser({ tryUser }: TryUserProps) {
  const { result, pending, formProps } = useActionForm(tryUser);
  const failure = result?.ok === false ? result : null;
  return (
    <Card
      id="try-user"
      title="Try a SCIM user"
      description="Read as a POST of your identity provider would be. Nothing is stored."
    >
      <div className="flex flex-col gap-5">
        <form {...formProps} className="flex flex-col items-start gap-3">
          <div className="w-full">
            <Field
              id="user"
              label="User as JSON"
              help="“groups”, by value or display, stands for the groups that they would be in."
              error={failure?.fieldErrors?.user}
            >
              {(control) => (
                <textarea
                  {...control}
                  name="user"
                  rows={9}
                  defaultValue={example}
                  spellCheck={false}
                  autoComplete="off"
                  className={`${controlStyles} h-auto! py-2 font-mono`}
                />
              )}
            </Field>
          </div>
          <Button type="submit" variant="primary" pending={pending}>
            Try it
          </Button>
        </form>
        {failure?.message ? (
          <Notice tone="bad" title="It was not tried" live="alert">
            {failure.message}
          </Notice>
        ) : null}
        {result?.ok ? <Result trial={result.data} /> : null}
      </div>
    </Card>
  );
}

function Result({ trial: { name, notes, document, explanation } }: { trial: Trial }) {
  return (
    <section aria-labelledby="tried-user" aria-live="polite" className="flex flex-col gap-4 border-t border-line pt-4 text-sm">
      <h3 id="tried-user" className="text-md wrap-anywhere">
        <bdi>{name}</bdi>
      </h3>
      <EventNotes notes={notes} />
      <Explanation explanation={explanation} />
      <Disclosure summary="What would be stored">
        <JsonView id="tried-document" label="user as it would be stored" text={document} />
      </Disclosure>
    </section>
  );
}
