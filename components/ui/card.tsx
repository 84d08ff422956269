import type { ReactNode } from 'react';
import { classNames } from './class-names';

export interface CardProps {
  title?: ReactNode;
  /** Id of the title, for `aria-labelledby` and for links to the section. */
  id?: string;
  /** One sentence under the title. */
  description?: ReactNode;
  /** Buttons or a status at the end of the title's line. */
  actions?: ReactNode;
  /** Lets a table or a log reach the card's edges. */
  flush?: boolean;
  children?: ReactNode;
}

/** A titled section of a page on its own surface. */
export function Card({ title, id, description, actions, flush, children }: CardProps) {
  const header = title || actions;
  return (
    <section
      aria-labelledby={title && id ? id : undefined}
      className="min-w-0 rounded-card border border-line bg-surface"
    >
      {header ? (
        <div
          className={
            'flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 pt-4 tablet:px-5 ' +
            'tablet:pt-5'
          }
        >
          <div className="min-w-0">
            {title ? (
              <h2 id={id} className="text-md">
                {title}
              </h2>
            ) : null}
            {description ? <p className="max-w-prose text-sm text-ink-2">{description}</p> : null}
          </div>
          {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
        </div>
      ) : null}
      <div className={classNames(flush ? 'pt-3' : 'p-4 tablet:p-5', !flush && Boolean(header) && 'pt-4!')}>
        {children}
      </div>
    </section>
  );
}
