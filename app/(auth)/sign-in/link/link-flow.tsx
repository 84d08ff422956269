'use client';

import { useState } from 'react';
import { FocusedPage } from '@/components/shell/focused-page';
import { AccountStep } from '@/components/sign-in/account-step';
import type { Verified } from '@/components/sign-in/code-step';
import { ReadingLink } from '@/components/sign-in/reading-link';
import { defaultReturnPath } from '@/lib/sign-in/return-path';
import { useFragmentSecret } from '@/components/sign-in/use-fragment-secret';
import { useTitleFocus } from '@/components/sign-in/use-title-focus';
import { LinkButton } from '@/components/ui/link-button';
import type { Account } from '@/lib/sign-in/verify-code';
import { useEntry } from '../../use-entry';

export interface LinkFlowProps {
  /** The accounts a link's secret may sign in to; null when it is no longer good. */
  readSignInLink: (ticket: string) => Promise<Account[] | null>;
}

type Step = { name: 'reading' } | { name: 'useless' } | ({ name: 'account' } & Verified);

/** Redeems a sign-in link, after asking for the organisation when there are several. */
export function LinkFlow({ readSignInLink }: LinkFlowProps) {
  const [step, setStep] = useState<Step>({ name: 'reading' });
  const { entering, error, enter } = useEntry<Account>(defaultReturnPath);
  useTitleFocus(step.name);

  useFragmentSecret(async (ticket) => {
    const accounts = ticket === null ? null : await readSignInLink(ticket);
    if (ticket === null || accounts === null) return setStep({ name: 'useless' });
    setStep({ name: 'account', ticket, accounts });
    const [only, ...others] = accounts;
    if (only && others.length === 0) await enter(ticket, only);
  });

  if (step.name === 'reading') {
    return (
      <ReadingLink title="Signing you in">
        This link needs it. Turn it on for this site and open the link again; it is still good.
      </ReadingLink>
    );
  }
  if (step.name === 'useless') {
    return (
      <FocusedPage
        title="This link no longer works"
        description="It was used before, or it is too old. Ask for a new one, or sign in with your address."
      >
        <div>
          <LinkButton href="/sign-in" variant="primary">
            Sign in with email
          </LinkButton>
        </div>
      </FocusedPage>
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
