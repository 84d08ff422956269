import type { ReactNode } from 'react';
import { CircleX } from 'lucide-react';
import { Mono } from './mono';

export interface ErrorStateProps {
  /** What did not happen: "The events could not be loaded." */
  title: ReactNode;
  /** Why, what to do, and what is unharmed. */
  children?: ReactNode;
  /** A reference that can be quoted and searched for. */
  reference?: string;
  /** A "Try again" button. */
  action?: ReactNode;
}

/** A part of a page that failed, while the rest of it works. */
export function ErrorState({ title, children, reference, action }: ErrorStateProps) {
  return (
    <div role="alert" className="flex gap-2.5 text-sm">
      <CircleX className="mt-0.5 text-bad" />
      <div className="flex min-w-0 max-w-prose flex-col items-start gap-3">
        <div>
          <p className="text-base font-semibold">{title}</p>
          {children ? <div className="mt-0.5 text-ink-2">{children}</div> : null}
          {reference ? (
            <p className="mt-1 text-ink-3">
              ref <Mono>{reference}</Mono>
            </p>
          ) : null}
        </div>
        {action}
      </div>
    </div>
  );
}
