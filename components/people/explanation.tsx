import type { ShownExplanation } from '@/lib/people/shown-explanation';
import { Verdict } from './verdict';
import { WhyNot } from './why-not';
import { WhySteps } from './why-steps';

/** What a mapping makes of somebody, step by step. */
export function Explanation({ explanation }: { explanation: ShownExplanation }) {
  return (
    <div className="flex flex-col gap-5">
      <Verdict tone={explanation.roles.length > 0 ? 'access' : 'none'}>{explanation.verdict}</Verdict>
      <WhySteps steps={explanation.steps} />
      {explanation.managed ? <WhyNot {...explanation} /> : null}
    </div>
  );
}
