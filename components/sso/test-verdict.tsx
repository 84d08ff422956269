import type { ReactNode } from 'react';
import { providerName } from '@/lib/activity/provider-name';
import { ssoCodes } from '@/lib/activity/sso-codes';
import type { FailedComparison } from '@/lib/sso/sso-failure';
import type { SsoProvider } from '@/lib/sso/sso-providers';
import type { StoredTest, TestReport } from '@/lib/sso/test-report';
import { Card } from '../ui/card';
import { Mono } from '../ui/mono';
import { Status } from '../ui/status';
import { TextLink } from '../ui/text-link';
import { Timestamp } from '../ui/timestamp';

type Refusal = NonNullable<TestReport['refusal']>;

export interface TestVerdictProps {
  test: Omit<StoredTest, 'createdAt'> & { createdAt: string };
  provider: SsoProvider;
  actions: ReactNode;
}

/** How the test went, in a line; when it did not pass, what stood in the way and what to do. */
export function TestVerdict({ test, provider, actions }: TestVerdictProps) {
  const { passed, report, createdAt } = test;
  const { refusal } = report;
  return (
    <Card title={titleOf(test, provider)} id="verdict" actions={actions}>
      <div className="flex flex-col gap-4">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-2">
          <Status tone={!passed ? 'bad' : refusal ? 'warn' : 'ok'}>{passed ? 'Passed' : 'Not passed'}</Status>
          <span>
            <Timestamp at={createdAt} precision="second" />. Nothing was changed by it: no account, no role, no session.
          </span>
        </p>
        {refusal ? <RefusalDetails {...refusal} /> : null}
      </div>
    </Card>
  );
}

function titleOf({ passed, report: { refusal } }: TestVerdictProps['test'], provider: SsoProvider): string {
  if (!refusal) return passed ? 'The test passed' : 'The test did not pass';
  if (refusal.code === 'sso_idp_refused') return `${providerName(provider, 'start')} refused`;
  if (refusal.code === 'sso_idp_unreachable') return `${providerName(provider, 'start')} could not be reached`;
  if (refusal.code === 'sso_clock_skew') return 'The clocks do not agree';
  return passed ? 'The connection works, but you would be refused' : 'You would be refused';
}

function RefusalDetails({ code, message, comparison, idpError }: Refusal) {
  const advice = ssoCodes[code].forAdmin;
  return (
    <div className="flex flex-col gap-3 text-sm">
      <div className="max-w-prose">
        <p className="wrap-anywhere">{message}</p>
        {advice === message ? null : <p className="mt-1 text-ink-2">{advice}</p>}
      </div>
      {idpError ? (
        <div className="flex flex-col gap-1">
          <p className="text-ink-2">Its words:</p>
          <pre
            role="region"
            aria-label="Error of the identity provider"
            tabIndex={0}
            className="mono-sm rounded-control border border-line bg-sunken px-3 py-2 wrap-anywhere whitespace-pre-wrap"
          >
            {idpError}
          </pre>
        </div>
      ) : null}
      {comparison ? <Comparison {...comparison} /> : null}
      <p className="text-ink-2">
        Code{' '}
        <TextLink href={`/docs/sign-in#${code}`} prefetch={false}>
          <Mono>{code}</Mono>
        </TextLink>
        , which Activity has too when it happens to somebody.
      </p>
    </div>
  );
}

function Comparison({ what, expected, received }: FailedComparison) {
  return (
    <figure className="flex flex-col gap-1">
      <figcaption className="text-ink-2">{what}</figcaption>
      <dl className="mono-sm flex flex-col gap-0.5">
        <Line word="Expected" value={expected} look="bg-diff-add" />
        <Line word="Received" value={received} look="bg-diff-del" />
      </dl>
    </figure>
  );
}

function Line({ word, value, look }: { word: string; value: string; look: string }) {
  return (
    <div className={`grid grid-cols-[5.5rem_minmax(0,1fr)] gap-x-2 rounded-badge px-2 ${look}`}>
      <dt>{word}</dt>
      <dd className="min-w-0 wrap-anywhere">{value === '' ? '(nothing)' : value}</dd>
    </div>
  );
}
