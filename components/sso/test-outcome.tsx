import type { TestReport } from '@/lib/sso/test-report';
import { Card } from '../ui/card';
import { Notice } from '../ui/notice';
import { Status } from '../ui/status';
import { TextLink } from '../ui/text-link';

/** What a real sign-in would come to: who one would be, with which roles, and why. */
export function TestOutcome({ report: { decision, roles } }: { report: Pick<TestReport, 'decision' | 'roles'> }) {
  if (!decision && !roles) return null;
  return (
    <Card title="What a sign-in would do" id="outcome">
      <div className="flex flex-col gap-4 text-sm">
        {decision ? <p className="max-w-prose text-base">{sentence(decision)}</p> : null}
        {roles ? <Roles {...roles} /> : null}
      </div>
    </Card>
  );
}

function Roles({ names, reasons, warnings }: NonNullable<TestReport['roles']>) {
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="font-medium">Roles</h3>
        {names.length > 0 ? (
          names.map((name) => (
            <Status key={name} tone="info">
              {name}
            </Status>
          ))
        ) : (
          <Status tone="warn">No role, so no access</Status>
        )}
      </div>
      {reasons.length > 0 ? (
        <ol className="flex list-decimal flex-col gap-1 ps-5 text-ink-2">
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ol>
      ) : null}
      {warnings.map((warning) => (
        <Notice key={warning} tone="warn" title={warning} />
      ))}
      <p>
        <TextLink href="/settings/identity/role-mapping">Open role mapping</TextLink>
      </p>
    </>
  );
}

/** A decision begins a sentence of its own here: "Would be created" reads "You would be created." */
function sentence(decision: string): string {
  const whole = decision.replace(/^would /i, 'You would ');
  return whole.replace(/\.?$/, '.');
}
