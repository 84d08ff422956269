import { CopyButton } from '../../ui/copy-button';
import { Mono } from '../../ui/mono';
import { TextLink } from '../../ui/text-link';
import type { GuideField, GuideStep } from './guide';

export interface GuideStepsProps {
  steps: readonly GuideStep[];
  /** The level of the steps' titles, one below the title they stand under. */
  heading: 'h3' | 'h4';
}

/** What to do in an identity provider's console, step by step. */
export function GuideSteps({ steps, heading }: GuideStepsProps) {
  return (
    <ol className="flex flex-col gap-5">
      {steps.map((step, index) => (
        <Step key={step.title} number={index + 1} step={step} heading={heading} />
      ))}
    </ol>
  );
}

interface StepProps extends Pick<GuideStepsProps, 'heading'> {
  number: number;
  step: GuideStep;
}

function Step({ number, step, heading: Heading }: StepProps) {
  return (
    <li className="grid grid-cols-[1.5rem_minmax(0,1fr)] gap-x-2">
      <span aria-hidden="true" className="text-base font-semibold text-ink-3 tabular-nums">
        {number}
      </span>
      <div className="flex min-w-0 flex-col gap-1.5">
        <Heading className="text-base font-semibold">
          {step.title}
          {step.optional ? <span className="font-normal text-ink-3"> (optional)</span> : null}
        </Heading>
        {step.path ? <p className="text-sm text-ink-2">{step.path.join(' → ')}</p> : null}
        {step.fields ? <Fields step={step.title} fields={step.fields} /> : null}
        {step.text?.map((paragraph) => (
          <p key={paragraph} className="max-w-prose text-sm text-ink-2">
            {paragraph}
          </p>
        ))}
        {step.more ? (
          <p className="text-sm">
            <TextLink href={step.more.href}>{step.more.text}</TextLink>
          </p>
        ) : null}
      </div>
    </li>
  );
}

const fieldsStyles =
  'grid gap-x-4 gap-y-1 rounded-control border border-line bg-sunken px-3 py-2 text-sm ' +
  'tablet:grid-cols-[minmax(8rem,14rem)_minmax(0,1fr)] tablet:items-center';

function Fields({ step, fields }: { step: string; fields: readonly GuideField[] }) {
  return (
    <dl className={fieldsStyles}>
      {fields.map(({ name, value, exact, copy }) => (
        <div key={name} className="contents">
          <dt className="text-ink-2 max-tablet:not-first:mt-1">{name}</dt>
          <dd className="flex min-w-0 flex-wrap items-center justify-between gap-x-3 gap-y-1">
            <span className="min-w-0 max-w-full">{exact ? <Mono>{value}</Mono> : value}</span>
            {copy ? <CopyButton text={value} label={`${name}: ${step}`} size="sm" /> : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}
