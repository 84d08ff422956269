'use client';

import { createContext, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { Notice } from './notice';

/** What has just been done. */
export interface OutcomeMessage {
  /** Past tense, a few words: "Ana Ruiz removed". */
  title: string;
  /** What follows from it. */
  detail?: ReactNode;
  tone?: 'ok' | 'warn';
}

const OutcomeContext = createContext<{
  message: OutcomeMessage | null;
  say: (message: OutcomeMessage) => void;
}>({
  message: null,
  say: () => undefined,
});

/** Says what a dialog or a row's button has done, where the page shows outcomes. */
export function useOutcome(): (message: OutcomeMessage) => void {
  return useContext(OutcomeContext).say;
}

/** The part of a page whose outcomes are said in one place, its `<Outcome>`. */
export function OutcomeArea({ children }: { children: ReactNode }) {
  const [message, say] = useState<OutcomeMessage | null>(null);
  return <OutcomeContext value={useMemo(() => ({ message, say }), [message])}>{children}</OutcomeContext>;
}

/**
 * What was done last, above what it was done to. It takes the focus, because the dialog is gone by then, and
 * the row whose button opened it may be gone too.
 */
export function Outcome({ className }: { className?: string }) {
  const { message } = useContext(OutcomeContext);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // A dialog that closes in the same moment first gives the focus back to what opened it.
    if (message) queueMicrotask(() => place.current?.focus());
  }, [message]);
  if (!message) return null;
  return (
    <div className={className}>
      <div ref={place} tabIndex={-1} className="rounded-card">
        <Notice tone={message.tone ?? 'ok'} title={message.title}>
          {message.detail}
        </Notice>
      </div>
    </div>
  );
}
