'use client';

import { useEffect, useRef } from 'react';
import { useRouter } from 'next/navigation';
import { useQuery } from '@tanstack/react-query';
import type { ApplicationView } from '@/lib/mapping/find-application';
import { countOf } from '../identity/count-of';
import { fetchJson } from '../identity/fetch-json';
import { announce } from '../ui/announce';
import { Notice } from '../ui/notice';
import { TextLink } from '../ui/text-link';
import { Timestamp } from '../ui/timestamp';

/** An application of the mapping as it travels: times as ISO 8601. */
export type SentApplication = Omit<ApplicationView, 'startedAt' | 'finishedAt'> & {
  startedAt: string;
  finishedAt: string | null;
};

export interface ApplicationProgressProps {
  /** As the page was read; from then on it is asked for again and again. */
  application: SentApplication | null;
}

const pollMs = { running: 700, quiet: 5000, afterFault: 8000 };

/** An end as recent as this is still news to somebody who opens the page. */
const NEWS_MS = 10 * 60_000;

/**
 * How far a saved mapping has come, for everyone who has the page open, whoever saved it. Stands in a
 * `<LiveProvider>`.
 */
export function ApplicationProgress({ application }: ApplicationProgressProps) {
  const { data, isError } = useQuery({
    queryKey: ['role-application'],
    queryFn: ({ signal }) => fetchJson<SentApplication | null>('/api/role-application', signal),
    initialData: application,
    refetchInterval: ({ state }) =>
      state.status === 'error' ? pollMs.afterFault : isRunning(state.data) ? pollMs.running : pollMs.quiet,
  });
  // A save brings the page of its own moment along, which may be younger than the last answer.
  const latest = newer(application, data ?? null);
  useFollowUp(latest);
  if (!latest) return null;
  if (!isRunning(latest)) return isNews(latest) ? <Applied application={latest} /> : null;
  return <Running application={latest} failing={isError} />;
}

function isRunning(application: SentApplication | null | undefined): boolean {
  return application != null && application.state !== 'DONE';
}

function isNews({ finishedAt, startedAt }: SentApplication): boolean {
  const end = Date.parse(finishedAt ?? startedAt);
  return end > Date.now() - NEWS_MS;
}

function newer(a: SentApplication | null, b: SentApplication | null): SentApplication | null {
  if (!a || !b) return a ?? b;
  if (a.id !== b.id) return a.startedAt > b.startedAt ? a : b;
  return a.state === 'DONE' || (b.state !== 'DONE' && a.done > b.done) ? a : b;
}

/** Reads the page again when an application that was seen to run is over: its counts have moved. */
function useFollowUp(application: SentApplication | null) {
  const router = useRouter();
  const running = useRef<string>(undefined);
  const id = application?.id;
  const state = application?.state;
  const changed = application?.changed ?? 0;
  useEffect(() => {
    if (id === undefined) return;
    if (state !== 'DONE') running.current = id;
    else if (running.current === id) {
      running.current = undefined;
      announce(appliedSentence(changed));
      router.refresh();
    }
  }, [router, id, state, changed]);
}

function appliedSentence(changed: number): string {
  return changed === 0
    ? 'Applied: nobody’s role changed'
    : `Applied: ${countOf(changed, 'person', 'people')} changed role`;
}

function Running({ application, failing }: { application: SentApplication; failing: boolean }) {
  const { state, done, total, what } = application;
  const planning = state === 'PLANNING';
  const text = planning
    ? 'Working out whom it concerns'
    : `${done.toLocaleString('en')} of ${countOf(total, 'person', 'people')}`;
  return (
    <section aria-labelledby="applying" className="rounded-card border border-line bg-info-soft p-3 text-sm">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 id="applying" className="text-sm font-semibold text-info">
          Applying {what}
        </h2>
        <p className="text-ink-2 tabular-nums">{text}</p>
      </div>
      <progress
        aria-labelledby="applying"
        aria-valuetext={text}
        value={planning ? undefined : done}
        max={planning ? undefined : Math.max(1, total)}
        className="progress mt-2 block w-full"
      />
      <p className="mt-2 text-ink-2">
        {failing
          ? 'The server does not answer. Trying again in a few seconds.'
          : 'You can leave this page. It goes on by itself, also after a restart, and what your identity provider sends meanwhile follows the new mapping.'}
      </p>
      <noscript>
        <p className="mt-1 text-ink-2">Reload to see how far it is.</p>
      </noscript>
    </section>
  );
}

function Applied({ application: { changed, finishedAt, startedAt, actorName } }: { application: SentApplication }) {
  return (
    <Notice tone="ok" title={appliedSentence(changed)}>
      Saved by {actorName}, finished <Timestamp at={finishedAt ?? startedAt} /> ·{' '}
      <TextLink href="/settings/identity/activity?type=admin_mapping_applied" prefetch={false}>
        see Activity
      </TextLink>
    </Notice>
  );
}
