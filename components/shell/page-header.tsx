import type { ReactNode } from 'react';

export interface PageHeaderProps {
  title: string;
  /** A count or a status after the title. */
  mark?: ReactNode;
  description?: ReactNode;
  /** Buttons at the end of the line. */
  actions?: ReactNode;
  /** The area's tabs. */
  children?: ReactNode;
}

/** The page's h1 and what belongs to it. */
export function PageHeader({ title, mark, description, actions, children }: PageHeaderProps) {
  return (
    <div className="mb-2">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="flex min-w-0 flex-wrap items-baseline gap-x-3">
          <h1 className="min-w-0 text-lg wrap-anywhere">{title}</h1>
          {mark ? <div className="text-sm text-ink-2 tabular-nums">{mark}</div> : null}
        </div>
        {actions ? <div className="flex flex-wrap gap-2">{actions}</div> : null}
      </div>
      {description ? <p className="mt-1 max-w-prose text-base text-ink-2">{description}</p> : null}
      {children ? <div className="mt-2">{children}</div> : null}
    </div>
  );
}
