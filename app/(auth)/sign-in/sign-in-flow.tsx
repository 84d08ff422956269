'use client';

import { useState, type ReactNode } from 'react';
import { AccountStep } from '@/components/sign-in/account-step';
import { CodeStep, type Verified, type VerifyCode } from '@/components/sign-in/code-step';
import {
  EmailStep,
  type ContinueWithEmail,
  type Onward,
  type RequestCode,
  type SsoOnward,
} from '@/components/sign-in/email-step';
import { SsoStep } from '@/components/sign-in/sso-step';
import { useTitleFocus } from '@/components/sign-in/use-title-focus';
import { providerName } from '@/lib/activity/provider-name';
import type { Account } from '@/lib/sign-in/verify-code';
import { useEntry } from '../use-entry';

export interface SignInFlowProps {
  /** Where to go afterwards: a path on this site. */
  path: string;
  mailConfigured: boolean;
  /** Whether to offer a code from the start, to whoever did not get in elsewhere. */
  offersCode: boolean;
  /** Why the visitor is here again. */
  notice?: ReactNode;
  continueWithEmail: ContinueWithEmail;
  requestCode: RequestCode;
  verifyCode: VerifyCode;
}

type Step =
  | { name: 'email' }
  | { name: 'sso'; sso: SsoOnward }
  | { name: 'code'; restriction?: string }
  | ({ name: 'account' } & Verified);

function restrictionOf({ organisation, provider, required }: SsoOnward): string | undefined {
  if (!required) return undefined;
  const idp = provider === 'OTHER' ? 'its identity provider' : providerName(provider);
  return `${organisation} requires signing in through ${idp}. A code opens it only for owners kept for emergencies.`;
}

/** Email, then the identity provider of its domain; or a code, then the organisation when there are several. */
export function SignInFlow(props: SignInFlowProps) {
  const { path, mailConfigured, offersCode, notice, continueWithEmail, requestCode, verifyCode } = props;
  const [step, setStep] = useState<Step>({ name: 'email' });
  const [email, setEmail] = useState('');
  const { entering, error, enter } = useEntry<Account>(path);
  useTitleFocus(step.name);
  const changeAddress = () => setStep({ name: 'email' });

  function handleContinued(onward: Onward) {
    setEmail(onward.email);
    setStep(onward.next === 'sso' ? { name: 'sso', sso: onward } : { name: 'code' });
  }

  function handleVerified(verified: Verified) {
    setStep({ name: 'account', ...verified });
    const [only, ...others] = verified.accounts;
    if (only && others.length === 0) void enter(verified.ticket, only);
  }

  switch (step.name) {
    case 'email':
      return (
        <EmailStep
          defaultEmail={email}
          {...{ path, offersCode, notice, continueWithEmail }}
          onContinued={handleContinued}
        />
      );
    case 'sso':
      return (
        <SsoStep
          {...step.sso}
          {...{ path, requestCode }}
          onCodeSent={() => setStep({ name: 'code', restriction: restrictionOf(step.sso) })}
          onChangeAddress={changeAddress}
        />
      );
    case 'code':
      return (
        <CodeStep
          restriction={step.restriction}
          {...{ email, mailConfigured, requestCode, verifyCode }}
          onVerified={handleVerified}
          onChangeAddress={changeAddress}
        />
      );
    case 'account':
      return (
        <AccountStep
          accounts={step.accounts}
          {...{ entering, error }}
          onChoose={(account) => void enter(step.ticket, account)}
        />
      );
  }
}
