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

/** A code is on its way if the address has an account; nothing tells whether it has. */
export interface CodeOnward {
  next: 'code';
  email: string;
}

/** People with addresses of this domain sign in at an identity provider. */
export interface SsoOnward {
  next: 'sso';
  email: string;
  organisation: string;
  /** OKTA, ENTRA … */
  provider: string;
  /** Codes open none of the organisation's accounts but those of some owners. */
  required: boolean;
  /** Where to go. */
  url: string;
}

export type Onward = CodeOnward | SsoOnward;

export type ContinueWithEmail = (data: FormData) => Promise<ActionResult<Onward>>;

export type RequestCode = (data: FormData) => Promise<ActionResult<CodeOnward>>;

export interface EmailStepProps {
  defaultEmail: string;
  /** Where to go after signing in. */
  path: string;
  /** Whether to offer a code also for domains that sign in elsewhere. */
  offersCode: boolean;
  /** Why the visitor is here again. */
  notice?: ReactNode;
  continueWithEmail: ContinueWithEmail;
  onContinued: (onward: Onward) => void;
}

/** The first step: who are you? */
export function EmailStep(props: EmailStepProps) {
  const { defaultEmail, path, offersCode, notice, continueWithEmail, onContinued } = props;
  const { result, pending, formProps } = useActionForm(async (data) => {
    const answer = await continueWithEmail(data);
    if (answer.ok) onContinued(answer.data);
    return answer;
  });
  const failure = result?.ok === false ? result : null;
  return (
    <FocusedPage
      title="Sign in"
      description="We take you to your organisation’s sign-in, or send a code to your email address."
    >
      {notice}
      <NeedsScript>Signing in needs it. Turn it on for this site and reload the page.</NeedsScript>
      <form {...formProps} className="flex flex-col gap-4">
        <input type="hidden" name="to" value={path} />
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
        {offersCode ? (
          <Button type="submit" name="way" value="code" pending={pending} className="h-9 w-full">
            Email me a code instead
          </Button>
        ) : null}
      </form>
    </FocusedPage>
  );
}
