'use client';

import type { ReactNode } from 'react';
import { FocusedPage } from '@/components/shell/focused-page';
import { NeedsScript } from '@/components/shell/needs-script';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { useActionForm } from '@/components/ui/use-action-form';
import type { ActionResult } from '@/lib/shared/action-result';

/** Sends a code if the address has an account; the answer does not tell whether it has. */
export type RequestCode = (data: FormData) => Promise<ActionResult<{ email: string }>>;

export interface EmailStepProps {
  defaultEmail: string;
  /** Why the visitor is here again. */
  notice?: ReactNode;
  requestCode: RequestCode;
  onSent: (email: string) => void;
}

/** The first step: who are you? */
export function EmailStep({ defaultEmail, notice, requestCode, onSent }: EmailStepProps) {
  const { result, pending, formProps } = useActionForm(async (data) => {
    const answer = await requestCode(data);
    if (answer.ok) onSent(answer.data.email);
    return answer;
  });
  const failure = result?.ok === false ? result : null;
  return (
    <FocusedPage title="Sign in" description="We send a code to your email address. There is no password.">
      {notice}
      <NeedsScript>Signing in needs it. Turn it on for this site and reload the page.</NeedsScript>
      <form {...formProps} className="flex flex-col gap-4">
        <Field id="email" label="Email" error={failure?.fieldErrors?.email}>
          {(control) => (
            <Input
              {...control}
              name="email"
              type="email"
              autoComplete="username webauthn"
              placeholder="you@company.com"
              defaultValue={defaultEmail}
              spellCheck={false}
            />
          )}
        </Field>
        {failure?.message ? <Notice tone="bad" title={failure.message} live="alert" /> : null}
        <Button type="submit" variant="primary" pending={pending} className="h-9 w-full">
          Continue
        </Button>
      </form>
    </FocusedPage>
  );
}
