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
  /** What codes do not open, for a domain that has to sign in elsewhere. */
  restriction?: string;
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
  const [sent, setSent] = useState(0);
  const [failure, setFailure] = useState<string>();
  const [pending, startTransition] = useTransition();

  function resend() {
    startTransition(async () => {
      const data = new FormData();
      data.set('email', email);
      const answer = await requestCode(data);
      if (!answer.ok) return setFailure(answer.message);
      setFailure(undefined);
      setSent((times) => times + 1);
      restart();
      announce(newCode);
    });
  }

  return { wait, sent, failure, pending, resend };
}

/** A code that can no longer become right, whatever is typed. */
function isSpent(failure: ActionFailure): boolean {
  return failure.reason === 'expired' || failure.reason === 'exhausted';
}

interface CodeFormProps extends Pick<CodeStepProps, 'email' | 'verifyCode' | 'onVerified'> {
  spent: boolean;
  onSpent: () => void;
}

/** The one input for all six digits, so that pasting and filling in from a message work. */
function CodeForm({ email, verifyCode, onVerified, spent, onSpent }: CodeFormProps) {
  const { result, pending, formProps } = useActionForm(async (data) => {
    const answer = await verifyCode(data);
    if (answer.ok) onVerified(answer.data);
    else if (isSpent(answer)) onSpent();
    return answer;
  });
  const failure = result?.ok === false ? result : null;
  return (
    <form {...formProps} className="flex flex-col gap-4">
      <input type="hidden" name="email" value={email} />
      <Field id="code" label="6-digit code" error={failure?.fieldErrors?.code ?? failure?.message}>
        {(control) => (
          <Input
            {...control}
            mono
            name="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            spellCheck={false}
            onFocus={(event) => event.currentTarget.select()}
            className="h-12 ps-4 text-lg! tracking-[0.4em]"
          />
        )}
      </Field>
      <Button
        type="submit"
        variant={spent ? 'secondary' : 'primary'}
        pending={pending}
        className="h-9 w-full"
      >
        Sign in
      </Button>
    </form>
  );
}

/** The second step: the code from the email. */
export function CodeStep(props: CodeStepProps) {
  const { email, mailConfigured, restriction, requestCode, verifyCode, onVerified, onChangeAddress } = props;
  const again = useResend(email, requestCode);
  const [spentCode, setSpentCode] = useState<number | null>(null);
  const spent = spentCode === again.sent;
  return (
    <FocusedPage
      title="Enter the code"
      description={
        <>
          If <strong className="font-semibold text-ink wrap-anywhere">{email}</strong> has an account, a
          6-digit code is on its way. It works for 10 minutes.
          {mailConfigured ? null : ' Mail is not set up on this server, so the code is in the server’s log.'}
        </>
      }
    >
      {restriction ? <Notice tone="info" title={restriction} /> : null}
      {again.sent > 0 ? <Notice tone="info" title={newCode} /> : null}
      {/* A new code starts with an empty field and nothing said against it. */}
      <CodeForm
        key={again.sent}
        email={email}
        verifyCode={verifyCode}
        onVerified={onVerified}
        spent={spent}
        onSpent={() => setSpentCode(again.sent)}
      />
      {again.failure ? <Notice tone="bad" title={again.failure} live="alert" /> : null}
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
