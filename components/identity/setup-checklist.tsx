'use client';

import { useQuery } from '@tanstack/react-query';
import { providerName } from '@/lib/activity/provider-name';
import type { SetupProgress } from '@/lib/activity/setup-progress';
import { Checklist, type ChecklistStep } from '../ui/checklist';
import { Mono } from '../ui/mono';
import { TextLink } from '../ui/text-link';
import { Timestamp } from '../ui/timestamp';
import { fetchJson } from './fetch-json';
import { LiveProvider } from './live-provider';
import type { ProviderChoice } from './provider-choice';
import { setupSteps, type SetupStep } from './setup-steps';

export interface SetupChecklistProps {
  choice: ProviderChoice;
  /** As the page was read; from then on it is asked for again and again. */
  progress: SetupProgress;
}

const askEveryMs = 1000;
const askEveryMsAfterFault = 8000;

/** The steps of the set-up, ticking themselves while the identity provider calls. */
export function SetupChecklist(props: SetupChecklistProps) {
  return (
    <LiveProvider>
      <LiveChecklist {...props} />
    </LiveProvider>
  );
}

function LiveChecklist({ choice, progress }: SetupChecklistProps) {
  const { data, isError } = useQuery({
    queryKey: ['setup-progress', choice.slug],
    queryFn: ({ signal }) => fetchJson<SetupProgress>(`/api/setup-progress?idp=${choice.slug}`, signal),
    initialData: progress,
    refetchInterval: ({ state }) => (state.status === 'error' ? askEveryMsAfterFault : askEveryMs),
  });
  const steps = setupSteps(data, choice.provider);
  const finished = steps.every(({ state }) => state === 'done');
  return (
    <>
      <Checklist label="Set-up steps" steps={steps.map(checklistStep)} />
      <p className="mt-3 text-sm text-ink-3">
        {isError
          ? 'The server does not answer. Trying again in a few seconds; the steps above are as they were.'
          : finished
            ? `Everything works. From here on, ${providerName(choice.provider)} decides.`
            : 'Leave whenever you like: steps tick by themselves, also while nobody looks.'}
      </p>
      <noscript>
        <p className="text-sm text-ink-2">Reload to see newer steps.</p>
      </noscript>
    </>
  );
}

function checklistStep({ id, title, state, text, correction, evidence }: SetupStep): ChecklistStep {
  return {
    id,
    title,
    state,
    detail: text ? (
      <>
        {id === 'credential' && state === 'done' ? <Mono>{text}</Mono> : text}{' '}
        {correction ? <TextLink href={correction.href}>{correction.text}</TextLink> : null}
      </>
    ) : undefined,
    evidence: evidence ? <Evidence step={title} {...evidence} /> : undefined,
  };
}

function Evidence({ step, at, eventId }: { step: string; at: string; eventId: string | null }) {
  if (!eventId) return <Timestamp at={at} />;
  return (
    <TextLink href={`/settings/identity/activity/${eventId}`} prefetch={false}>
      <span className="sr-only">{step}: event of </span>
      <Timestamp at={at} />
    </TextLink>
  );
}
