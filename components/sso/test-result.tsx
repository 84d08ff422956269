import { CircleCheck, CircleX, TriangleAlert } from 'lucide-react';
import { protocolNames, type SsoProvider } from '@/lib/sso/sso-providers';
import type { StoredTest, TestCheck } from '@/lib/sso/test-report';
import { countOf } from '../identity/count-of';
import { buttonStyles } from '../ui/button-styles';
import { Card } from '../ui/card';
import { classNames } from '../ui/class-names';
import { LinkButton } from '../ui/link-button';
import { TestClaims } from './test-claims';
import { TestOutcome } from './test-outcome';
import { TestVerdict } from './test-verdict';

export interface TestResultProps {
  test: Omit<StoredTest, 'createdAt'> & { createdAt: string };
  provider: SsoProvider;
  /** Where another test begins. */
  testAgain: string;
}

/** What a test found: the verdict, each check, what arrived, and what would have come of it. */
export function TestResult({ test, provider, testAgain }: TestResultProps) {
  const { report } = test;
  const failed = report.checks.filter(({ state }) => state === 'failed').length;
  return (
    <>
      <TestVerdict
        test={test}
        provider={provider}
        actions={
          <>
            <a href={testAgain} className={buttonStyles('secondary')}>
              Test again
            </a>
            <LinkButton variant="primary" href="/settings/identity/sso#switch" prefetch={false}>
              Back to SSO
            </LinkButton>
          </>
        }
      />
      <TestOutcome report={report} />
      <Card
        title="Checks"
        id="checks"
        description={
          failed === 0
            ? `${countOf(report.checks.length, 'check', 'checks')} of ${protocolNames[report.protocol]}.`
            : `${failed} of ${report.checks.length} failed.`
        }
      >
        <ol className="flex flex-col divide-y divide-line">
          {report.checks.map((check) => (
            <Check key={check.what} {...check} />
          ))}
        </ol>
      </Card>
      <TestClaims claims={report.claims} />
    </>
  );
}

const states = {
  passed: { icon: CircleCheck, word: 'Passed', look: 'text-ok' },
  warning: { icon: TriangleAlert, word: 'Look at this', look: 'text-warn' },
  failed: { icon: CircleX, word: 'Failed', look: 'text-bad' },
} as const;

function Check({ what, state, explanation }: TestCheck) {
  const { icon: Icon, word, look } = states[state];
  return (
    <li className="flex gap-3 py-2 text-sm first:pt-0 last:pb-0">
      <Icon className={classNames('mt-0.5', look)} />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline justify-between gap-x-3">
          <span className="min-w-0 wrap-anywhere">{what}</span>
          <span className={classNames('text-xs font-medium', look)}>{word}</span>
        </p>
        {explanation ? <p className="max-w-prose text-ink-2 wrap-anywhere">{explanation}</p> : null}
      </div>
    </li>
  );
}
