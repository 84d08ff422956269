'use client';

import { createContext, useContext, useEffect, useRef, useState, type ReactNode } from 'react';
import { Notice } from './notice';

/** What has just been done. */
export interface OutcomeMessage {
  /** Past tense, a few words: "Ana Ruiz removed". */
  title: string;
  /** What follows from it. */
  detail?: ReactNode;
  tone?: 'ok' | 'warn';
}

const OutcomeContext = createContext<(message: OutcomeMessage) => void>(() => undefined);

/** Says what a dialog or a row's button has done, where the page shows outcomes. */
export function useOutcome(): (message: OutcomeMessage) => void {
  return useContext(OutcomeContext);
}

/**
 * The place where a page says what was done, above what it was done to. It takes the focus, because the dialog is gone
 * by then, and the row whose button opened it may be gone too.
 */
export function OutcomeArea({ children }: { children: ReactNode }) {
  const [message, setMessage] = useState<OutcomeMessage | null>(null);
  const area = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (message) area.current?.focus();
  }, [message]);
  return (
    <OutcomeContext value={setMessage}>
      {message ? (
        <div ref={area} tabIndex={-1} className="rounded-card">
          <Notice tone={message.tone ?? 'ok'} title={message.title}>
            {message.detail}
          </Notice>
        </div>
      ) : null}
      {children}
    </OutcomeContext>
  );
}
