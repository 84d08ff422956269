import type { EvidenceEvent } from '@/lib/people/person';
import type { WhyStep } from '@/lib/people/why-roles';
import type { RoleStep } from '@/lib/roles/explain-roles';
import { activityPath } from '../activity/feed-address';
import { shortPath } from '../activity/short-path';
import { classNames } from '../ui/class-names';
import { TextLink } from '../ui/text-link';
import { Timestamp } from '../ui/timestamp';
import { Sentence } from './sentence';

export const mappingPath = '/settings/identity/role-mapping';

/** A step as it was derived, or with its evidence. */
export type ShownStep = Pick<RoleStep, 'kind' | 'sentence'> | WhyStep;

/**
 * The steps from what is known to the roles, in order. The line beside them repeats the order and the last step is
 * the result; nothing is said by the drawing alone.
 */
export function WhySteps({ steps }: { steps: readonly ShownStep[] }) {
  return (
    <ol className="flex flex-col">
      {steps.map((step, index) => (
        <Step key={index} step={step} number={index + 1} last={index === steps.length - 1} />
      ))}
    </ol>
  );
}

function Step({ step, number, last }: { step: ShownStep; number: number; last: boolean }) {
  return (
    <li className="group/step grid grid-cols-[1.5rem_minmax(0,1fr)] gap-x-3 text-sm">
      <span aria-hidden="true" className="flex flex-col items-center">
        <span
          className={classNames(
            'flex size-6 shrink-0 items-center justify-center rounded-full border text-xs font-semibold tabular-nums',
            last ? 'border-accent bg-selected text-accent-text' : 'border-line-2 bg-surface text-ink-2',
          )}
        >
          {last ? '=' : number}
        </span>
        {last ? null : <span className="w-px flex-1 bg-line-2" />}
      </span>
      <span className={classNames('flex min-w-0 flex-col pt-0.5', last ? 'font-semibold' : 'pb-4')}>
        <Sentence>{step.sentence}</Sentence>
        {'event' in step ? <Evidence step={step} /> : null}
        {step.kind === 'unmatched' ? (
          <span>
            <TextLink href={mappingPath} prefetch={false}>
              Add a rule
            </TextLink>
          </span>
        ) : null}
      </span>
    </li>
  );
}

function Evidence({ step: { kind, at, event, rule } }: { step: WhyStep }) {
  if (!at && !event && !rule) return null;
  return (
    <span className="flex flex-wrap items-baseline gap-x-3 font-normal text-ink-2">
      {at ? (
        <span>
          {kind === 'result' ? 'Since ' : null}
          <Timestamp
            at={at.toISOString()}
            format="absolute"
            precision={kind === 'result' ? 'minute' : 'second'}
          />
        </span>
      ) : null}
      {event ? (
        <TextLink
          href={`${activityPath}/${event.id}`}
          prefetch={false}
          aria-label={`The event: ${event.summary}`}
          className="wrap-anywhere"
        >
          {nameOf(event)}
        </TextLink>
      ) : null}
      {rule ? (
        <span>
          <TextLink href={mappingPath} prefetch={false}>
            Rule
          </TextLink>{' '}
          saved <Timestamp at={rule.savedAt.toISOString()} format="absolute" precision="day" /> by{' '}
          <bdi>{rule.savedByName}</bdi>
        </span>
      ) : null}
    </span>
  );
}

/** A request by its method and endpoint; whatever else happened by its sentence. */
function nameOf({ method, path, summary }: EvidenceEvent): string {
  if (method === null) return summary;
  const [, endpoint = ''] = shortPath(path ?? '').split('/');
  return `${method} /${endpoint}`;
}
