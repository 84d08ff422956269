'use client';

import { useState, type ReactNode } from 'react';
import { AccountStep } from '@/components/sign-in/account-step';
import { CodeStep, type Verified, type VerifyCode } from '@/components/sign-in/code-step';
import { EmailStep, type RequestCode } from '@/components/sign-in/email-step';
import { useTitleFocus } from '@/components/sign-in/use-title-focus';
import type { Account } from '@/lib/sign-in/verify-code';
import { useEntry } from '../use-entry';

export interface SignInFlowProps {
  /** Where to go afterwards: a path on this site. */
  path: string;
  mailConfigured: boolean;
  /** Why the visitor is here again. */
  notice?: ReactNode;
  requestCode: RequestCode;
  verifyCode: VerifyCode;
}

type Step = { name: 'email' } | { name: 'code' } | ({ name: 'account' } & Verified);

/** Email, then code, then the organisation when there are several. */
export function SignInFlow({ path, mailConfigured, notice, requestCode, verifyCode }: SignInFlowProps) {
  const [step, setStep] = useState<Step>({ name: 'email' });
  const [email, setEmail] = useState('');
  const { entering, error, enter } = useEntry<Account>(path);
  useTitleFocus(step.name);

  function handleVerified(verified: Verified) {
    setStep({ name: 'account', ...verified });
    const [only, ...others] = verified.accounts;
    if (only && others.length === 0) void enter(verified.ticket, only);
  }

  if (step.name === 'email') {
    return (
      <EmailStep
        defaultEmail={email}
        notice={notice}
        requestCode={requestCode}
        onSent={(address) => {
          setEmail(address);
          setStep({ name: 'code' });
        }}
      />
    );
  }
  if (step.name === 'code') {
    return (
      <CodeStep
        email={email}
        mailConfigured={mailConfigured}
        requestCode={requestCode}
        verifyCode={verifyCode}
        onVerified={handleVerified}
        onChangeAddress={() => setStep({ name: 'email' })}
      />
    );
  }
  return (
    <AccountStep
      accounts={step.accounts}
      entering={entering}
      error={error}
      onChoose={(account) => void enter(step.ticket, account)}
    />
  );
}
