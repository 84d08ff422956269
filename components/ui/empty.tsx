import type { ReactNode } from 'react';

export interface EmptyProps {
  /** "No credentials yet." */
  title: ReactNode;
  /** What will be here, and what it is for. */
  children?: ReactNode;
  /** The one next step. */
  action?: ReactNode;
}

/** The place of things that do not exist yet. Loading and failure have components of their own. */
export function Empty({ title, children, action }: EmptyProps) {
  return (
    <div className="flex flex-col items-start gap-3 text-sm">
      <div className="max-w-prose">
        <p className="text-base font-semibold">{title}</p>
        {children ? <div className="mt-0.5 text-ink-2">{children}</div> : null}
      </div>
      {action}
    </div>
  );
}
