'use client';

import { useEffect, useRef, type ReactNode } from 'react';
import { Circle, CircleCheck, CircleMinus, CircleX, LoaderCircle } from 'lucide-react';
import { announce } from './announce';
import { classNames } from './class-names';

export type StepState = 'not-yet' | 'waiting' | 'done' | 'problem' | 'skipped';

export interface ChecklistStep {
  id: string;
  title: string;
  state: StepState;
  /** What came, what is awaited, or what to correct. */
  detail?: ReactNode;
  /** The time and the link to the event, at the end of the line. */
  evidence?: ReactNode;
}

const states = {
  'not-yet': { icon: Circle, word: 'Not yet', look: 'text-ink-3' },
  waiting: { icon: LoaderCircle, word: 'Waiting', look: 'text-info' },
  done: { icon: CircleCheck, word: 'Done', look: 'text-ok' },
  problem: { icon: CircleX, word: 'Problem', look: 'text-bad' },
  skipped: { icon: CircleMinus, word: 'Skipped', look: 'text-ink-3' },
} as const;

/** Says each step's completion once, when it happens while one looks. */
function useAnnouncedTicks(steps: readonly ChecklistStep[]) {
  const known = useRef<ReadonlySet<string>>(undefined);
  useEffect(() => {
    const done = steps.filter((step) => step.state === 'done');
    const fresh = known.current ? done.filter((step) => !known.current?.has(step.id)) : [];
    known.current = new Set(done.map((step) => step.id));
    if (fresh.length > 0) announce(fresh.map((step) => `Done: ${step.title}`).join('. '));
  }, [steps]);
}

/** Steps that tick themselves, each with its state in words. */
export function Checklist({ label, steps }: { label: string; steps: readonly ChecklistStep[] }) {
  useAnnouncedTicks(steps);
  return (
    <ol aria-label={label} className="divide-y divide-line">
      {steps.map((step, index) => {
        const { icon: Icon, word, look } = states[step.state];
        return (
          <li key={step.id} className="flex gap-3 py-2.5 text-sm">
            <Icon className={classNames('mt-0.5', look, step.state === 'done' && 'tick')} />
            <div className="min-w-0 flex-1">
              <div className="flex flex-wrap items-baseline gap-x-2">
                <span className="text-ink-3 tabular-nums">{index + 1}</span>
                <span className={classNames('font-medium', step.state === 'not-yet' && 'text-ink-2')}>
                  {step.title}
                </span>
                <span className={classNames('text-xs font-medium', look)}>{word}</span>
                {step.evidence ? <span className="ms-auto text-ink-2">{step.evidence}</span> : null}
              </div>
              {step.detail ? <div className="max-w-prose text-ink-2">{step.detail}</div> : null}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
