'use client';

import { useState, useTransition } from 'react';
import { FocusedPage } from '@/components/shell/focused-page';
import { announce } from '@/components/ui/announce';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { useActionForm } from '@/components/ui/use-action-form';
import type { ActionFailure, ActionResult } from '@/lib/shared/action-result';
import type { Account } from '@/lib/sign-in/verify-code';
import type { RequestCode } from './email-step';
import { useCountdown } from './use-countdown';

/** What a right code gives: a ticket that signs in once, and the accounts it may sign in to. */
export interface Verified {
  ticket: string;
  accounts: Account[];
}

export type VerifyCode = (data: FormData) => Promise<ActionResult<Verified>>;

export interface CodeStepProps {
  email: string;
  /** False when codes go to the server's log instead of a mailbox. */
  mailConfigured: boolean;
  requestCode: RequestCode;
  verifyCode: VerifyCode;
  onVerified: (verified: Verified) => void;
  onChangeAddress: () => void;
}

const RESEND_AFTER_SECONDS = 30;

const newCode = 'A new code is on its way. Only the newest one works.';

/** Asks for another code for the same address, and says what came of it. */
function useResend(email: string, requestCode: RequestCode) {
  const [wait, restart] = useCountdown(RESEND_AFTER_SECONDS);
  const [outcome, setOutcome] = useState<ActionResult<unknown> | null>(null);
  const [pending, startTransition] = useTransition();

  function resend() {
    startTransition(async () => {
      const data = new FormData();
      data.set('email', email);
      const answer = await requestCode(data);
      setOutcome(answer);
      if (!answer.ok) return;
      restart();
      announce(newCode);
    });
  }

  return { wait, outcome, pending, resend };
}

/** A code that can no longer become right, whatever is typed. */
function isSpent(failure: ActionFailure | null): boolean {
  return failure?.reason === 'expired' || failure?.reason === 'exhausted';
}

/** The second step: the code from the email. */
export function CodeStep(props: CodeStepProps) {
  const { email, mailConfigured, requestCode, verifyCode, onVerified, onChangeAddress } = props;
  const again = useResend(email, requestCode);
  const { result, pending, formProps } = useActionForm(async (data) => {
    const answer = await verifyCode(data);
    if (answer.ok) onVerified(answer.data);
    return answer;
  });
  const failure = result?.ok === false ? result : null;
  const spent = isSpent(failure);
  const resent = again.outcome?.ok === true;
  const error = failure && (failure.fieldErrors?.code ?? failure.message);
  return (
    <FocusedPage
      title="Enter the code"
      description={
        <>
          If <strong className="font-semibold text-ink wrap-anywhere">{email}</strong> has an account, a 6-digit code is on
          its way. It works for 10 minutes.
          {mailConfigured ? null : ' Mail is not set up on this server, so the code is in the server’s log.'}
        </>
      }
    >
      <form {...formProps} className="flex flex-col gap-4">
        <input type="hidden" name="email" value={email} />
        <Field id="code" label="6-digit code" error={error ?? undefined}>
          {(control) => (
            <Input
              {...control}
              mono
              name="code"
              inputMode="numeric"
              autoComplete="one-time-code"
              spellCheck={false}
              className="h-12 ps-4 text-lg! tracking-[0.4em]"
            />
          )}
        </Field>
        <Button type="submit" variant={spent ? 'secondary' : 'primary'} pending={pending} className="h-9 w-full">
          Sign in
        </Button>
      </form>
      {resent ? <Notice tone="info" title={newCode} /> : null}
      {again.outcome?.ok === false ? <Notice tone="bad" title={again.outcome.message} live="alert" /> : null}
      <div className="flex flex-wrap items-center gap-2">
        <Button
          variant={spent ? 'primary' : 'secondary'}
          pending={again.pending}
          disabled={again.wait > 0 && !spent}
          onClick={again.resend}
          className="tabular-nums"
        >
          {spent ? 'Send a new code' : again.wait > 0 ? `Resend in ${again.wait} s` : 'Resend the code'}
        </Button>
        <Button variant="quiet" onClick={onChangeAddress}>
          Use another address
        </Button>
      </div>
    </FocusedPage>
  );
}
