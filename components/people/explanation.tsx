import type { ShownExplanation } from '@/lib/people/shown-explanation';
import { Status } from '../ui/status';
import { Sentence } from './sentence';
import { WhyNot } from './why-not';
import { WhySteps } from './why-steps';

/** What a mapping makes of somebody, step by step. */
export function Explanation({ explanation }: { explanation: ShownExplanation }) {
  const hasAccess = explanation.roles.length > 0;
  return (
    <div className="flex flex-col gap-5">
      <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1 text-base">
        <Status tone={hasAccess ? 'ok' : 'warn'}>{hasAccess ? 'Access' : 'No access'}</Status>
        <Sentence>{explanation.verdict}</Sentence>
      </p>
      <WhySteps steps={explanation.steps} />
      {explanation.managed ? <WhyNot {...explanation} /> : null}
    </div>
  );
}
