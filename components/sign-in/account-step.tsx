'use client';

import { ChevronRight } from 'lucide-react';
import { FocusedPage } from '@/components/shell/focused-page';
import { Avatar } from '@/components/ui/avatar';
import { Notice } from '@/components/ui/notice';
import { Spinner } from '@/components/ui/spinner';
import type { Account } from '@/lib/sign-in/verify-code';

export interface AccountStepProps {
  accounts: readonly Account[];
  /** The account that is being opened. */
  entering: Account | null;
  /** Why the last one was not opened. */
  error: string | null;
  onChoose: (account: Account) => void;
}

function AccountButton({
  account,
  entering,
  onChoose,
}: Omit<AccountStepProps, 'accounts' | 'error'> & { account: Account }) {
  return (
    <button
      type="button"
      aria-disabled={entering !== null}
      onClick={() => {
        if (entering === null) onChoose(account);
      }}
      className={
        'flex w-full items-center gap-3 rounded-card border border-line-2 bg-surface px-3 py-2.5 ' +
        'text-start text-sm hover:bg-hover pointer-coarse:min-h-12'
      }
    >
      <Avatar name={account.tenantName} />
      <span className="min-w-0 flex-1 wrap-anywhere">
        <span className="block font-semibold">{account.tenantName}</span>
        <span className="block text-ink-2">as {account.displayName}</span>
      </span>
      {entering === account ? <Spinner /> : <ChevronRight className="text-ink-3" />}
    </button>
  );
}

function Failed({ error }: { error: string }) {
  return (
    <div className="flex flex-col items-start gap-4">
      <Notice tone="bad" title={error} live="alert" />
      {/* A new document: what this page knows about the attempt is of no use any more. */}
      <a href="/sign-in" className="text-sm text-accent-text underline underline-offset-3">
        Start again
      </a>
    </div>
  );
}

/** The last step. Whoever has one account is let in without a question. */
export function AccountStep({ accounts, entering, error, onChoose }: AccountStepProps) {
  if (accounts.length <= 1) {
    return (
      <FocusedPage title={error ? 'You are not signed in' : 'Signing you in'}>
        {error ? <Failed error={error} /> : <Spinner />}
      </FocusedPage>
    );
  }
  return (
    <FocusedPage title="Choose an organisation" description="You have an account in each of these.">
      {error ? <Failed error={error} /> : null}
      <ul className="flex flex-col gap-2">
        {accounts.map((account) => (
          <li key={`${account.tenantId}/${account.memberId}`}>
            <AccountButton account={account} entering={entering} onChoose={onChoose} />
          </li>
        ))}
      </ul>
    </FocusedPage>
  );
}
